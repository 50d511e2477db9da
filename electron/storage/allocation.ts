import { canonicalJson } from '../../shared/study/canonical-json.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { Connection } from './binding.ts';
import { sha256 } from './canonical.ts';
import type { AllocationListEntry, AllocationListRow, LockRequest } from './design.ts';
import { StorageError } from './errors.ts';

interface StoredRow {
  readonly id: string;
  readonly ordinal: number;
  readonly stratum: string | null;
  readonly content: string;
}

const rowColumns = 'row_id AS id, ordinal, stratum, content';

/**
 * SHA-256 of the canonical JSON of the study's id and the rows in order. Nothing else of the study goes into
 * it, so an amendment that deals the same rows keeps the list, and with it the rows that were used.
 */
function listDigestOf(studyId: string, rows: LockRequest['rows']): string {
  return sha256(canonicalJson({ studyId, rows: rows.map(({ id, stratum, content }) => ({ id, stratum, content })) }));
}

export function allocationReaderOf(database: Connection): (listDigest: string) => AllocationListEntry | null {
  const list = database.prepare<[string], { readonly studyId: string; readonly design: string }>(
    'SELECT study_id AS studyId, design FROM allocation_list WHERE digest = ?',
  );
  const readRows = rowReaderOf(database);
  return (digest) => {
    const found = list.get(digest);
    return found
      ? { digest, studyId: found.studyId, design: JSON.parse(found.design) as Study['allocation'], rows: readRows(digest) }
      : null;
  };
}

function rowReaderOf(database: Connection): (listDigest: string) => readonly AllocationListRow[] {
  const rows = database.prepare<[string], StoredRow>(
    `SELECT ${rowColumns} FROM allocation_row WHERE list_digest = ? ORDER BY ordinal`,
  );
  return (digest) => rows.all(digest).map((row) => ({ ...row, content: JSON.parse(row.content) as unknown }));
}

/** The function that keeps a list and returns its digest, within a transaction that the caller has begun. */
export function allocationSaverOf(database: Connection, now: () => number) {
  const known = database.prepare<[string], number>('SELECT count(*) FROM allocation_list WHERE digest = ?').pluck();
  const addList = database.prepare(
    'INSERT INTO allocation_list (digest, study_id, planned_rows, design, added_utc_milliseconds) VALUES (?, ?, ?, ?, ?)',
  );
  const addRow = database.prepare(
    'INSERT INTO allocation_row (list_digest, ordinal, row_id, stratum, content) VALUES (?, ?, ?, ?, ?)',
  );
  return (study: Study, rows: LockRequest['rows']): string => {
    if (rows.length === 0) throw new StorageError('invalid-lock', 'The study was not locked: its allocation list is empty.');
    const ids = new Set<string>();
    const twice = rows.find(({ id }) => ids.has(id) || !ids.add(id));
    if (twice) throw new StorageError('invalid-lock', `The study was not locked: row "${twice.id}" stands twice in its allocation list.`);
    const digest = listDigestOf(study.id, rows);
    if (known.get(digest) === 0) {
      addList.run(digest, study.id, rows.length, canonicalJson(study.allocation), now());
      rows.forEach(({ id, stratum, content }, index) => addRow.run(digest, index + 1, id, stratum, canonicalJson(content)));
    }
    return digest;
  };
}

/** One sentence for every list whose rows are not those that its digest names. */
export function findingsOfLists(database: Connection): readonly string[] {
  const readRows = rowReaderOf(database);
  return database
    .prepare<[], { readonly digest: string; readonly studyId: string; readonly plannedRows: number }>(
      'SELECT digest, study_id AS studyId, planned_rows AS plannedRows FROM allocation_list',
    )
    .all()
    .flatMap(({ digest, studyId, plannedRows }) => {
      const rows = readRows(digest);
      return rows.length === plannedRows && listDigestOf(studyId, rows) === digest
        ? []
        : [`Allocation list ${digest}: its rows do not match its digest.`];
    });
}
