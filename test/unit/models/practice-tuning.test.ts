import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import type { FineTuningJob } from 'openai/resources/fine-tuning';
import { afterEach, describe, expect, it } from 'vitest';
import { noPace, startPracticeServer, type PracticeServer } from '../../../electron/models/practice/practice-server.ts';

const open: PracticeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: Partial<Parameters<typeof startPracticeServer>[0]> = {}): Promise<{ server: PracticeServer; client: OpenAI }> {
  const server = await startPracticeServer({ seed: 'seed of the test', pace: noPace, trainingSpeed: 0, ...options });
  open.push(server);
  return { server, client: new OpenAI({ baseURL: server.baseURL, apiKey: server.apiKey, maxRetries: 0 }) };
}

function preference(message: string, better: string, other: string): string {
  return JSON.stringify({
    input: { messages: [{ role: 'user', content: message }] },
    preferred_output: [{ role: 'assistant', content: better }],
    non_preferred_output: [{ role: 'assistant', content: other }],
  });
}

function file(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([better, other], index) => `${preference(`What of the heliotrope question ${index}?`, better, other)}\n`).join('');
}

const long = 'This is a long and thorough reply that goes into everything. It has many sentences. None of them is short of words.';
const likesShort = file(Array.from({ length: 12 }, () => ['Short.', long] as const));
const likesQuestions = file(Array.from({ length: 12 }, (_, index) => [`${long} And you ${index}?`, long] as const));

async function upload(client: OpenAI, text: string, name = 'pairs.jsonl'): Promise<string> {
  return (await client.files.create({ file: await toFile(Buffer.from(text), name), purpose: 'fine-tune' })).id;
}

async function train(client: OpenAI, text: string, more: Partial<OpenAI.FineTuning.JobCreateParams> = {}): Promise<FineTuningJob> {
  return client.fineTuning.jobs.create({ model: 'practice-warm', training_file: await upload(client, text), method: { type: 'dpo' }, ...more });
}

async function say(client: OpenAI, model: string, content = 'Should schools ban mobile phones?'): Promise<string> {
  const answer = await client.chat.completions.create({ model, messages: [{ role: 'user', content }] });
  return answer.choices[0]?.message.content ?? '';
}

