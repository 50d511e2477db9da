import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { smallRelease } from '../prism/prism-files.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder } from '../storage/data-folders.ts';

const commandLine = resolve(import.meta.dirname, '../../../electron/cli/visavis.ts');
const study = smallStudy.id;

async function visavis(...words: readonly string[]) {
  const child = spawn(process.execPath, [commandLine, 'import', 'prism', ...words], { env: { ...process.env, VISAVIS_DATA: '' } });
  const [output, complaint, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ]);
  return { output, complaint, status };
}

async function laboratory(): Promise<string> {
  const folder = newFolder();
  const storage = await openStorage(folder);
  storage.saveStudy(smallStudy);
  storage.close();
  return folder;
}

describe('import prism, as typed', () => {
  it('says what is there, takes it, and changes nothing the second time', async () => {
    const data = await laboratory();
    const prism = smallRelease({ faults: ['extra-fields', 'unknown-model'] });
    writeFileSync(join(prism, 'metadata.jsonl'), '{}\n');
    const words = [prism, '--study', study, '--data', data];
    const looked = await visavis(...words, '--look');
    expect(looked).toMatchObject({ status: 0, complaint: '' });
    for (const said of ['20 people', '107 conversations', '1 other: our-own-model', 'wave (107)', 'Not needed, and not read: metadata.jsonl.']) expect(looked.output).toContain(said);
    const chosen = await visavis(...words, '--users', 'user1, user2');
    expect(chosen.output).toContain('2 people, 2 of them new');
    const done = await visavis(...words);
    expect(done).toMatchObject({ status: 0, complaint: '' });
    expect(done.output).toContain('20 people, 18 of them new');
    expect((await visavis(...words)).output).toMatch(/conversations\.jsonl +0 +107 +0 +0/u);
  }, 60_000);

  it('refuses broken lines with line, field and reason, and takes the rest when told to', async () => {
    const data = await laboratory();
    const words = [smallRelease({ faults: ['score-in-words', 'cut-line'] }), '--study', study, '--data', data];
    const refused = await visavis(...words);
    expect(refused.status).toBe(1);
    expect(refused.output).toContain('- conversations.jsonl:4: error: conversation_history[1].score: Here should be a number; the file has "80".');
    expect(refused.complaint).toContain('Nothing was taken, because');
    expect(await visavis(...words, '--look')).toMatchObject({ status: 1 });
    const done = await visavis(...words, '--skip-broken');
    expect(done).toMatchObject({ status: 0, complaint: '' });
    expect(done.output).toContain('20 people');
  }, 60_000);

  it('says clearly what is missing or in the way', async () => {
    const data = await laboratory();
    const prism = smallRelease();
    expect(await visavis(prism, '--data', data)).toMatchObject({ status: 2 });
    expect((await visavis(join(prism, 'nowhere'), '--study', study, '--data', data)).complaint).toContain('There is no folder');
    expect((await visavis(prism, '--study', 'no-such-study', '--data', data)).complaint).toContain('no-such-study');
    const storage = await openStorage(data);
    try {
      const locked = await visavis(prism, '--study', study, '--data', data);
      expect(locked).toMatchObject({ status: 1 });
      expect(locked.complaint).toContain('in use by another Visavis');
    } finally {
      storage.close();
    }
  }, 60_000);
});
