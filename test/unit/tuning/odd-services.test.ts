import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { opened } from '../storage/data-folders.ts';
import { request } from './training-words.ts';
import { isOver, jobsOver, practice, startOne, until, type Practice } from './tuning-setup.ts';

/** What a door says in the place of the service, or makes of its answer; null leaves the answer as it is. */
type Door = (asked: { readonly method: string; readonly path: string }, answer: () => Promise<Response>) => Response | null | Promise<Response | null>;

/** A service behind a door that may say something else. */
async function behind(server: Practice, door: { current: Door }): Promise<{ readonly baseURL: string; readonly apiKey: string }> {
  const gate = createServer((incoming, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
      const { authorization = '', 'content-type': type = '' } = incoming.headers;
      const path = incoming.url ?? '';
      const method = incoming.method ?? 'GET';
      let known: Promise<Response> | null = null;
      const answer = (): Promise<Response> =>
        (known ??= fetch(new URL(path, server.baseURL), {
          method,
          headers: { authorization, 'content-type': type },
          ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
        }));
      const said = (await door.current({ method, path }, answer)) ?? (await answer());
      response.writeHead(said.status, { 'content-type': said.headers.get('content-type') ?? 'application/json' });
      response.end(await said.text());
    })();
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void gate.close());
  return { baseURL: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/v1`, apiKey: server.apiKey };
}

const open: Door = () => null;
const jobsOf = async (server: Practice) => (await server.client.fineTuning.jobs.list()).data;
const isOrder: (asked: Parameters<Door>[0]) => boolean = ({ method, path }) => method === 'POST' && path.endsWith('/fine_tuning/jobs');

it('a gateway that says "not found" of everything for a while ends no job', async () => {
  const server = await practice({ trainingSpeed: 4 });
  const door = { current: open };
  const endpoint = await behind(server, door);
  const jobs = jobsOver(await opened(), () => endpoint);
  const { id } = await startOne(jobs, request());
  const { remoteId } = await until(jobs, id, (job) => job.remoteId !== null);
  door.current = () => new Response('<html>404 Not Found</html>', { status: 404, headers: { 'content-type': 'text/html' } });
  const troubled = await until(jobs, id, ({ events }) => events.some(({ level }) => level === 'warn'));
  expect(isOver(troubled)).toBe(false);
  door.current = open;
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded', remoteId });
  expect(await jobsOf(server)).toHaveLength(1);
});

it('a job that its service had lost for a while is found again, and not paid for twice, when it is sent once more', async () => {
  const server = await practice({ trainingSpeed: 4 });
  const door = { current: open };
  const endpoint = await behind(server, door);
  const jobs = jobsOver(await opened(), () => endpoint);
  const { id } = await startOne(jobs, request());
  const { remoteId } = await until(jobs, id, (job) => job.remoteId !== null);
  // The service is there, and says that it has no jobs.
  door.current = ({ method, path }) =>
    method === 'GET' && path.includes('/fine_tuning/jobs')
      ? /jobs(\?|$)/.test(path)
        ? Response.json({ object: 'list', data: [], has_more: false })
        : Response.json({ error: { message: 'No such job' } }, { status: 404 })
      : null;
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'failed', problem: 'The service does not know this job any more.' });
  door.current = open;
  jobs.retry(id);
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded', remoteId });
  expect(await jobsOf(server)).toHaveLength(1);
});

it('a service that keeps no metadata: a job whose answer was lost is known by its file', async () => {
  const server = await practice({ trainingSpeed: 20 });
  let lost = 0;
  const withoutMetadata = async (answer: () => Promise<Response>): Promise<Response> => {
    const response = await answer();
    const body = (await response.json()) as { data?: object[] };
    const plain = (job: object): object => ({ ...job, metadata: null });
    return Response.json(body.data === undefined ? plain(body) : { ...body, data: body.data.map(plain) }, { status: response.status });
  };
  const door: { current: Door } = {
    current: async (asked, answer) => {
      if (!asked.path.includes('/fine_tuning/jobs') || asked.path.includes('/events')) return null;
      if (!isOrder(asked) || lost > 0) return withoutMetadata(answer);
      lost += 1;
      await answer();
      return Response.json({ error: { message: 'The answer was lost' } }, { status: 500 });
    },
  };
  const endpoint = await behind(server, door);
  const jobs = jobsOver(await opened(), () => endpoint);
  const { id } = await startOne(jobs, request());
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded' });
  expect(lost).toBe(1);
  expect(await jobsOf(server)).toHaveLength(1);
});

it('a service that is busy, or breaks down, while the job is ordered gets one job', async () => {
  const server = await practice();
  const answers = [429, 500, 503];
  const door: { current: Door } = {
    current: (asked) => {
      const status = isOrder(asked) ? answers.shift() : undefined;
      return status === undefined ? null : Response.json({ error: { message: 'Not now' } }, { status });
    },
  };
  const endpoint = await behind(server, door);
  const jobs = jobsOver(await opened(), () => endpoint);
  const { id } = await startOne(jobs, request());
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded' });
  expect(answers).toEqual([]);
  expect(await jobsOf(server)).toHaveLength(1);
  expect((await server.client.files.list()).data).toHaveLength(1);
});

it('a web page in the place of an answer is no success: the job has failed before it began, and goes on where it runs', async () => {
  const server = await practice({ trainingSpeed: 20 });
  const page = (): Response => new Response('<html>Please sign in</html>', { status: 200, headers: { 'content-type': 'text/html' } });
  const door: { current: Door } = { current: page };
  const endpoint = await behind(server, door);
  const jobs = jobsOver(await opened(), () => endpoint);
  const { id } = await startOne(jobs, request());
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'failed', problem: expect.stringMatching(/^This provider does not have the fine-tuning interface/) as string });
  door.current = open;
  jobs.retry(id);
  await until(jobs, id, (job) => job.remoteId !== null);
  door.current = page;
  await until(jobs, id, ({ events }) => events.some(({ level }) => level === 'warn'));
  door.current = open;
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded' });
  expect(await jobsOf(server)).toHaveLength(1);
});

it('a service that says that it is done before it says what the model is called is asked once more', async () => {
  const server = await practice();
  let looks = 0;
  const withoutName = async (answer: () => Promise<Response>) => Response.json({ ...((await (await answer()).json()) as object), status: 'succeeded', fine_tuned_model: null });
  const door: { current: Door } = {
    current: ({ method, path }, answer) => {
      if (method !== 'GET' || !/\/jobs\/[^/]+$/.test(path)) return null;
      looks += 1;
      return looks < 4 ? withoutName(answer) : null;
    },
  };
  const endpoint = await behind(server, door);
  const jobs = jobsOver(await opened(), () => endpoint);
  const { id } = await startOne(jobs, request());
  expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded', resultModel: expect.stringMatching(/^ft:practice-warm:/) as string });
  expect(looks).toBe(4);
});

it('a job of a service that forgot it, and lists none, can be put away', async () => {
  const server = await practice({ trainingSpeed: 0.01 });
  const door = { current: open };
  const endpoint = await behind(server, door);
  const jobs = jobsOver(await opened(), () => endpoint);
  const { id } = await startOne(jobs, request());
  await until(jobs, id, (job) => job.remoteId !== null);
  door.current = () => Response.json({ detail: 'Not Found' }, { status: 404 });
  await until(jobs, id, ({ events }) => events.some(({ level }) => level === 'warn'));
  expect(await jobs.cancel(id)).toMatchObject({ status: 'failed', problem: 'The service does not know this job any more.' });
});
