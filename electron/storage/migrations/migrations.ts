import type { Connection } from '../binding.ts';
import { applicationIds, type Purpose } from '../data-folder.ts';
import { migrate as addEventsStudiesDrafts } from './0001-events-studies-drafts.ts';
import { migrate as addProjections } from './0002-projections.ts';
import { migrate as addSheetsLayoutsScreening } from './0003-sheets-layouts-screening.ts';
import { migrate as addDraftsVersionsRehearsals } from './0004-drafts-versions-rehearsals.ts';
import { migrate as addPeople } from './0005-people.ts';

/** Takes a database from the version before to the next one. Its version is its place in the list. */
export type Migration = (database: Connection) => void;

/** In order, for ever: a migration that was shipped is never edited, the next one mends it. */
export const migrations: readonly Migration[] = [
  addEventsStudiesDrafts,
  addProjections,
  addSheetsLayoutsScreening,
  addDraftsVersionsRehearsals,
  addPeople,
];

interface Course {
  readonly steps?: readonly Migration[];
  readonly purpose?: Purpose;
  /** What has to be done with the new tables before anybody can see them. */
  readonly thenInTheSameTransaction?: (database: Connection) => void;
}

/** Brings a database up to the last of `steps`, all of it or nothing. True when there was anything to do. */
export function bringUpToDate(
  database: Connection,
  { steps = migrations, purpose = 'study', thenInTheSameTransaction: finish }: Course = {},
): boolean {
  const from = Number(database.pragma('user_version', { simple: true }));
  if (from >= steps.length) return false;
  database
    .transaction(() => {
      steps.slice(from).forEach((migrate) => { migrate(database); });
      finish?.(database);
      database.pragma(`application_id = ${applicationIds[purpose]}`);
      database.pragma(`user_version = ${steps.length}`);
    })
    .immediate();
  return true;
}
