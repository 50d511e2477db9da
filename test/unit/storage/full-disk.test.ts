import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, StorageFailure, storageErrorOf } from '../../../electron/storage/errors.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import type { NewEvent, Storage } from '../../../electron/storage/storage.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder } from './data-folders.ts';
import { storeSession } from './played-sessions.ts';
import { smallDisk } from './small-disk.ts';

function noteOf(number: number): NewEvent {
  return {
    event: { kind: 'note-added', payload: { text: `Note ${number} `.repeat(300) } },
    at: { utcMilliseconds: 1_800_000_000_000 + number, monotonicMilliseconds: number },
    actor: 'moderator',
  };
}

/** Appends until the storage refuses; returns how many notes it acknowledged, and its refusal. */
function appendUntilFull(storage: Storage): { readonly acknowledged: number; readonly refusal: unknown } {
  for (let number = 0; number < 10_000; number += 1) {
    try {
      storage.appendEvents('s-1', [noteOf(number)]);
    } catch (refusal) {
      return { acknowledged: number, refusal };
    }
  }
  throw new Error('The disk never filled up.');
}

describe('a full disk', () => {
  it('stops the session before anything is acknowledged that is not stored', async () => {
    const folder = smallDisk(2);
    if (folder === null) {
      console.info('full disk: no small disk can be mounted here, the page limit stands in for it');
      return;
    }
    const storage = await openStorage(folder);
    onTestFinished(() => {
      storage.close();
    });
    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    const { acknowledged, refusal } = appendUntilFull(storage);
    expect(refusal).toBeInstanceOf(StorageFailure);
    expect(refusal).toMatchObject({ code: 'disk-full' });
    expect((refusal as Error).message).toMatch(/The disk that holds .*visavis\.db is full .* Free some space/);
    expect(storage.select('SELECT count(*) AS notes FROM note')).toEqual([{ notes: acknowledged }]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });

  it('lets the session go on once there is space again', async () => {
    const folder = smallDisk(2);
    if (folder === null) return;
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1_200_000));
    const storage = await openStorage(folder);
    onTestFinished(() => {
      storage.close();
    });
    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    const { acknowledged } = appendUntilFull(storage);
    rmSync(ballast);
    storage.appendEvents('s-1', [noteOf(acknowledged)]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    expect(storage.readEvents('s-1')).toHaveLength(acknowledged + 3);
  });

  it('is told apart from other trouble by the codes of SQLite and of the system', () => {
    const file = join(newFolder(), 'visavis.db');
    const codes = ['SQLITE_FULL', 'ENOSPC', 'SQLITE_IOERR_WRITE', 'EROFS', 'SQLITE_READONLY', 'SQLITE_CORRUPT', 'SQLITE_NOTADB'];
    expect(
      codes.map((code) => storageErrorOf(Object.assign(new Error('no'), { code }), file)).map((error) => codeOf(error)),
    ).toEqual([
      'disk-full',
      'disk-full',
      'storage-failed',
      'storage-failed',
      'storage-failed',
      'damaged-database',
      'damaged-database',
    ]);
    const fault = new TypeError('a fault of the program is not the disk\'s');
    expect(storageErrorOf(fault, file)).toBe(fault);
  });
});
