import { findingsOfLists } from './allocation.ts';
import type { Connection } from './binding.ts';
import { eventHash, firstPreviousHash, payloadDigest, sha256 } from './canonical.ts';
import { openInMemory } from './connection.ts';
import { erasedProjectorOf, erasedSessionReaderOf } from './erased-sessions.ts';
import { type EventRow, eventReaderOf, recordedEventsOf } from './event-log.ts';
import { bringUpToDate } from './migrations/migrations.ts';
import { projectionTables, projectorOf } from './projections/projections.ts';
import { sessionIdsOf } from './rebuild.ts';
import type { Verification } from './storage.ts';
import { findingsOfPeople } from './verify-people.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** Checks the file, the chain of every session, the digests of what was said, and that all tables follow from the events. */
export function verifyDatabase(database: Connection): Verification {
  const findings: string[] = [];
  const checks = [checkFile, checkSchema, checkStudies, findingsOfLists, checkSessions, findingsOfPeople];
  // One moment of the database, even while another process goes on writing to it.
  database.exec('BEGIN');
  try {
    for (const check of checks) {
      try {
        findings.push(...check(database));
      } catch (error) {
        findings.push(`The check could not go on: ${error instanceof Error ? error.message : String(error)}.`);
      }
    }
  } finally {
    database.exec('ROLLBACK');
  }
  return { sound: findings.length === 0, findings };
}

function checkFile(database: Connection): readonly string[] {
  const problems = database.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  const orphans = database
    .prepare<[], { readonly table: string; readonly parent: string }>('PRAGMA foreign_key_check')
    .all();
  return [
    ...problems.filter((problem) => problem !== 'ok').map((problem) => `The database file is damaged: ${problem}.`),
    ...[...new Set(orphans.map(({ table, parent }) => `Table ${table} has a row without its row in ${parent}.`))],
  ];
}

/** A dropped trigger or constraint would let events be changed. */
function checkSchema(database: Connection): readonly string[] {
  const expected = openInMemory();
  try {
    bringUpToDate(expected);
    const [found, wanted] = [schemaOf(database), schemaOf(expected)];
    return [...new Set([...wanted.keys(), ...found.keys()])]
      .filter((name) => found.get(name) !== wanted.get(name))
      .map((name) => `The ${name} ${found.has(name) ? (wanted.has(name) ? 'was changed' : 'does not belong here') : 'is missing'}.`);
  } finally {
    expected.close();
  }
}

function schemaOf(database: Connection): ReadonlyMap<string, string> {
  const rows = database
    .prepare<[], { readonly type: string; readonly name: string; readonly sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql]));
}

function checkStudies(database: Connection): readonly string[] {
  return database
    .prepare<[], { readonly digest: string; readonly canonical_json: string }>('SELECT digest, canonical_json FROM study')
    .all()
    .filter(({ digest, canonical_json }) => sha256(canonical_json) !== digest)
    .map(({ digest }) => `Study ${digest}: its text does not match its digest.`);
}

function checkSessions(database: Connection): readonly string[] {
  const readRows = eventReaderOf(database);
  const replayed = openInMemory();
  try {
    bringUpToDate(replayed);
    // Studies are not derived from events, so here the reference to them is left unchecked.
    replayed.pragma('foreign_keys = OFF');
    const project = projectorOf(replayed);
    const readErased = erasedSessionReaderOf(database);
    const projectErased = erasedProjectorOf(replayed);
    const compare = comparerOf(database, replayed);
    const sessionIds = sessionIdsOf(database);
    const known = new Set(sessionIds);
    const strangers = projectionTables.flatMap((table) =>
      sessionIdsOf(database, table)
        .filter((sessionId) => !known.has(sessionId))
        .map((sessionId) => `Session ${sessionId}, table ${table}: has rows, but the session has no events.`),
    );
    return [
      ...sessionIds.flatMap((sessionId) => {
        const rows = readRows(sessionId);
        const findings = checkChain(sessionId, rows);
        const erased = readErased(sessionId);
        if (erased === null && rows.some((row) => row.payload === null)) return findings;
        replayed.exec('BEGIN');
        try {
          if (erased) projectErased(erased, rows);
          else recordedEventsOf(rows).forEach((event) => { project(sessionId, event); });
          return [...findings, ...compare(sessionId)];
        } catch (error) {
          return [...findings, `Session ${sessionId}: its events cannot be replayed (${firstLine(error)}).`];
        } finally {
          replayed.exec('ROLLBACK');
        }
      }),
      ...strangers,
    ];
  } finally {
    replayed.close();
  }
}

function checkChain(sessionId: string, rows: readonly EventRow[]): readonly string[] {
  return rows.flatMap((row, index) => {
    const event = `Session ${sessionId}, event ${row.sequence} (${row.kind})`;
    const before = rows[index - 1];
    const findings: string[] = [];
    if (row.sequence !== (before?.sequence ?? 0) + 1) {
      findings.push(`${event}: the event before it is missing.`);
    } else if (row.previous_hash !== (before?.hash ?? firstPreviousHash)) {
      findings.push(`${event}: does not follow the event before it, the hashes differ.`);
    }
    if (eventHash(row) !== row.hash) findings.push(`${event}: the row does not match its hash.`);
    if (row.payload !== null && row.salt !== null && payloadDigest(row.salt, row.payload) !== row.payload_digest) {
      findings.push(`${event}: the payload does not match its digest.`);
    }
    if (row.payload === null && row.erased === null) findings.push(`${event}: the payload is missing and was not erased on request.`);
    return findings;
  });
}

/** The function that names every difference between the tables of a database and of its replay. */
function comparerOf(database: Connection, replayed: Connection) {
  const tables = projectionTables.map((table) => {
    const key = database
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`)
      .pluck()
      .all();
    const sql = `SELECT * FROM ${table} WHERE session_id = ? ORDER BY ${key.join(', ')}`;
    const nameOf = (row: Row) =>
      key
        .filter((column) => column !== 'session_id' && row[column] !== '')
        .map((column) => `${column} ${row[column]}`)
        .join(', ');
    const read = (connection: Connection) => {
      const statement = connection.prepare<[string], Row>(sql);
      return (sessionId: string) => new Map(statement.all(sessionId).map((row) => [nameOf(row), row]));
    };
    return { table, found: read(database), wanted: read(replayed) };
  });
  return (sessionId: string): readonly string[] =>
    tables.flatMap(({ table, found, wanted }) => {
      const [rows, truth] = [found(sessionId), wanted(sessionId)];
      return [...new Set([...truth.keys(), ...rows.keys()])].flatMap((name) => {
        const place = `Session ${sessionId}, table ${table}${name ? `, row ${name}` : ''}`;
        const [row, right] = [rows.get(name), truth.get(name)];
        if (!row) return [`${place}: is missing, although the events tell of it.`];
        if (!right) return [`${place}: no event tells of it.`];
        return Object.keys(right)
          .filter((column) => row[column] !== right[column])
          .map((column) => `${place}: ${column} differs from what the events tell.`);
      });
    });
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
