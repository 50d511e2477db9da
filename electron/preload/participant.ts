import { ipcRenderer } from 'electron';
import { exposeApi } from './expose-api.ts';

exposeApi('participant');

/** Somebody tries to close the window: the page asks for the moderator's PIN. */
ipcRenderer.on('participant:ask-pin', () => window.dispatchEvent(new Event('visavis:ask-pin')));
