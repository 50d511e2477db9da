import type { Connection } from './binding.ts';
import { storageErrorOf, StorageFailure } from './errors.ts';

/** Says, in the transaction that erases, that bytes of what was erased may still lie in the file until it is compacted. */
export function compactionMarkerOf(database: Connection, now: () => number): () => void {
  const mark = database.prepare('INSERT INTO pending_compaction (id, since_utc_milliseconds) VALUES (1, ?) ON CONFLICT DO NOTHING');
  return () => {
    mark.run(now());
  };
}

export function compactionIsPending(database: Connection): boolean {
  return database.prepare('SELECT 1 FROM pending_compaction').get() !== undefined;
}

/**
 * Writes the whole file anew and empties the log, so that no byte of what was erased is left in either. Takes the mark
 * away only then: whoever is interrupted is finished at the next start.
 * @throws StorageFailure 'disk-full' when there is no space for a second copy, 'storage-failed' when somebody else is reading
 */
export function compact(database: Connection): void {
  try {
    database.exec('VACUUM');
  } catch (error) {
    // Freed space was overwritten already; the log at least need not keep the old pages.
    emptyLog(database);
    const failure = storageErrorOf(error, database.name);
    if (!(failure instanceof StorageFailure)) throw failure;
    throw new StorageFailure(
      failure.code,
      failure.code === 'disk-full'
        ? `Everything was erased, but the disk is too full to write ${database.name} anew, so remains may still lie in that file. ` +
            'Free as much space as the file is large, then start Visavis again; it finishes the erasing by itself.'
        : `Everything was erased, but ${database.name} could not be written anew, so remains may still lie in that file. ` +
            'Start Visavis again; it finishes the erasing by itself.',
      { cause: error },
    );
  }
  if (!emptyLog(database)) {
    throw new StorageFailure(
      'storage-failed',
      `Everything was erased, but another program is reading ${database.name}, so remains still lie in its log. ` +
        'Close the other program, then start Visavis again; it finishes the erasing by itself.',
    );
  }
  database.exec('DELETE FROM pending_compaction');
}

/** True when the log is empty. */
function emptyLog(database: Connection): boolean {
  if (database.pragma('journal_mode', { simple: true }) !== 'wal') return true;
  const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
  return result?.busy === 0;
}
