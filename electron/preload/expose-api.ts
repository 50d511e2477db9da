import { contextBridge, ipcRenderer } from 'electron';
import { channelOf, viewChannelOf } from '../../shared/contract/call.ts';
import { callNamesFrom } from './call-names.ts';

/**
 * Gives the page one function per call of its contract, and nothing of Electron.
 * The names come from the main process, so that the schemas (and zod) stay out of the preload.
 */
export function exposeApi(window: 'participant' | 'moderator'): void {
  const names = callNamesFrom(process.argv);
  const call = Object.fromEntries(
    names.map((name) => [name, (input: unknown) => ipcRenderer.invoke(channelOf(window, name), input)]),
  );
  const onView = (listener: (view: unknown) => void): (() => void) => {
    const forward = (_event: unknown, view: unknown): void => listener(view);
    ipcRenderer.on(viewChannelOf(window), forward);
    return () => ipcRenderer.off(viewChannelOf(window), forward);
  };
  contextBridge.exposeInMainWorld('visavis', { call, onView });
}
