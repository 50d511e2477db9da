import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { resize, type WindowName } from '../e2e/setting/windows.ts';

export const laptop = { width: 1280, height: 800 } as const;
const largeScreen = { width: 1920, height: 1080 } as const;

export interface Picture {
  readonly file: string;
  readonly caption: string;
}

/** The numbered pictures of a demonstration, in the order in which they were taken. */
export class Album {
  readonly folder: string;
  readonly pictures: Picture[] = [];
  readonly #app: ElectronApplication;
  readonly #readmeFolder: string | null;

  private constructor(folder: string, app: ElectronApplication, readmeFolder: string | null) {
    this.folder = folder;
    this.#app = app;
    this.#readmeFolder = readmeFolder;
  }

  /** @param readmeFolder where the README's own pictures are kept, when they are to be renewed */
  static async begin(folder: string, app: ElectronApplication, readmeFolder: string | null): Promise<Album> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    if (readmeFolder !== null) await mkdir(readmeFolder, { recursive: true });
    return new Album(folder, app, readmeFolder);
  }

  /** Takes a picture of a window as it is. */
  async take(page: Page, name: string, caption: string, { readme }: { readonly readme?: string } = {}): Promise<void> {
    const number = String(this.pictures.length + 1).padStart(2, '0');
    const file = `${number}-${name}.png`;
    await page.screenshot({ path: path.join(this.folder, file), animations: 'disabled' });
    this.pictures.push({ file, caption });
    if (readme !== undefined && this.#readmeFolder !== null) {
      await copyFile(path.join(this.folder, file), path.join(this.#readmeFolder, `${readme}.png`));
    }
  }

  /** Takes a picture on a large screen, then makes the window as small as a laptop's again. */
  async takeLarge(window: WindowName, page: Page, name: string, caption: string): Promise<void> {
    await resize(this.#app, window, largeScreen.width, largeScreen.height);
    await this.take(page, `${name}-1920x1080`, `${caption}, on a large screen`);
    await resize(this.#app, window, laptop.width, laptop.height);
  }
}
