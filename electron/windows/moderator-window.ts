import { dialog, type BrowserWindow, type Session } from 'electron';
import { callNamesArgument } from '../preload/call-names.ts';
import { moderatorContract } from '../../shared/contract/moderator.ts';
import { message } from '../messages/message.ts';
import { pageAddress, type PageSource } from './page-source.ts';
import { ReloadAllowance } from './reload-allowance.ts';
import { createSecureWindow } from './secure-window.ts';

export interface ModeratorWindowOptions {
  readonly source: PageSource;
  readonly pages: Session;
  readonly preload: string;
  /** Whether closing the window would interrupt a session. */
  isSessionRunning(): boolean;
  onClosed(): void;
  onCrash(what: string): void;
}

/** The researcher's window. Closing it ends the app, after a question while a session runs. */
export function openModeratorWindow(options: ModeratorWindowOptions): BrowserWindow {
  const window = createSecureWindow({
    pages: options.pages,
    preload: options.preload,
    preloadArguments: [callNamesArgument(Object.keys(moderatorContract))],
    window: {
      title: 'Visavis',
      width: 1280,
      height: 800,
      minWidth: 960,
      minHeight: 640,
    },
  });
  window.on('page-title-updated', (event) => event.preventDefault());

  let mayClose = false;
  window.on('close', (event) => {
    if (mayClose || !options.isSessionRunning()) return;
    event.preventDefault();
    void confirmQuitting(window).then((quit) => {
      if (!quit) return;
      mayClose = true;
      window.close();
    });
  });
  window.on('closed', () => options.onClosed());
  const reloads = new ReloadAllowance();
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    options.onCrash(details.reason);
    // Not within the event: the old process is still being taken down.
    if (reloads.take(Date.now())) setImmediate(() => !window.isDestroyed() && window.webContents.reload());
  });
  void window.loadURL(pageAddress(options.source, 'moderator')).catch((error: unknown) => {
    if (!window.isDestroyed()) options.onCrash(`page not loaded: ${String(error)}`);
  });
  return window;
}

async function confirmQuitting(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: message('quit.question'),
    detail: message('quit.detail'),
    buttons: [message('quit.stay'), message('quit.quit')],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}
