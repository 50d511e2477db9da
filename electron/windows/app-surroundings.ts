import type { BrowserWindow, Session } from 'electron';
import type { CallRegistry } from '../ipc/register-contract.ts';
import type { Log } from '../start-up/log.ts';
import type { StartOptions } from '../start-up/options.ts';
import type { PageSource } from './page-source.ts';

export interface AppSurroundings {
  readonly options: StartOptions;
  readonly dataFolder: string;
  /** Folder of the built files. */
  readonly build: string;
}

/** What is there before the data folder is open. */
export interface OpenWindows extends AppSurroundings {
  readonly log: Log;
  readonly source: PageSource;
  readonly pages: Session;
  readonly registry: CallRegistry;
  readonly moderator: BrowserWindow;
}
