import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { newFolder, opened } from '../storage/data-folders.ts';
import { secret, studyId } from './training-words.ts';
import { isOver, jobsOver, practice, until } from './tuning-setup.ts';

const child = fileURLToPath(new URL('tuning-child.ts', import.meta.url));

/** @returns the signal that ended it; null when it came to its end */
async function trainIn(folder: string, endpoint: { baseURL: string; apiKey: string }, killAt: number): Promise<NodeJS.Signals | null> {
  const process_ = spawn(process.execPath, [child, folder, endpoint.baseURL, endpoint.apiKey, String(killAt)], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done, fail) => {
    process_.once('error', fail);
    process_.once('exit', (code, signal) => (code === 0 || signal !== null ? done(signal) : fail(new Error(`The child ended with ${String(code)}.`))));
  });
}

it(
  'killed at any place, a job goes on with the next start: one job and one copy of each file at the service, and no word left here',
  async () => {
    const remains: string[] = [];
    const killAndResume = async (killAt: number): Promise<boolean> => {
      const folder = newFolder();
      const server = await practice();
      if ((await trainIn(folder, server, killAt)) === null) return false;
      const storage = await opened(folder);
      const jobs = jobsOver(storage, () => server, { withValidation: true });
      const [row] = jobs.list();
      jobs.resume();
      const remote = async (): Promise<readonly number[]> => [(await server.client.files.list()).data.length, (await server.client.fineTuning.jobs.list()).data.length];
      if (row === undefined) {
        // Nobody was told that anything had begun.
        expect(await remote()).toEqual([0, 0]);
      } else {
        remains.push(row.status);
        expect(await until(jobs, row.id, isOver), `killed at ${killAt}`).toMatchObject({ status: 'succeeded', resultModel: expect.stringMatching(/^ft:/) as string });
        expect(await remote(), `killed at ${killAt}`).toEqual([2, 1]);
        expect(JSON.stringify(storage.listTuningRows())).not.toContain(secret);
        expect(new Set(storage.listCopies(studyId, 'K7-264-M').map(({ where }) => where)).size).toBe(2);
      }
      await jobs.close();
      await server.close();
      return true;
    };
    let killAt = 1;
    let more = true;
    while (more) {
      const batch = await Promise.all([killAndResume(killAt), killAndResume(killAt + 1), killAndResume(killAt + 2)]);
      more = !batch.includes(false);
      killAt += 3;
    }
    // Every state on the way was one in which it was killed.
    expect(new Set(remains)).toEqual(new Set(['preparing', 'uploading', 'queued', 'succeeded']));
    expect(killAt).toBeGreaterThan(18);
  },
  120_000,
);
