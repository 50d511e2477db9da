import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../ui/theme.ts';
import { PreviewApp } from './preview-app.tsx';
import { startPreview } from './store.ts';

startTheme('participant');
startPreview();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the screens.');
createRoot(root).render(
  <StrictMode>
    <PreviewApp />
  </StrictMode>,
);
