import { describe, expect, it } from 'vitest';
import { openInMemory } from '../../../../electron/storage/connection.ts';
import { applicationIds } from '../../../../electron/storage/data-folder.ts';
import { bringUpToDate, migrations } from '../../../../electron/storage/migrations/migrations.ts';
import { firstTables, tablesOf } from './folder-of-format.ts';

describe('migration 0001', () => {
  it('makes an empty file a database of Visavis with a log, studies and drafts', () => {
    const database = openInMemory();
    expect(bringUpToDate(database, { steps: migrations.slice(0, 1) })).toBe(true);
    expect(database.pragma('application_id', { simple: true })).toBe(applicationIds.study);
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    expect(tablesOf(database)).toEqual(firstTables);
    expect(bringUpToDate(database, { steps: migrations.slice(0, 1) })).toBe(false);
    database.close();
  });

  it('makes tables that refuse what is not of their type', () => {
    const database = openInMemory();
    bringUpToDate(database, { steps: migrations.slice(0, 1) });
    const strict = database.prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'").pluck();
    expect(strict.all()).toEqual([]);
    expect(() => database.exec("INSERT INTO draft VALUES ('s-1', 'key', 'not json', 1)")).toThrow(/CHECK/);
    expect(() => database.exec("INSERT INTO draft VALUES ('s-1', 'key', '1', 'now')")).toThrow(/cannot store TEXT/);
    database.close();
  });
});
