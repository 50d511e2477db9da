import { app, screen, type BrowserWindow, type Display, type Session, type WebContents } from 'electron';
import { callNamesArgument } from '../preload/call-names.ts';
import { participantContract } from '../../shared/contract/participant.ts';
import { judgeKey } from './blocked-keys.ts';
import { displayFor, type DisplayChoice } from './displays.ts';
import { pageAddress, type PageSource } from './page-source.ts';
import { ReloadAllowance } from './reload-allowance.ts';
import { createSecureWindow } from './secure-window.ts';
import { nextZoom } from './text-size.ts';

export interface ParticipantWindowOptions {
  readonly source: PageSource;
  readonly pages: Session;
  readonly preload: string;
  moderatorWindow(): BrowserWindow | null;
  /** Somebody tries to close the window or to leave it. */
  onLeaveWanted(): void;
  /** Something disturbed the window; goes into the session as an incident. */
  onIncident(text: string): void;
}

export interface ParticipantWindow {
  show(choice: DisplayChoice): void;
  /** To the front again, on the display where it was. */
  bringBack(): void;
  /** Leaves the full screen, hides, and gives the moderator's window the keyboard. */
  leave(): void;
  close(): void;
  /** The window's contents while it is open. */
  contents(): WebContents | null;
  /** Where it can be seen now. */
  place(): DisplayChoice | 'closed';
}

const patienceMilliseconds = 5_000;

export function createParticipantWindow(options: ParticipantWindowOptions): ParticipantWindow {
  let window: BrowserWindow | null = null;
  let choice: DisplayChoice = 'second';
  let closing = false;
  const reloads = new ReloadAllowance();
  app.on('before-quit', () => {
    closing = true;
  });

  function show(wanted: DisplayChoice): void {
    choice = wanted;
    const moderator = options.moderatorWindow();
    const display = moderator === null ? screen.getPrimaryDisplay() : displayFor(wanted, moderator);
    if (window === null || window.isDestroyed()) window = open(display);
    else placeOn(window, display);
  }

  function open(display: Display): BrowserWindow {
    closing = false;
    const opened = createSecureWindow({
      pages: options.pages,
      preload: options.preload,
      preloadArguments: [callNamesArgument(Object.keys(participantContract))],
      window: {
        ...display.bounds,
        title: 'Visavis',
        fullscreenable: true,
      },
    });
    opened.removeMenu();
    opened.on('page-title-updated', (event) => event.preventDefault());
    opened.once('ready-to-show', () => placeOn(opened, display));
    opened.on('close', (event) => {
      if (closing) return;
      event.preventDefault();
      options.onLeaveWanted();
    });
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    opened.webContents.on('before-input-event', (event, input) => {
      const verdict = judgeKey(input);
      if (verdict === 'pass') return;
      event.preventDefault();
      if (verdict === 'ask-pin') options.onLeaveWanted();
      else if (verdict !== 'block') {
        opened.webContents.setZoomFactor(nextZoom(opened.webContents.getZoomFactor(), verdict));
      }
    });
    opened.webContents.on('context-menu', (event) => event.preventDefault());
    recoverFromCrashes(opened);
    load(opened);
    return opened;
  }

  function load(target: BrowserWindow): void {
    void target.loadURL(pageAddress(options.source, 'participant')).catch((error: unknown) => {
      if (!target.isDestroyed()) options.onIncident(`The participant's page could not be loaded: ${String(error)}`);
    });
  }

  /** The page holds nothing that is not on disk: after a crash it is loaded again and is at the same step. */
  function recoverFromCrashes(target: BrowserWindow): void {
    target.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit' || target.isDestroyed() || closing) return;
      if (!reloads.take(Date.now())) {
        options.onIncident(`The participant's window stopped again (${details.reason}) and was not reloaded.`);
        return;
      }
      options.onIncident(`The participant's window stopped (${details.reason}) and was reloaded.`);
      // Not within the event: the old process is still being taken down.
      setImmediate(() => {
        if (!target.isDestroyed()) target.webContents.reload();
      });
    });
    let patience: NodeJS.Timeout | undefined;
    target.on('unresponsive', () => {
      patience = setTimeout(() => {
        if (!target.isDestroyed()) target.webContents.forcefullyCrashRenderer();
      }, patienceMilliseconds);
    });
    target.on('responsive', () => clearTimeout(patience));
    target.on('closed', () => clearTimeout(patience));
  }

  screen.on('display-removed', () => {
    if (window === null || window.isDestroyed() || !window.isVisible()) return;
    options.onIncident('A display was disconnected; the participant\'s window moved to the remaining one.');
    show(choice);
  });

  return {
    show,
    bringBack() {
      if (window !== null && window.webContents.isCrashed()) {
        window.webContents.reload();
      }
      show(choice);
    },
    leave() {
      if (window !== null) hide(window);
      const moderator = options.moderatorWindow();
      moderator?.show();
      moderator?.focus();
    },
    close() {
      closing = true;
      window?.close();
      window = null;
    },
    contents: () => (window === null || window.isDestroyed() ? null : window.webContents),
    place() {
      if (window === null || window.isDestroyed() || !window.isVisible()) return 'closed';
      const moderator = options.moderatorWindow();
      const own = screen.getDisplayMatching(window.getBounds());
      return moderator !== null && screen.getDisplayMatching(moderator.getBounds()).id === own.id ? 'same' : 'second';
    },
  };
}

function placeOn(window: BrowserWindow, display: Display): void {
  // Bounds first: full screen is taken on the display where the window stands.
  if (window.isFullScreen()) window.setFullScreen(false);
  window.setBounds(display.bounds);
  window.show();
  if (app.isPackaged) window.setKiosk(true);
  else window.setFullScreen(true);
  window.focus();
}

function hide(window: BrowserWindow): void {
  window.setKiosk(false);
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  // A Mac leaves the full screen slowly, and only then may the window be hidden.
  const hideNow = (): void => {
    clearTimeout(fallback);
    if (!window.isDestroyed()) window.hide();
  };
  const fallback = setTimeout(hideNow, 1_500);
  window.once('leave-full-screen', hideNow);
  window.setFullScreen(false);
}
