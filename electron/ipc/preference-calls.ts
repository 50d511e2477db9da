import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { dataCalls as calls } from '../../shared/contract/data.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import type { PreferenceData } from '../preferences/preferences.ts';
import type { Handlers } from './register-contract.ts';

export interface PreferenceServices {
  readonly preferences: () => Promise<PreferenceData>;
  /** Asks for a folder; null when the person cancelled. */
  readonly chooseFolder: (title: string) => Promise<string | null>;
  readonly current: Pick<CurrentSession, 'isRunning'>;
}

type PreferenceHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `preferences/${string}`>>;

/** What answers while preference data are made. They name models, so all of it is closed while somebody judges. */
export function preferenceHandlers({ preferences, chooseFolder, current }: PreferenceServices): PreferenceHandlers {
  const requireOpen = (): void => {
    if (current.isRunning()) throw new CallRefusal('session-running', message('session.arms-locked'));
  };
  const open = async (): Promise<PreferenceData> => {
    const opened = await preferences();
    requireOpen();
    return opened;
  };
  return {
    'preferences/sources': async () => (await open()).sources(),
    'preferences/preview': async (recipe) => {
      const preview = await (await open()).preview(recipe);
      // A session may have begun while it was being made.
      requireOpen();
      return preview;
    },
    'preferences/export': async ({ recipe, format }) => {
      const opened = await open();
      const parent = await chooseFolder(message('preferences.choose-folder'));
      if (parent === null) return null;
      requireOpen();
      return opened.export(recipe, format, join(parent, await freeName(parent, `preferences-${format}`)));
    },
  };
}

/** The name, or with the first number that is free. */
async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
