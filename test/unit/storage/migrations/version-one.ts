import { join } from 'node:path';
import { type Connection, loadDatabaseLibrary } from '../../../../electron/storage/binding.ts';
import { bringUpToDate, migrations } from '../../../../electron/storage/migrations/migrations.ts';
import { newFolder, opened, playedToTheEnd, storeSession } from '../data-folders.ts';

/** A data folder whose database has the format of an earlier version, with one whole session in it. */
export async function folderOfVersion(version: number): Promise<{ readonly folder: string; readonly file: string }> {
  const today = await opened();
  storeSession(today, 's-1', playedToTheEnd());
  const folder = newFolder();
  const file = join(folder, 'visavis.db');
  const Database = loadDatabaseLibrary();
  const database = new Database(file);
  bringUpToDate(database, migrations.slice(0, version));
  database.exec(`ATTACH '${today.file}' AS today`);
  for (const table of ['study', 'event', 'event_payload']) {
    database.exec(`INSERT INTO ${table} SELECT * FROM today.${table}`);
  }
  database.exec('DETACH today');
  database.close();
  return { folder, file };
}

export function tablesOf(database: Connection): readonly string[] {
  return database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
}
