import type { ElectronApplication, Page } from '@playwright/test';
import type { BrowserWindow } from 'electron';

export type WindowName = 'moderator' | 'participant';

/** The page of a window, as soon as it is open. */
export async function pageOf(app: ElectronApplication, name: WindowName): Promise<Page> {
  const isWanted = (page: Page): boolean => page.url().includes(`/${name}/`);
  const open = app.windows().find(isWanted);
  if (open !== undefined) return open;
  return app.waitForEvent('window', { predicate: async (page) => isWanted(page) || hasAddress(page, name), timeout: 60_000 });
}

/** A window is announced before it has its address. */
async function hasAddress(page: Page, name: WindowName): Promise<boolean> {
  await page.waitForURL(/\/(moderator|participant)\//);
  return page.url().includes(`/${name}/`);
}

/** Gives a window's contents a size in CSS pixels; in full screen only when that is the screen's size. */
export async function resize(app: ElectronApplication, name: WindowName, width: number, height: number): Promise<void> {
  const page = await pageOf(app, name);
  const window = await app.browserWindow(page);
  // The window system takes a pixel off a plain window that would fill the screen.
  const fills = await page.evaluate(([wide, high]) => screen.width <= wide && screen.height <= high, [width, height] as const);
  await window.evaluate((own: BrowserWindow, [wide, high, full]) => {
    own.setKiosk(false);
    own.setFullScreen(full);
    if (full) return;
    own.setContentSize(wide, high);
    own.setPosition(0, 0);
  }, [width, height, fills] as const);
  await page.waitForFunction(([wide, high]) => innerWidth === wide && innerHeight === high, [width, height] as const);
}

/** How a window stands on the screen. */
export async function standing(app: ElectronApplication, name: WindowName) {
  return app.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`/${wanted}/`));
    return { visible: window?.isVisible(), minimized: window?.isMinimized(), focused: window?.isFocused() };
  }, name);
}
