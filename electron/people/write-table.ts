import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { cellOf, textCell } from '../../shared/people/cell.ts';
import { columnOfField, ownColumns } from '../../shared/people/columns.ts';
import { fieldsOf } from '../../shared/people/fields.ts';
import { besideThenInPlace } from '../exchange/archive.ts';
import { exportErrorOf } from '../exchange/errors.ts';
import type { CopyMade } from '../storage/people.ts';
import type { Person } from './people-view.ts';

/**
 * The register as CSV: code and origin id, the profile with a column a field, then how far everybody is. UTF-8
 * without a byte order mark, because R and Python would read one as part of the first column's name.
 */
export function tableOf(people: readonly Person[]): string {
  const fields = people.map(({ registered }) => fieldsOf(registered.profile));
  const names = [...new Set(fields.flatMap((each) => [...each.keys()]))];
  const header = [
    ownColumns.code,
    ownColumns.originId,
    ...names.map(columnOfField),
    ownColumns.status,
    ownColumns.sessionsHeld,
    ownColumns.consentVersion,
    ownColumns.consentedAt,
    ownColumns.exclusionReason,
  ];
  const rows = people.map(({ registered, entry, consents }, index) => {
    const consent = consents.findLast(({ given }) => given);
    return [
      registered.code,
      registered.originId === null ? '' : textCell(registered.originId),
      ...names.map((name) => {
        const value = fields[index]?.get(name);
        return value === undefined ? '' : cellOf(value);
      }),
      entry.status,
      String(entry.sessionsHeld),
      consent === undefined ? '' : textCell(consent.version),
      consent === undefined ? '' : new Date(consent.atUtcMilliseconds).toISOString(),
      registered.excluded === null ? '' : textCell(registered.excluded.reason),
    ];
  });
  return stringify([header, ...rows]);
}

/** The file appears whole or not at all; only its owner can read it. */
export async function writeTable(file: string, people: readonly Person[]): Promise<void> {
  try {
    await besideThenInPlace(file, async (workFolder) => {
      const beside = join(workFolder, 'written');
      await writeFile(beside, tableOf(people), { mode: 0o600, flush: true });
      return beside;
    });
  } catch (error) {
    throw exportErrorOf(error, file);
  }
}

/** What is remembered of a table that was written: whoever is erased later is told that their words lie there. */
export function tableCopyOf(studyId: string, file: string, people: readonly Person[]): Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'> {
  const there = people.filter(({ registered }) => registered.erased === null);
  return { kind: 'participants-csv', where: file, people: there.map(({ registered }) => ({ studyId, participantCode: registered.code })) };
}
