import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openForWriting } from '../../../electron/storage/connection.ts';
import { OtherPurposeError } from '../../../electron/storage/errors.ts';
import { openStorage, openStorageForReading } from '../../../electron/storage/open-storage.ts';
import { aStudy } from './a-study.ts';
import { newFolder, opened } from './data-folders.ts';

const purposes = ['study', 'rehearsal'] as const;

describe('a database of a rehearsal', () => {
  it.each(purposes)('and one of data are never taken for each other (made for a %s)', async (purpose) => {
    const other = purpose === 'study' ? 'rehearsal' : 'study';
    const folder = newFolder();
    const storage = await openStorage(folder, { purpose });
    storage.saveStudy(aStudy());
    storage.close();
    const before = readFileSync(storage.file);
    await expect(openStorage(folder, { purpose: other })).rejects.toThrow(OtherPurposeError);
    expect(() => openStorageForReading(folder, { purpose: other })).toThrow(OtherPurposeError);
    expect(readFileSync(storage.file).equals(before)).toBe(true);
    const reader = openStorageForReading(folder, { purpose });
    expect(reader.listStudies()).toHaveLength(1);
    reader.close();
    expect((await opened(folder, { purpose })).verify()).toEqual({ sound: true, findings: [] });
  });

  it('is refused under the name of a data folder, too', async () => {
    const rehearsal = await openStorage(newFolder(), { purpose: 'rehearsal', durability: 'none' });
    rehearsal.close();
    const folder = newFolder();
    copyFileSync(rehearsal.file, join(folder, 'visavis.db'));
    await expect(openStorage(folder)).rejects.toThrow(/belongs to a rehearsal: nobody in it is a person/);
  });

  it('may be written without waiting for the disk; data may not', async () => {
    const folder = newFolder();
    await expect(openStorage(folder, { durability: 'none' })).rejects.toThrow(/full durability/);
    const storage = await opened(folder, { purpose: 'rehearsal', durability: 'none' });
    storage.saveStudy(aStudy());
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    const database = openForWriting(storage.file, 'none');
    expect(['synchronous', 'foreign_keys', 'recursive_triggers'].map((pragma) => database.pragma(pragma, { simple: true }))).toEqual([0, 1, 1]);
    database.close();
  });
});
