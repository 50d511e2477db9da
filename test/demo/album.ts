import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { resize, type WindowName } from '../e2e/setting/windows.ts';

export interface Picture {
  readonly file: string;
  readonly caption: string;
  readonly size: string;
}

interface Shot {
  /** Also at 1920×1080. */
  readonly large?: boolean;
  /** Also in dark. */
  readonly dark?: boolean;
  /** Name among the pictures of the documentation. */
  readonly document?: string;
}

const usual = { width: 1280, height: 800 };
const large = { width: 1920, height: 1080 };

/** The pictures of a demonstration, numbered in the order in which they were taken. */
export class Album {
  readonly pictures: Picture[] = [];
  readonly #app: ElectronApplication;
  readonly #folder: string;
  readonly #documents: string | null;

  private constructor(app: ElectronApplication, folder: string, documents: string | null) {
    this.#app = app;
    this.#folder = folder;
    this.#documents = documents;
  }

  /** @param documents folder of the documentation's pictures; null leaves them as they are */
  static async begin(app: ElectronApplication, folder: string, documents: string | null): Promise<Album> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    if (documents !== null) await mkdir(documents, { recursive: true });
    return new Album(app, folder, documents);
  }

  async take(page: Page, name: string, caption: string, shot: Shot = {}): Promise<void> {
    const window: WindowName = page.url().includes('/participant/') ? 'participant' : 'moderator';
    await page.emulateMedia({ colorScheme: 'light' });
    await resize(this.#app, window, usual.width, usual.height);
    // Out of the way: a button under the mouse looks pressed.
    await page.mouse.move(1, usual.height - 1);
    const file = await this.#shoot(page, name, caption, usual);
    if (shot.document !== undefined && this.#documents !== null) {
      await copyFile(path.join(this.#folder, file), path.join(this.#documents, `${shot.document}.png`));
    }
    if (shot.dark === true) {
      await page.emulateMedia({ colorScheme: 'dark' });
      await this.#shoot(page, `${name}-dark`, `${caption}, dark`, usual);
      await page.emulateMedia({ colorScheme: 'light' });
    }
    if (shot.large === true) {
      await resize(this.#app, window, large.width, large.height);
      await this.#shoot(page, `${name}-large`, `${caption}, on a large display`, large);
      await resize(this.#app, window, usual.width, usual.height);
    }
  }

  async #shoot(page: Page, name: string, caption: string, { width, height }: typeof usual): Promise<string> {
    const number = String(this.pictures.length + 1).padStart(2, '0');
    const file = `${number}-${name}.png`;
    // Until the fonts are there and the last change of size is painted.
    await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    await page.screenshot({ path: path.join(this.#folder, file), animations: 'disabled', caret: 'hide' });
    this.pictures.push({ file, caption, size: `${width}×${height}` });
    return file;
  }
}
