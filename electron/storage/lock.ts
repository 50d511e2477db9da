import { loadDatabaseLibrary } from './binding.ts';
import { codeOf, DataFolderInUseError, storageErrorOf } from './errors.ts';
import type { DataFolder } from './data-folder.ts';

export interface FolderLock {
  readonly release: () => void;
}

/**
 * Holds the data folder for one writer. The lock is SQLite's own, on a file beside the database, so
 * the operating system gives it back when the process dies, however it dies; readers are not kept out.
 */
export function lockDataFolder(folder: DataFolder): FolderLock {
  const Database = loadDatabaseLibrary();
  try {
    const database = new Database(folder.lock, { timeout: 0 });
    try {
      database.pragma('journal_mode = MEMORY');
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    return { release: () => database.close() };
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) throw new DataFolderInUseError(folder.folder);
    throw storageErrorOf(error, folder.lock);
  }
}
