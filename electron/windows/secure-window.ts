import { app, BrowserWindow, session, type BrowserWindowConstructorOptions, type Session } from 'electron';
import { respond } from '../app-scheme/respond.ts';
import { appScheme } from '../app-scheme/address.ts';
import { originOf, pageRoot, previewAddress, type PageSource } from './page-source.ts';

/**
 * Electron's security checklist, all of it, in one place. Numbers are those of the list:
 * https://www.electronjs.org/docs/latest/tutorial/security
 *
 *  1 secure content only, 18 no file://   pages come from app://, see app-scheme/
 *  2–4, 6, 8–10                          `webPreferences` below
 *  5 permissions                         all denied, in `createPageSession`
 *  7 content policy                      app-scheme/content-policy.ts
 * 11–14 webviews, navigation, windows    refused for every web contents, in `refuseEverythingElse`;
 *                                        the editor may frame the preview page, which has no preload
 * 15 shell.openExternal                  never called with anything that comes from a page
 * 16 current Electron                    package.json
 * 17 sender of every message             ipc/trusted-sender.ts
 * 19 fuses                               electron-builder.yml
 * 20 no Electron API for pages           preload/expose-api.ts
 */

/** Held in memory only: nothing that a participant types stays in a cache or a cookie. */
const partition = 'visavis';

/** The session of all windows: serves the pages, and lets nothing else in or out. */
export function createPageSession(source: PageSource): Session {
  const pages = session.fromPartition(partition, { cache: false });
  pages.protocol.handle(appScheme, (request) => respond(request, source.folder));
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.setSpellCheckerEnabled(false);
  pages.on('will-download', (event) => event.preventDefault());
  const allowed = [`${originOf(source)}/`, 'data:', 'devtools:'];
  if (source.developmentServer !== null) allowed.push(originOf(source).replace(/^http/, 'ws'), 'blob:');
  pages.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !allowed.some((start) => details.url.startsWith(start)) }),
  );
  return pages;
}

/**
 * Whatever web contents there will ever be: no navigation, no new windows, no webviews, and no frame but the
 * preview of participants' screens, which has no preload and so no calls.
 */
export function refuseEverythingElse(source: PageSource, report: (what: string) => void): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      // A page may load itself again; there is nothing in it that is not on disk.
      if (event.url === contents.getURL()) return;
      event.preventDefault();
      report('A page tried to go to another address.');
    });
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame) return;
      const isModerator = contents.getURL().startsWith(pageRoot(source, 'moderator'));
      if (isModerator && event.url === previewAddress(source)) return;
      event.preventDefault();
      report('A page tried to load a frame.');
    });
    contents.on('will-redirect', (event) => {
      event.preventDefault();
      report('A page was redirected to another address.');
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      report('A page tried to attach a webview.');
    });
    contents.setWindowOpenHandler(() => {
      report('A page tried to open a window.');
      return { action: 'deny' };
    });
  });
}

export interface SecureWindowOptions {
  readonly pages: Session;
  readonly preload: string;
  readonly preloadArguments: readonly string[];
  readonly window: Omit<BrowserWindowConstructorOptions, 'webPreferences'>;
}

/** The only place where a window is made. */
export function createSecureWindow(options: SecureWindowOptions): BrowserWindow {
  return new BrowserWindow({
    show: false,
    autoHideMenuBar: true,
    ...options.window,
    webPreferences: {
      session: options.pages,
      preload: options.preload,
      additionalArguments: [...options.preloadArguments],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // Timers of a hidden window must go on: the clock of a session is not the screen's.
      backgroundThrottling: false,
    },
  });
}
