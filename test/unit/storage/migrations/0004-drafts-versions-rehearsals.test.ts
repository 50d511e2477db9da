import { describe, expect, it } from 'vitest';
import { openInMemory } from '../../../../electron/storage/connection.ts';
import { bringUpToDate, migrations } from '../../../../electron/storage/migrations/migrations.ts';
import { projectionTables } from '../../../../electron/storage/projections/projections.ts';
import { opened } from '../data-folders.ts';
import { firstTables, folderOfFormat, tablesOf } from './folder-of-format.ts';

describe('migration 0004', () => {
  it('adds what is written, locked, dealt and rehearsed of studies, and touches nothing else', () => {
    const database = openInMemory();
    bringUpToDate(database, { steps: migrations.slice(0, 4) });
    const added = ['allocation_list', 'allocation_row', 'rehearsal', 'study_draft', 'study_part', 'study_version'];
    expect(tablesOf(database)).toEqual([...projectionTables, ...firstTables, ...added].toSorted());
    const loose = database
      .prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'")
      .pluck();
    expect(loose.all()).toEqual([]);
    database.close();
  });

  it('lets a study of version 0.1 be locked as it reads today, while its sessions stay under what they ran', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    const [session] = storage.listSessions();
    const study = storage.readStudy(session?.studyDigest ?? '');
    if (!study) throw new Error('The study of the session is gone.');
    expect(storage.listVersions()).toEqual([]);
    expect(storage.listStudies()).toMatchObject([{ digest: session?.studyDigest, version: null }]);
    const locked = storage.lockStudy({
      study,
      rows: [{ id: '1', stratum: null, content: {} }],
      lockedBy: 'AB',
      reason: null,
      statement: null,
    });
    expect(locked.digest).not.toBe(session?.studyDigest);
    expect(storage.readStudy(locked.digest)).toEqual(study);
    expect(storage.listSessions().map(({ studyDigest }) => studyDigest)).toEqual(Array(4).fill(session?.studyDigest));
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });
});
