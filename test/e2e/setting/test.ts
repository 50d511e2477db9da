import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type ElectronApplication, type Page } from '@playwright/test';
import { launchApp } from '../launch.ts';
import { pageOf } from './windows.ts';

export { expect } from '@playwright/test';

export interface OpenApp {
  readonly app: ElectronApplication;
  readonly moderator: Page;
  /** The participant's page, once a session has opened it. */
  participant(): Promise<Page>;
  /** Ends the app at once, as a power cut would. */
  kill(): Promise<void>;
}

export type OpenOptions = {
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds are for people; most tests want replies at once. */
  readonly natural?: boolean;
};

/** Practice models and reveal without the waiting that people need. */
const quick = { VISAVIS_PRACTICE_SPEED: '0', VISAVIS_REVEAL_DELAY: '50', VISAVIS_RETRY_WAIT: '50' };

interface Fixtures {
  /** An empty folder; gone after the test. */
  readonly dataFolder: string;
  /** Opens the app on the test's data folder. Whatever is still open after the test is ended. */
  readonly open: (options?: OpenOptions) => Promise<OpenApp>;
}

export const test = base.extend<Fixtures>({
  dataFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'visavis-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  open: async ({ dataFolder }, use) => {
    const opened: OpenApp[] = [];
    await use(async ({ dataFolder: folder = dataFolder, env = {}, natural = false } = {}) => {
      const app = await openApp(folder, { ...(natural ? {} : quick), ...env });
      opened.push(app);
      return app;
    });
    for (const app of opened) await app.kill();
  },
});

/** Opens the app and waits for the moderator's window. */
async function openApp(dataFolder: string, env: Readonly<Record<string, string>>): Promise<OpenApp> {
  const app = await launchApp({ dataFolder, env });
  const child = app.process();
  const moderator = await pageOf(app, 'moderator').catch(async (error: unknown) => {
    await kill(child);
    throw error;
  });
  return {
    app,
    moderator,
    participant: () => pageOf(app, 'participant'),
    kill: () => kill(child),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  killGroup(child.pid);
  await gone;
}

/** The whole family: the app, its windows and its helpers. It is a group of its own, made by this test. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
