import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { CopyEntry } from '../../shared/contract/people.ts';
import type { ReadableStorage } from '../storage/storage.ts';

/**
 * Copies of a participant's words outside the database, newest first: those that the app recorded when it made
 * them, backups made since the app first knew of the person, and databases that a backup took the place of. What was copied by other means, nobody here knows.
 * @param since UTC milliseconds of the participant's first data
 * @param until UTC milliseconds of their erasing; null while they are in the database
 */
export function copiesOf(
  storage: Pick<ReadableStorage, 'listBackups' | 'listCopies' | 'listSetAside'>,
  { studyId, code }: { readonly studyId: string; readonly code: string },
  since: number,
  until: number | null,
): CopyEntry[] {
  const made = storage.listCopies(studyId, code).map(
    ({ kind, madeAtUtcMilliseconds, where }): CopyEntry => ({ kind, madeAtUtcMilliseconds, where, exists: isAbsolute(where) ? existsSync(where) : null }),
  );
  const backups = storage
    .listBackups()
    .filter(({ createdAtUtcMilliseconds: made }) => made >= since && (until === null || made <= until))
    .map(({ file, createdAtUtcMilliseconds }): CopyEntry => ({ kind: 'backup', madeAtUtcMilliseconds: createdAtUtcMilliseconds, where: file, exists: existsSync(file) }));
  const setAside = storage
    .listSetAside()
    .filter(({ setAsideAtUtcMilliseconds: at }) => at >= since && (until === null || at <= until))
    .map(({ folder, setAsideAtUtcMilliseconds }): CopyEntry => ({ kind: 'damaged', madeAtUtcMilliseconds: setAsideAtUtcMilliseconds, where: folder, exists: true }));
  return [...made, ...backups, ...setAside].toSorted((a, b) => b.madeAtUtcMilliseconds - a.madeAtUtcMilliseconds);
}
