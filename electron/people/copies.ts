import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { CopyEntry } from '../../shared/contract/people.ts';
import { partialPrefix } from '../exchange/archive.ts';
import { practiceProviderId } from '../settings/resolve-models.ts';
import type { CopyMade } from '../storage/people.ts';
import type { ReadableStorage } from '../storage/storage.ts';

/**
 * Copies of a participant's words outside the database, newest first: those that the app recorded when it made
 * them, what an export that was killed left beside its place, backups made since the app first knew of the person,
 * databases that a backup took the place of, and endpoints of models. What was copied by other means, nobody here
 * knows. Which endpoints were sent conversations is told of erased people alone, because it could give an arm away.
 * @param since UTC milliseconds of the participant's first data
 * @param until UTC milliseconds of their erasing; null while they are in the database
 */
export function copiesOf(
  storage: Pick<ReadableStorage, 'listBackups' | 'listCopies' | 'listSetAside'>,
  { studyId, code }: { readonly studyId: string; readonly code: string },
  since: number,
  until: number | null,
  isErased: boolean,
): CopyEntry[] {
  const made = storage
    .listCopies(studyId, code)
    // Practice models are part of the app, and keep nothing.
    .filter(({ kind, where }) => !isSent(kind) || (!where.startsWith(`${practiceProviderId}: `) && (kind === 'summary' || isErased)))
    // What was written to one place, or sent to one endpoint, several times is one copy, of the last time.
    .filter(({ kind, where }, index, all) => all.findIndex((other) => other.kind === kind && other.where === where) === index)
    .flatMap(({ kind, madeAtUtcMilliseconds, where }): CopyEntry[] => {
      if (!isAbsolute(where)) return [{ kind, madeAtUtcMilliseconds, where, exists: null }];
      return [{ kind, madeAtUtcMilliseconds, where, exists: existsSync(where) }, ...leftBeside(where).map((left) => ({ kind, madeAtUtcMilliseconds, where: left, exists: true }))];
    });
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

function isSent(kind: CopyMade['kind']): boolean {
  return kind === 'conversation' || kind === 'summary';
}

function leftBeside(file: string): readonly string[] {
  const folder = dirname(file);
  try {
    return readdirSync(folder).filter((name) => name.startsWith(partialPrefix(file))).map((name) => join(folder, name));
  } catch {
    // A folder that is gone, or on a disk that is not there.
    return [];
  }
}
