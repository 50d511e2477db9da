import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Storage } from '../../../electron/storage/storage.ts';
import { openStorage, type OpenOptions } from '../../../electron/storage/open-storage.ts';
import { loadDatabaseLibrary, type Connection } from '../../../electron/storage/binding.ts';

/** A folder of its own for one test, removed afterwards. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-storage-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** An open storage that is closed when the test is over. */
export async function opened(folder = newFolder(), options: OpenOptions = {}): Promise<Storage> {
  const storage = await openStorage(folder, options);
  onTestFinished(() => {
    storage.close();
  });
  return storage;
}

/** The file as any other program would open it, without our triggers' consent being asked. */
export function tamperWith(file: string, change: (database: Connection) => void): void {
  const Database = loadDatabaseLibrary();
  const database = new Database(file);
  try {
    change(database);
  } finally {
    database.close();
  }
}
