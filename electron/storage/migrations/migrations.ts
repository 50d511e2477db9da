import type { Connection } from '../binding.ts';
import { applicationId } from '../data-folder.ts';
import { migrate as addEventsStudiesDrafts } from './0001-events-studies-drafts.ts';
import { migrate as addProjections } from './0002-projections.ts';

/** Takes a database from the version before to the next one. Its version is its place in the list. */
export type Migration = (database: Connection) => void;

/** In order, for ever: a migration that was shipped is never edited, the next one mends it. */
export const migrations: readonly Migration[] = [addEventsStudiesDrafts, addProjections];

/** Brings a database up to the last of `steps`, each in a transaction of its own. True when there was anything to do. */
export function bringUpToDate(database: Connection, steps: readonly Migration[] = migrations): boolean {
  const from = Number(database.pragma('user_version', { simple: true }));
  steps.slice(from).forEach((migrate, index) => {
    database
      .transaction(() => {
        migrate(database);
        database.pragma(`application_id = ${applicationId}`);
        database.pragma(`user_version = ${from + index + 1}`);
      })
      .immediate();
  });
  return from < steps.length;
}
