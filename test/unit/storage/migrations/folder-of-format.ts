import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, loadDatabaseLibrary } from '../../../../electron/storage/binding.ts';
import { bringUpToDate, migrations } from '../../../../electron/storage/migrations/migrations.ts';
import { newFolder } from '../data-folders.ts';

type Value = string | number | null;

/**
 * Every table of a database that version 0.1 of the app wrote (commit eb92a8c, database format 2, protocol 1),
 * row by row: a session with all that can go wrong, one that ended early, one that still runs, one without consent.
 */
const tables = JSON.parse(readFileSync(new URL('format-2.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, { readonly columns: readonly string[]; readonly rows: readonly (readonly Value[])[] }>
>;

export function rowsOfVersionOne(table: string): readonly Readonly<Record<string, Value>>[] {
  const { columns, rows } = tables[table] ?? { columns: [], rows: [] };
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
}

/** Tables that were there before there were any projections. */
export const firstTables: readonly string[] = ['draft', 'event', 'event_payload', 'study'];

/** Every table of version 0.1. */
export const tablesOfVersionOne: readonly string[] = Object.keys(tables).toSorted();

/** A data folder of an early format of the database, with those sessions in it; `changed` is done to it first. */
export function folderOfFormat(format: 1 | 2, changed = ''): { readonly folder: string; readonly file: string } {
  const folder = newFolder();
  const file = join(folder, 'visavis.db');
  const Database = loadDatabaseLibrary();
  const database = new Database(file);
  bringUpToDate(database, { steps: migrations.slice(0, format) });
  database.pragma('foreign_keys = OFF');
  database.exec('BEGIN');
  for (const [table, { columns, rows }] of Object.entries(tables)) {
    if (format === 1 && !firstTables.includes(table)) continue;
    const insert = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    rows.forEach((row) => insert.run(...row));
  }
  database.exec(changed);
  database.exec('COMMIT');
  database.close();
  return { folder, file };
}

export function tablesOf(database: Connection): readonly string[] {
  return database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
}
