import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { usualRecipe } from '../../../shared/preferences/usual-recipe.ts';
import { generatePrism } from '../../prism/generate.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy, studyWithLayout } from '../session/small-study.ts';
import { newFolder, opened } from '../storage/data-folders.ts';
import { storeSession } from '../storage/played-sessions.ts';

const commandLine = resolve(import.meta.dirname, '../../../electron/cli/visavis.ts');

function exportPrefs(...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, 'export', 'prefs', ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** A data folder with three people's sessions, closed again. */
async function folderWithSessions(): Promise<string> {
  const folder = newFolder();
  const storage = await opened(folder);
  for (const participantCode of ['K1', 'K2', 'K3']) {
    const session = new PlayedSession(studyWithLayout('branch'), participantCode, { participantCode });
    while (session.state.status === 'running') session.completeStep();
    storeSession(storage, `session-${participantCode}`, session);
  }
  storage.close();
  return folder;
}

describe('export prefs', () => {
  it('writes the files, and says what is in them, what was found, and their hashes', async () => {
    const data = await folderWithSessions();
    const out = join(newFolder(), 'pairs');
    const { status, stdout, stderr } = exportPrefs('--format', 'trl', '--out', out, '--study', smallStudy.id, '--seed', 's', '--data', data);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^36 pairs of 3 participants: \d+ to train on, \d+ to test with\.\n/u);
    const train = readFileSync(join(out, 'train.jsonl'));
    expect(stdout).toContain(createHash('sha256').update(train).digest('hex'));
    expect(stdout).toContain(`Written to ${out}.`);
    // Whoever erases somebody later is told of it.
    const storage = await opened(data);
    expect(storage.listCopies(smallStudy.id, 'K2')).toMatchObject([{ kind: 'preference-data', where: out }]);
  });

  it('says so when the app has the data folder open, and the copy cannot be noted', async () => {
    const data = await folderWithSessions();
    await opened(data);
    const out = join(newFolder(), 'pairs');
    const { status, stdout } = exportPrefs('--format', 'trl', '--out', out, '--data', data);
    expect(status).toBe(0);
    expect(stdout).toContain(`It could not be noted that participants' words are in ${out}`);
  });

  it('takes people who were imported into a study of the app that was never opened', () => {
    const [data, files] = [newFolder(), newFolder()];
    generatePrism(files, { people: 3, seed: 'command line' });
    const imported = spawnSync(process.execPath, [commandLine, 'import', 'prism', files, '--study', 'prism-x-practice', '--data', data], { encoding: 'utf8' });
    expect(imported.status).toBe(0);
    const out = join(newFolder(), 'pairs');
    expect(exportPrefs('--format', 'p-rlhf', '--out', out, '--data', data)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('(`prism-x-practice`)');
  });

  it('takes every study with words when none is named, and a folder a participant when told to', async () => {
    const data = await folderWithSessions();
    const out = join(newFolder(), 'pairs');
    expect(exportPrefs('--format', 'openai-dpo', '--out', out, '--per-participant', '--data', data).status).toBe(0);
    expect(['K1', 'K2', 'K3'].every((code) => existsSync(join(out, code)))).toBe(true);
  });

  it('reads a recipe, and names file, line and field of what is wrong in it', async () => {
    const data = await folderWithSessions();
    const recipe = join(newFolder(), 'recipe.json');
    const write = (content: object) => {
      writeFileSync(recipe, JSON.stringify(content, null, 2));
    };
    const run = (...more: string[]) => exportPrefs('--format', 'trl', '--out', join(newFolder(), 'pairs'), '--recipe', recipe, '--data', data, ...more);
    write({ ...usualRecipe([smallStudy.id]), turns: 'first' });
    expect(run().status).toBe(0);

    write({ ...usualRecipe([smallStudy.id]), ties: 'keep' });
    const wrong = run();
    expect(wrong).toMatchObject({ status: 1, stdout: '' });
    const line = readFileSync(recipe, 'utf8').split('\n').findIndex((each) => each.includes('"ties"')) + 1;
    expect(wrong.stderr).toContain(`${recipe}, line ${line}, ties: `);

    write({ ...usualRecipe([smallStudy.id]), tiess: 'keep' });
    expect(run().stderr).toContain(', tiess: ');
    writeFileSync(recipe, '{\n  "sources": [\n');
    expect(run().stderr).toContain(`${recipe}, line 3: the file is not readable JSON`);
    expect(run('--study', smallStudy.id)).toMatchObject({ status: 2 });
  });

  it('says what is missing or unknown, and writes nothing', async () => {
    const data = await folderWithSessions();
    const out = join(newFolder(), 'pairs');
    expect(exportPrefs('--format', 'csv', '--out', out, '--data', data)).toMatchObject({ status: 2, stdout: '' });
    expect(exportPrefs('--out', out, '--data', data).stderr).toContain('The option --format is missing.');
    expect(exportPrefs('--format', 'trl', '--out', out, '--study', 'nothing', '--data', data).stderr).toContain('no study “nothing”');
    expect(existsSync(out)).toBe(false);
  });
});
