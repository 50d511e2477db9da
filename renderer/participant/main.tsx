import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../ui/theme.ts';
import { ParticipantApp } from './participant-app.tsx';
import { startStore } from './store.ts';

startTheme('participant');
startStore();

// Nothing from outside may be dropped into this window.
for (const kind of ['dragover', 'drop'] as const) {
  window.addEventListener(kind, (event) => event.preventDefault());
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the screens.');
createRoot(root).render(
  <StrictMode>
    <ParticipantApp />
  </StrictMode>,
);
