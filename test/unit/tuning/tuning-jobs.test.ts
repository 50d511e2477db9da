import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newFolder, opened } from '../storage/data-folders.ts';
import { pairs, request, secret, studyId } from './training-words.ts';
import { isOver, jobsOver, practice, prismX, settingsFor, startOne, until } from './tuning-setup.ts';

const two = { 'K7-264-M': pairs(12), 'A2-333-C': pairs(14, 'asking') };

describe('a training job', () => {
  it('is planned, sent, followed and finished, with its cost', async () => {
    const storage = await opened();
    const server = await practice();
    const jobs = jobsOver(storage, () => server, { withValidation: true });
    const plan = await jobs.plan(request());
    expect(plan.jobs).toMatchObject([{ scope: { kind: 'pooled' }, pairs: 12, problem: null }]);
    expect(plan.jobs[0]!.estimatedCost).toBeCloseTo((plan.jobs[0]!.tokens * 2 * 25) / 1e6);
    expect((await server.client.files.list()).data).toEqual([]);

    const [started] = await jobs.start(request());
    expect(started).toMatchObject({ status: 'uploading', providerId: 'practice', pairs: 12, beta: 0.1, epochs: 2, remoteId: null, cost: null, estimatedCost: plan.jobs[0]!.estimatedCost });
    const done = await until(jobs, started!.id, isOver);
    expect(done).toMatchObject({ status: 'succeeded', problem: null });
    expect(done.resultModel).toMatch(/^ft:practice-warm:pooled:/);
    expect(done.cost).toBeCloseTo((done.trainedTokens! / 1e6) * 25);
    expect(done.events.map(({ text }) => text)).toEqual(expect.arrayContaining(['The job has successfully completed', expect.stringMatching(/^Training data sent \(file-/)]));
    const remote = await server.client.fineTuning.jobs.retrieve(done.remoteId!);
    expect(remote).toMatchObject({ method: { dpo: { hyperparameters: { beta: 0.1, n_epochs: 2 } } } });
    expect(remote.validation_file).toMatch(/^file-/);
    // The words were kept no longer than they had to be.
    expect(JSON.stringify(storage.listTuningRows())).not.toContain(secret);
    expect(storage.listCopies(studyId, 'K7-264-M').map(({ kind, where }) => ({ kind, where }))).toEqual(
      [remote.validation_file!, remote.training_file].map((file) => ({ kind: 'tuning', where: `practice: ${file}` })),
    );
  });

  it('is one of several: each participant gets a model, and those with too few pairs are named', async () => {
    const server = await practice();
    const jobs = jobsOver(await opened(), () => server, { tastes: { ...two, 'X9-777-X': pairs(3) } });
    const wanted = request({ scope: { kind: 'per-participant' } });
    const plan = await jobs.plan(wanted);
    expect(plan.jobs.map(({ problem }) => problem)).toEqual([null, null, 'There are 3 pairs; a service takes no fewer than 10. It is left out.']);
    const started = await jobs.start(wanted);
    expect(started.map(({ scope }) => scope)).toEqual(Object.keys(two).map((participantCode) => ({ kind: 'participant', studyId, participantCode })));
    const done = await Promise.all(started.map(({ id }) => until(jobs, id, isOver)));
    expect(new Set(done.map(({ resultModel }) => resultModel)).size).toBe(2);
    const replies = await Promise.all(
      done.map(async ({ resultModel }) => (await server.client.chat.completions.create({ model: resultModel!, messages: [{ role: 'user', content: 'Should schools ban phones?' }] })).choices[0]!.message.content!),
    );
    expect(replies[0]!.length).toBeLessThan(replies[1]!.length);
    expect(replies[1]!.trim().endsWith('?')).toBe(true);
    expect(jobs.list().map(({ id }) => id)).toEqual([...started.map(({ id }) => id)].reverse());
  });

  it('is begun once, however often the button is pressed, and again when it is over or asked for in another way', async () => {
    const server = await practice();
    const storage = await opened();
    const jobs = jobsOver(storage, () => server);
    const pressed = await Promise.allSettled([jobs.start(request()), jobs.start(request())]);
    expect(pressed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(jobs.start(request())).rejects.toMatchObject({ code: 'tuning-under-way' });
    await jobs.start(request({ beta: 0.3 }));
    expect(storage.listTuningRows()).toHaveLength(2);
    await Promise.all(jobs.list().map(({ id }) => until(jobs, id, isOver)));
    expect((await server.client.fineTuning.jobs.list()).data).toHaveLength(2);
    const [again] = await jobs.start(request());
    expect(await until(jobs, again!.id, isOver)).toMatchObject({ status: 'succeeded' });
  });

  it('is not begun when nothing is fit to be trained on, or the provider is unknown', async () => {
    const server = await practice();
    const storage = await opened();
    const jobs = jobsOver(storage, () => server, { tastes: { 'K7-264-M': pairs(9) } });
    await expect(jobs.start(request())).rejects.toMatchObject({ code: 'nothing-to-train' });
    await expect(jobsOver(storage, () => server).start(request({ providerId: 'elsewhere' }))).rejects.toMatchObject({ code: 'unknown-provider' });
    expect(storage.listTuningRows()).toEqual([]);
  });

  it("fails with the service's own words, and is run once more over the same file", async () => {
    const server = await practice({ faults: 'practice-warm=tuning-fails:1' });
    const jobs = jobsOver(await opened(), () => server);
    const { id } = await startOne(jobs, request());
    const failed = await until(jobs, id, isOver);
    expect(failed).toMatchObject({ status: 'failed', resultModel: null, problem: 'The job failed due to an internal error of the training service.' });
    jobs.retry(id);
    expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded', problem: null });
    expect((await server.client.files.list()).data).toHaveLength(1);
    expect((await server.client.fineTuning.jobs.list()).data).toHaveLength(2);
    expect(() => jobs.retry(id)).toThrow('This training job is over.');
  });

  it('is refused for a model that can not be trained', async () => {
    const server = await practice();
    const jobs = jobsOver(await opened(), () => server);
    const { id } = await startOne(jobs, request({ baseModel: 'gpt' }));
    expect(await until(jobs, id, isOver)).toMatchObject({ status: 'failed', problem: expect.stringContaining("The model 'gpt' is not available for fine-tuning") as string });
  });

  it('is cancelled while it runs, before it runs, and not afterwards', async () => {
    const server = await practice({ trainingSpeed: 0.01 });
    const jobs = jobsOver(await opened(), () => server);
    const [first] = await jobs.start(request());
    const queued = await until(jobs, first!.id, ({ remoteId }) => remoteId !== null);
    expect(queued.status).toBe('queued');
    expect(await jobs.cancel(first!.id)).toMatchObject({ status: 'cancelled', resultModel: null });
    expect((await server.client.fineTuning.jobs.retrieve(queued.remoteId!)).status).toBe('cancelled');
    await expect(jobs.cancel(first!.id)).rejects.toMatchObject({ code: 'tuning-over' });

    const [second] = await jobs.start(request());
    expect(await jobs.cancel(second!.id)).toMatchObject({ status: 'cancelled' });
    const remote = (await server.client.fineTuning.jobs.list()).data;
    expect(remote.every(({ status }) => status === 'cancelled')).toBe(true);
  });
});

describe('trouble on the way', () => {
  it('of the network while a job runs is told once, and the job goes on', async () => {
    let now = Date.now();
    const stateFolder = newFolder();
    let server = await practice({ trainingSpeed: 1, stateFolder, now: () => now });
    const jobs = jobsOver(await opened(), () => server);
    const { id } = await startOne(jobs, request());
    await until(jobs, id, ({ remoteId }) => remoteId !== null);
    now += 5000;
    await until(jobs, id, ({ status }) => status === 'running');
    await server.close();
    const troubled = await until(jobs, id, ({ events }) => events.some(({ level }) => level === 'warn'));
    expect(troubled).toMatchObject({ status: 'running', problem: null });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(jobs.list()[0]!.events.filter(({ level }) => level === 'warn')).toHaveLength(1);
    now += 60_000;
    // The same service again, at another address and under another key.
    server = await practice({ trainingSpeed: 1, stateFolder, now: () => now });
    const done = await until(jobs, id, isOver);
    expect(done.status).toBe('succeeded');
    expect(done.events.map(({ text }) => text)).toContain('The service answers again.');
    expect(new Set(done.events.map(({ text }) => text)).size).toBe(done.events.length);
    expect((await server.client.fineTuning.jobs.list()).data).toHaveLength(1);
  });

  it('an endpoint without the interface is told from one that is down', async () => {
    const chatOnly = createServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"detail":"Not Found"}');
    });
    await new Promise<void>((resolve) => chatOnly.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void chatOnly.close());
    const baseURL = `http://127.0.0.1:${(chatOnly.address() as AddressInfo).port}/v1`;
    const jobs = jobsOver(await opened(), () => ({ baseURL, apiKey: 'a key' }));
    const { id } = await startOne(jobs, request());
    const failed = await until(jobs, id, isOver);
    expect(failed).toMatchObject({ status: 'failed', problem: expect.stringMatching(/^This provider does not have the fine-tuning interface/) as string });
  });

  it('never writes the key down, even where a server repeats it', async () => {
    const apiKey = 'sk-secret-of-the-laboratory';
    const talkative = createServer((incoming, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `No such key: ${incoming.headers.authorization}` } }));
    });
    await new Promise<void>((resolve) => talkative.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void talkative.close());
    const storage = await opened();
    const jobs = jobsOver(storage, () => ({ baseURL: `http://127.0.0.1:${(talkative.address() as AddressInfo).port}/v1`, apiKey }));
    const { id } = await startOne(jobs, request());
    const failed = await until(jobs, id, isOver);
    expect(failed.problem).toContain('The service refused the key.');
    expect(JSON.stringify(storage.listTuningRows())).not.toContain(apiKey);
    // The words are still there, so it can be sent once the key is right.
    expect(() => jobs.retry(id)).not.toThrow();
  });

  it('is not waited for when the app ends: a call that hangs is broken off, and the next start goes on', async () => {
    let asked = 0;
    const silent = createServer(() => (asked += 1));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    onTestFinished(() => silent.closeAllConnections());
    const storage = await opened();
    const server = await practice();
    const first = jobsOver(storage, () => ({ baseURL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`, apiKey: '' }));
    const { id } = await startOne(first, request());
    while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.close();
    const second = jobsOver(storage, () => server);
    expect(second.list()[0]).toMatchObject({ status: 'uploading', problem: null });
    second.resume();
    expect(await until(second, id, isOver)).toMatchObject({ status: 'succeeded' });
    expect((await server.client.files.list()).data).toHaveLength(1);
  });

  it('no events, but jobs: a service without them is followed all the same', async () => {
    const server = await practice();
    const door = createServer((incoming, response) => {
      void (async () => {
        const parts: Buffer[] = [];
        for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
        const { authorization = '', 'content-type': type = '' } = incoming.headers;
        const answer = incoming.url!.includes('/events')
          ? new Response('{"detail":"Not Found"}', { status: 404 })
          : await fetch(new URL(incoming.url!, server.baseURL), {
              method: incoming.method!,
              headers: { authorization, 'content-type': type },
              ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
            });
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(await answer.text());
      })();
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void door.close());
    const jobs = jobsOver(await opened(), () => ({ baseURL: `http://127.0.0.1:${(door.address() as AddressInfo).port}/v1`, apiKey: server.apiKey }));
    const { id } = await startOne(jobs, request());
    expect(await until(jobs, id, isOver)).toMatchObject({ status: 'succeeded', problem: null });
  });

  it('of a job the service no longer knows ends it', async () => {
    const [old, fresh] = [await practice({ trainingSpeed: 0.01 }), await practice()];
    let endpoint = old;
    const jobs = jobsOver(await opened(), () => endpoint);
    const { id } = await startOne(jobs, request());
    await until(jobs, id, ({ remoteId }) => remoteId !== null);
    endpoint = fresh;
    expect(await until(jobs, id, isOver)).toMatchObject({ status: 'failed', problem: 'The service does not know this job any more.' });
  });
});

describe('a finished model', () => {
  it('becomes the model of an arm, with the settings that the arm had', async () => {
    const server = await practice();
    const settings = settingsFor(() => server);
    const jobs = jobsOver(await opened(), () => server, { settings });
    const { id } = await startOne(jobs, request());
    const arm = prismX.arms.find((each) => each.id === 'pooled')!;
    expect(() => jobs.use(id, studyId, 'pooled')).toThrow(expect.objectContaining({ code: 'tuning-not-finished' }));
    const done = await until(jobs, id, isOver);
    const used = jobs.use(id, studyId, 'pooled');
    expect(used.usedAs).toEqual([{ studyId, armId: 'pooled', participantCode: null }]);
    expect(jobs.use(id, studyId, 'pooled').usedAs).toHaveLength(1);
    expect(settings.commonModelOf(prismX, arm)).toEqual({ ...arm.model, providerId: 'practice', model: done.resultModel });
    expect(() => jobs.use(id, studyId, 'nobody')).toThrow(expect.objectContaining({ code: 'unknown-arm' }));
  });

  it("becomes its participant's own, or that of the people of its group, in an arm with own models only", async () => {
    const server = await practice();
    const storage = await opened();
    const profile = { country: 'Utopia' };
    const add = [...Object.keys(two), 'Y4-555-H'].map((code) => ({ code, origin: 'app' as const, originId: null, profile }));
    const stranger = { code: 'E3-222-A', origin: 'app' as const, originId: null, profile: { country: 'Elsewhere' } };
    storage.changePeople(studyId, { add: [...add, stranger], profiles: [], notes: [], run: null });
    const jobs = jobsOver(storage, () => server, { tastes: two });
    const own = await jobs.start(request({ scope: { kind: 'per-participant' } }));
    const [group] = await jobs.start(request({ scope: { kind: 'per-group', field: 'country' } }));
    const first = await until(jobs, own[0]!.id, isOver);
    expect(() => jobs.use(first.id, studyId, 'generic')).toThrow(expect.objectContaining({ code: 'arm-not-personal' }));
    expect(() => jobs.use(first.id, 'another-study', 'personal')).toThrow(expect.objectContaining({ code: 'other-study' }));
    expect(jobs.use(first.id, studyId, 'personal').usedAs).toEqual([{ studyId, armId: 'personal', participantCode: 'K7-264-M' }]);
    expect(storage.listOwnModels(studyId, 'personal')).toMatchObject([{ participantCode: 'K7-264-M', model: first.resultModel, providerId: 'practice', origin: 'tuning' }]);
    const together = await until(jobs, group!.id, isOver);
    jobs.use(together.id, studyId, 'personal');
    expect(storage.listOwnModels(studyId, 'personal').map(({ participantCode, model }) => [participantCode, model]).sort()).toEqual(
      // Somebody of the group whose words were not trained on has the model, too.
      add.map(({ code }) => [code, together.resultModel]).sort(),
    );
  });
});

describe('erasing', () => {
  it('takes words that were not sent yet out of the jobs', async () => {
    const storage = await opened();
    const away = { baseURL: 'http://127.0.0.1:1/v1', apiKey: '' };
    const jobs = jobsOver(storage, () => away, { tastes: two, withValidation: true });
    const { id } = await startOne(jobs, request());
    await until(jobs, id, ({ events }) => events.length > 0);
    jobs.forget(studyId, 'X9-777-X');
    expect(JSON.stringify(storage.listTuningRows())).toContain(secret);
    jobs.forget(studyId, 'A2-333-C');
    expect(JSON.stringify(storage.listTuningRows())).not.toContain(secret);
    expect(jobs.list()[0]).toMatchObject({ status: 'failed', problem: expect.stringContaining('was erased') as string });
    expect(() => jobs.retry(id)).toThrow('The training data of this job are gone');
  });

  it('stops a job under way, and deletes its files at the service', async () => {
    const storage = await opened();
    const server = await practice({ trainingSpeed: 0.01 });
    const jobs = jobsOver(storage, () => server, { tastes: two, withValidation: true });
    const { id } = await startOne(jobs, request());
    const { remoteId } = await until(jobs, id, (job) => job.remoteId !== null);
    expect(storage.listCopies(studyId, 'A2-333-C')).toHaveLength(2);
    jobs.forget(studyId, 'A2-333-C');
    await until(jobs, id, ({ status }) => status === 'cancelled');
    expect((await server.client.fineTuning.jobs.retrieve(remoteId!)).status).toBe('cancelled');
    await expect.poll(() => storage.listCopies(studyId, 'A2-333-C')).toEqual([]);
    expect((await server.client.files.list()).data).toEqual([]);
    expect(() => jobs.retry(id)).toThrow('The training data of this job are gone');
  });

  it('leaves the file of a finished job in the list of copies when the service is out of reach', async () => {
    const storage = await opened();
    const server = await practice();
    let endpoint: { baseURL: string; apiKey: string } = server;
    const jobs = jobsOver(storage, () => endpoint, { tastes: two });
    const { id } = await startOne(jobs, request());
    await until(jobs, id, isOver);
    endpoint = { baseURL: 'http://127.0.0.1:1/v1', apiKey: '' };
    jobs.forget(studyId, 'A2-333-C');
    await jobs.close();
    expect(storage.listCopies(studyId, 'A2-333-C')).toHaveLength(1);
    expect(jobs.list()[0]).toMatchObject({ status: 'succeeded' });
  });

  it('takes back what was being sent in that very moment', async () => {
    const storage = await opened();
    const server = await practice();
    const jobs = jobsOver(storage, () => server, { tastes: two });
    const { id } = await startOne(jobs, request());
    jobs.forget(studyId, 'A2-333-C');
    expect(JSON.stringify(storage.listTuningRows())).not.toContain(secret);
    await until(jobs, id, isOver);
    await jobs.close();
    expect(jobs.list()[0]).toMatchObject({ status: 'failed', remoteId: null });
    expect((await server.client.files.list()).data.length).toBe(storage.listCopies(studyId, 'A2-333-C').length);
    expect((await server.client.fineTuning.jobs.list()).data).toEqual([]);
  });

  it('lets nobody into a job who was erased while its files were made', async () => {
    const storage = await opened();
    storage.changePeople(studyId, { add: [{ code: 'A2-333-C', origin: 'app', originId: null, profile: {} }], profiles: [], notes: [], run: null });
    const jobs = jobsOver(storage, () => ({ baseURL: 'http://127.0.0.1:1/v1', apiKey: '' }), { tastes: two });
    const starting = jobs.start(request());
    storage.eraseParticipant(studyId, 'A2-333-C', { reason: 'asked for it', by: 'AB' });
    await expect(starting).rejects.toMatchObject({ code: 'participant-erased' });
    expect(storage.listTuningRows()).toEqual([]);
  });
});
