import { message } from '../messages/message.ts';
import { StorageError } from '../storage/errors.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { CopyMade } from '../storage/people.ts';

/**
 * Keeps in the database that words of participants left it, so that whoever erases somebody is told.
 * While the app has the data folder open nobody else writes to it; then a sentence says what was not noted.
 */
export async function noteCopy(dataFolder: string, copy: Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'>, print: (line: string) => void): Promise<void> {
  try {
    const storage = await openStorage(dataFolder);
    try {
      storage.recordCopy(copy);
    } finally {
      storage.close();
    }
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    print(message('cli.copy-not-noted', { where: copy.where, reason: error.message }));
  }
}
