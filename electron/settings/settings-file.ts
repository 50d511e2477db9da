import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../messages/message.ts';
import { initialSettings, StoredSettings } from './stored-settings.ts';

/** What electron-store offers, as far as it is used: the whole content, written atomically. */
export interface ContentStore {
  store: Record<string, unknown>;
}

export interface SettingsFile {
  read(): StoredSettings;
  write(settings: StoredSettings): void;
  /** A sentence when the settings could not be read and were set aside; null when all is well. */
  readonly problem: string | null;
}

/**
 * Opens `settings.json` of the data folder. A file that cannot be read is renamed and reported,
 * never emptied: somebody's providers and mappings are in it.
 */
export function openSettingsFile(
  folder: string,
  createStore: (folder: string) => ContentStore,
  now: () => Date,
): SettingsFile {
  const problem = setBrokenFileAside(folder, now());
  const store = createStore(folder);
  let current = Object.keys(store.store).length === 0 ? initialSettings : StoredSettings.parse(store.store);
  return {
    read: () => current,
    write(settings) {
      const checked = StoredSettings.parse(settings);
      store.store = checked;
      current = checked;
    },
    problem,
  };
}

function setBrokenFileAside(folder: string, now: Date): string | null {
  const file = join(folder, 'settings.json');
  if (!existsSync(file)) return null;
  const fault = faultIn(readFileSync(file, 'utf8'));
  if (fault === null) return null;
  const kept = `settings.broken-${now.toISOString().replaceAll(':', '-')}.json`;
  renameSync(file, join(folder, kept));
  return message('settings.set-aside', { file, fault, kept });
}

function faultIn(text: string): string | null {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return message('settings.not-json');
  }
  if (typeof content === 'object' && content !== null && Object.keys(content).length === 0) return null;
  const parsed = StoredSettings.safeParse(content);
  if (parsed.success) return null;
  const issue = parsed.error.issues[0];
  return message('settings.bad-field', { field: issue?.path.join('.') || '/', problem: issue?.message ?? '' });
}
