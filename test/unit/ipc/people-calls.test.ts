import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { peopleHandlers, type PeopleDialogs } from '../../../electron/ipc/people-calls.ts';
import { KeyFile } from '../../../electron/people/key-file.ts';
import { newDesk } from '../people/people-desk.ts';
import { smallStudy } from '../session/small-study.ts';

const studyId = smallStudy.id;

async function newCalls(chosen: string | null = null, during: () => void = () => undefined) {
  const desk = await newDesk();
  const keyFile = new KeyFile(4);
  const choose = (): Promise<string | null> => {
    during();
    return Promise.resolve(chosen === null ? null : join(desk.storage.folder, chosen));
  };
  const peopleDialogs: PeopleDialogs = { chooseTable: choose, saveTable: choose, chooseKeyFile: choose, makeKeyFile: choose };
  const people = () => Promise.resolve({ register: desk.register, tables: desk.tables, keyFile });
  return { desk, calls: peopleHandlers({ people, peopleDialogs, current: { isRunning: () => desk.live.isRunning } }) };
}

describe('calls about participants', () => {
  it('are all closed while a session is live', async () => {
    const { desk, calls } = await newCalls('x');
    desk.live.isRunning = true;
    for (const [name, call] of Object.entries(calls)) {
      const attempt = Promise.resolve().then(() => (call as (input: object) => unknown)({ studyId, participantCode: 'P-1' }));
      await expect(attempt, name).rejects.toMatchObject({ code: 'session-running' });
    }
  });

  it('are closed as well when the session began while a file was being chosen', async () => {
    let begin = (): void => undefined;
    const { desk, calls } = await newCalls('people.csv', () => begin());
    desk.file('people.csv', 'code\nP-1\n');
    begin = () => {
      desk.live.isRunning = true;
    };
    await expect(calls['table/open']({ studyId })).rejects.toMatchObject({ code: 'session-running' });
  });

  it('answer with nothing when the dialog was cancelled', async () => {
    const { calls } = await newCalls(null);
    expect(await calls['table/open']({ studyId })).toBeNull();
    expect(await calls['table/export']({ studyId })).toBeNull();
    expect(await calls['key-file/open']({ passphrase: 'correct horse battery', make: true })).toBeNull();
  });

  it('make a key file, and open it again', async () => {
    const { calls } = await newCalls('study.key.age');
    await calls['key-file/open']({ passphrase: 'correct horse battery', make: true });
    await calls['key-file/set']({ participantCode: 'P-1', name: 'Ada', contact: '' });
    expect(await calls['key-file/close']({})).toEqual({ fileName: null, entries: [] });
    expect(await calls['key-file/open']({ passphrase: 'correct horse battery', make: false })).toMatchObject({ entries: [{ name: 'Ada' }] });
  });
});