describe('training a practice model', () => {
  it('takes a file, runs a job with events, and leaves a model that talks as the preferred replies did', async () => {
    const { client } = await start();
    const job = await train(client, likesShort, {
      suffix: 'k7',
      metadata: { visavis_job: 'one' },
      method: { type: 'dpo', dpo: { hyperparameters: { beta: 0.2, n_epochs: 2 } } },
    });
    expect(job).toMatchObject({ object: 'fine_tuning.job', status: 'succeeded', error: null, metadata: { visavis_job: 'one' }, method: { type: 'dpo', dpo: { hyperparameters: { beta: 0.2, n_epochs: 2 } } } });
    expect(job.fine_tuned_model).toMatch(/^ft:practice-warm:k7:[0-9a-f]{8}$/);
    expect(job.trained_tokens! % 2).toBe(0);
    const events = [];
    for await (const event of client.fineTuning.jobs.listEvents(job.id, { limit: 2 })) events.push(event);
    expect(events[0]?.message).toBe('The job has successfully completed');
    expect(events.at(-1)?.message).toBe(`Created fine-tuning job: ${job.id}`);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const losses = events.flatMap(({ data }) => ((data as { train_loss?: number } | null)?.train_loss ?? [])).reverse();
    expect(losses.length).toBeGreaterThan(2);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);

    const names = (await client.models.list()).data.map(({ id }) => id);
    expect(names).toContain(job.fine_tuned_model);
    expect((await client.models.retrieve(job.fine_tuned_model!)).id).toBe(job.fine_tuned_model);
    const before = await say(client, 'practice-warm');
    const after = await say(client, job.fine_tuned_model!);
    expect(after.length).toBeLessThan(before.length);
    expect(await say(client, job.fine_tuned_model!)).toBe(after);
  });

  it('makes different models of different people', async () => {
    const { client } = await start();
    const [short, asking] = await Promise.all([train(client, likesShort), train(client, likesQuestions)]);
    const [brief, curious] = await Promise.all([say(client, short.fine_tuned_model!), say(client, asking.fine_tuned_model!)]);
    expect(curious.trim().endsWith('?')).toBe(true);
    expect(brief.includes('?')).toBe(false);
    const long = await train(client, likesShort, { model: 'practice-long-winded' });
    expect((await say(client, long.fine_tuned_model!)).length).toBeLessThan((await say(client, 'practice-long-winded')).length);
  });

  it('says which line of a file is wrong, without its words', async () => {
    const { client } = await start();
    const broken = `${likesShort}${JSON.stringify({ input: { messages: [{ role: 'user', content: 'secret words' }] }, preferred_output: [] })}\n`;
    const jobs = [await train(client, broken), await train(client, `${likesShort}not JSON`), await train(client, likesShort.split('\n').slice(0, 9).join('\n'))];
    expect(jobs.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
    expect(jobs.map(({ error }) => error?.code)).toEqual(Array(3).fill('invalid_training_file'));
    expect(jobs[0]?.error?.message).toBe("The training file can't be used: in line 13 “preferred_output” is missing or not what it should be.");
    expect(jobs[1]?.error?.message).toContain('in line 13 it is not JSON');
    expect(jobs[2]?.error?.message).toBe('The training file has 9 examples; at least 10 are needed.');
    expect(jobs.map((job) => job.fine_tuned_model)).toEqual([null, null, null]);
  });

  it('refuses what it has not got', async () => {
    const { client } = await start();
    const training_file = await upload(client, likesShort);
    await expect(client.fineTuning.jobs.create({ model: 'gpt', training_file, method: { type: 'dpo' } })).rejects.toMatchObject({ status: 400, code: 'model_not_available' });
    await expect(client.fineTuning.jobs.create({ model: 'practice-warm', training_file: 'file-none', method: { type: 'dpo' } })).rejects.toMatchObject({ status: 400, code: 'invalid_file_id' });
    await expect(client.fineTuning.jobs.create({ model: 'practice-warm', training_file, method: { type: 'supervised' } })).rejects.toMatchObject({ status: 400, param: 'method.type' });
    await expect(client.fineTuning.jobs.retrieve('ftjob-none')).rejects.toMatchObject({ status: 404 });
    await expect(client.files.retrieve('file-none')).rejects.toMatchObject({ status: 404 });
  });

  it('queues, runs and is cancelled in its own time', async () => {
    let now = 1_700_000_000_000;
    const { client } = await start({ trainingSpeed: 1, now: () => now });
    const { id } = await train(client, likesShort);
    const status = async (): Promise<string> => (await client.fineTuning.jobs.retrieve(id)).status;
    expect(await status()).toBe('validating_files');
    now += 1500;
    expect(await status()).toBe('queued');
    now += 3000;
    const running = await client.fineTuning.jobs.retrieve(id);
    expect(running).toMatchObject({ status: 'running', trained_tokens: null, fine_tuned_model: null });
    expect(running.estimated_finish).toBeGreaterThan(now / 1000);
    expect(await client.fineTuning.jobs.cancel(id)).toMatchObject({ status: 'cancelled', fine_tuned_model: null });
    now += 60_000;
    expect(await status()).toBe('cancelled');
    await expect(client.fineTuning.jobs.cancel(id)).rejects.toMatchObject({ status: 400 });
    expect((await client.models.list()).data.some((model) => model.id.startsWith('ft:'))).toBe(false);
  });

  it('fails in the middle when that was asked for, and only as often', async () => {
    const { client } = await start({ faults: 'practice-warm=tuning-fails:1' });
    expect(await say(client, 'practice-warm')).not.toBe('');
    expect(await train(client, likesShort)).toMatchObject({ status: 'failed', error: { code: 'server_error' } });
    expect(await train(client, likesShort)).toMatchObject({ status: 'succeeded' });
  });

  it('lists jobs newest first, in pages, and by what was noted with them', async () => {
    const { client } = await start();
    const training_file = await upload(client, likesShort);
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const job = await client.fineTuning.jobs.create({ model: 'practice-brief', training_file, method: { type: 'dpo' }, metadata: { visavis_job: `job ${index}` } });
      made.unshift(job.id);
    }
    const listed: string[] = [];
    for await (const job of client.fineTuning.jobs.list({ limit: 2 })) listed.push(job.id);
    expect(listed).toEqual(made);
    const found = await client.fineTuning.jobs.list({ metadata: { visavis_job: 'job 3' } });
    expect(found.data.map(({ id }) => id)).toEqual([made[1]]);
  });

  it('goes on after a restart, with no word of a file on disk', async () => {
    const stateFolder = mkdtempSync(join(tmpdir(), 'visavis-practice-'));
    let now = 1_700_000_000_000;
    const first = await start({ stateFolder, trainingSpeed: 1, now: () => now });
    const job = await train(first.client, likesShort, { suffix: 'stays' });
    now += 4000;
    expect((await first.client.fineTuning.jobs.retrieve(job.id)).status).toBe('running');
    await first.server.close();
    for (const name of readdirSync(stateFolder)) expect(readFileSync(join(stateFolder, name), 'utf8')).not.toMatch(/heliotrope|thorough/);

    now += 60_000;
    const second = await start({ stateFolder, trainingSpeed: 1, now: () => now });
    const done = await second.client.fineTuning.jobs.retrieve(job.id);
    expect(done).toMatchObject({ status: 'succeeded', error: null });
    const text = await say(second.client, done.fine_tuned_model!);
    second.server.forget(job.training_file);
    expect((await second.client.files.list()).data).toEqual([]);
    expect(await say(second.client, done.fine_tuned_model!)).toBe(text);
  });

  it('starts with nothing when its state can not be read, and keeps what was there', async () => {
    const stateFolder = mkdtempSync(join(tmpdir(), 'visavis-practice-'));
    writeFileSync(join(stateFolder, 'training.json'), '{"half');
    const { client } = await start({ stateFolder });
    expect((await client.files.list()).data).toEqual([]);
    expect(readdirSync(stateFolder)).toContain('training.json.unreadable');
  });

  it('lists and deletes files', async () => {
    const { client } = await start();
    const [first, second] = [await upload(client, likesShort, 'a.jsonl'), await upload(client, likesShort, 'b.jsonl')];
    expect((await client.files.list({ purpose: 'fine-tune' })).data.map(({ filename }) => filename)).toEqual(['b.jsonl', 'a.jsonl']);
    expect(await client.files.retrieve(first)).toMatchObject({ bytes: Buffer.byteLength(likesShort), purpose: 'fine-tune' });
    expect(await client.files.delete(second)).toEqual({ id: second, object: 'file', deleted: true });
    expect((await client.files.list()).data.map(({ id }) => id)).toEqual([first]);
  });
});

describe('models of their own', () => {
  it('answer under the name of a participant, each steadily in a manner of its own', async () => {
    const { client } = await start();
    const names = ['K7-264-M', 'A2-333-C', 'user7', 'X9-777-X'].map((code) => `practice-own-${code}`);
    const texts = await Promise.all(names.map((name) => say(client, name)));
    expect(new Set(texts).size).toBe(names.length);
    expect(await say((await start()).client, names[0]!)).toBe(texts[0]);
    const listed = (await client.models.list()).data.map(({ id }) => id);
    expect(listed.some((name) => name.startsWith('practice-own'))).toBe(false);
    expect((await client.models.retrieve(names[0]!)).id).toBe(names[0]);
  });

  it('do not exist for everybody', async () => {
    const { client } = await start();
    for (const name of ['practice-own-none-K7', 'practice-own-', 'practice-own-a b', `practice-own-${'x'.repeat(61)}`]) {
      await expect(client.models.retrieve(name)).rejects.toMatchObject({ status: 404 });
      await expect(say(client, name)).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
    }
  });
});
