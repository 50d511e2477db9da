import type { ElectronApplication, Page } from '@playwright/test';

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

/** Gives a window's contents a size in CSS pixels, out of the full screen. */
export async function resize(app: ElectronApplication, name: WindowName, width: number, height: number): Promise<void> {
  const page = await pageOf(app, name);
  const window = await app.browserWindow(page);
  await window.evaluate((own, [wide, high]) => {
    own.setKiosk(false);
    own.setFullScreen(false);
    own.setContentSize(wide, high);
    own.setPosition(0, 0);
  }, [width, height] as const);
  await page.waitForFunction(([wide, high]) => innerWidth === wide && innerHeight === high, [width, height] as const);
}
