import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { RehearsalParameters, RehearsalResult } from '../../../shared/rehearsal/rehearsal.ts';
import { newFolder } from '../storage/data-folders.ts';

// Whole studies are played on all processors; others may be at work on them too.
vi.setConfig({ testTimeout: 120_000 });

const commandLine = resolve(import.meta.dirname, '../../../electron/cli/visavis.ts');
const template = resolve('resources/templates/single-arm-pilot.study.json');

function rehearse(...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, 'rehearse', ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('rehearse', () => {
  it('answers with one JSON object: study, parameters, result', () => {
    const { status, stdout, stderr } = rehearse('--study', template, '--participants', '3', '--seed', 's', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const answer = JSON.parse(stdout) as { study: unknown; parameters: unknown; result: unknown };
    expect(answer.study).toBe('single-arm-pilot');
    expect(RehearsalParameters.parse(answer.parameters)).toMatchObject({ participants: 3, seed: 's', power: { runs: 500 } });
    expect(RehearsalResult.parse(answer.result)).toMatchObject({ kind: 'rehearsal', participants: 3, paths: { failed: 0 }, storage: { sound: true } });
  });

  it('answers a reader, who is told that it is no data', () => {
    const { status, stdout } = rehearse('--study', template, '--participants', '2', '--no-power');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Rehearsal of "Single-arm pilot" with 2 participants \(.+ s\)\. Not data\.$/m);
    expect(stdout).toMatch(/^Paths: [12] complete, [01] left early, none failed\.$/m);
    expect(stdout).toContain('Power: not asked for.');
  });

  it('takes people from a file of settings', () => {
    const file = join(newFolder(), 'settings.json');
    writeFileSync(file, JSON.stringify({ chooser: { dropOut: 1 } }));
    const { status, stdout } = rehearse('--study', template, '--participants', '2', '--no-power', '--settings', file);
    expect(status).toBe(0);
    expect(stdout).toContain('Paths: 0 complete, 2 left early, none failed.');
    expect(rehearse('--study', template, '--settings', 'nowhere.json').stderr).toContain('The settings');
    writeFileSync(file, JSON.stringify({ chooser: { dropOut: 2 } }));
    expect(rehearse('--study', template, '--settings', file).stderr).toContain('chooser.dropOut');
  });

  it('ends with status 1 when a path does not finish, and names participant, stage and reason', () => {
    const content = readFileSync(template, 'utf8');
    const study = JSON.parse(content) as { sessions: { stages: { kind: string; survey: unknown }[] }[] };
    const profile = study.sessions[0]?.stages.find(({ kind }) => kind === 'questionnaire');
    if (profile === undefined) throw new Error('The template has changed.');
    const rule = { type: 'expression', expression: "{way} = 'out' and {way} = 'in'", text: 'There is no way on.' };
    profile.survey = { pages: [{ name: 'only', elements: [{ type: 'text', name: 'way', isRequired: true, validators: [rule] }] }] };
    const file = join(newFolder(), 'own.study.json');
    writeFileSync(file, JSON.stringify(study));
    const { status, stdout } = rehearse('--study', file, '--participants', '2', '--no-power');
    expect(status).toBe(1);
    expect(stdout).toContain('0 complete, 0 left early, 2 FAILED');
    expect(stdout).toMatch(/R00001, session 1, stage "profile": .*There is no way on\./);
  });

  it('does not begin with a study that has errors, or without one', () => {
    const file = join(newFolder(), 'own.study.json');
    writeFileSync(file, readFileSync(template, 'utf8').replace('"visavis-study"', '"another-tool"'));
    const refused = rehearse('--study', file);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain(`${file}:2: error: format:`);
    expect(rehearse().status).toBe(2);
    expect(rehearse('--study', template, '--participants', 'many')).toMatchObject({ status: 2, stdout: '' });
  });

  it('is cancelled by Ctrl+C, and leaves nothing in the temporary folder', { timeout: 60_000 }, async () => {
    const temporary = join(newFolder(), 'temporary');
    mkdirSync(temporary);
    const words = [commandLine, 'rehearse', '--study', template, '--participants', '5000', '--no-power'];
    const child = spawn(process.execPath, words, { env: { ...process.env, TMPDIR: temporary, TEMP: temporary }, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    while (!readdirSync(temporary).some((name) => name.startsWith('rehearsal-'))) await delay(20);
    await delay(300);
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(said).toBe('Cancelled. Nothing was kept.\n');
    expect(readdirSync(temporary).filter((name) => name.startsWith('rehearsal-'))).toEqual([]);
  });
});
