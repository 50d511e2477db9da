import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../storage/data-folders.ts';

const commandLine = resolve(import.meta.dirname, '../../../electron/cli/visavis.ts');
const template = resolve('resources/templates/pairwise-arena.study.json');

function visavis(...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The template with something else in it, as a file. */
function fileWith(words: string, others: string): string {
  const file = join(newFolder(), 'own.study.json');
  writeFileSync(file, readFileSync(template, 'utf8').replace(words, others));
  return file;
}

describe('study check', () => {
  it('has nothing to say about a template', () => {
    expect(visavis('study', 'check', template)).toEqual({ status: 0, stdout: `No errors, no warnings in ${template}.\n`, stderr: '' });
  });

  it('names line, field and remedy of an error, and ends with status 1', () => {
    const file = fileWith('"preferredBy": "better"', '"preferredBy": "best"');
    const { status, stdout, stderr } = visavis('study', 'check', file);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const [first, last] = stdout.trimEnd().split('\n');
    expect(first).toMatch(/:\d+: error: sessions\[0\]\.stages\[3\]\.turnSheet\.preferredBy: The sheet "vote" has no judgement "best"\. Name one of its own\.$/);
    expect(last).toBe(`1 error, no warnings in ${file}.`);
  });

  it('ends with status 0 when there is only something to weigh', () => {
    const { status, stdout } = visavis('study', 'check', fileWith('"plannedParticipants": 120', '"plannedParticipants": 100'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/:\d+: warning: analysis\.plannedParticipants: With 100 participants/);
    expect(stdout).toContain('No errors, 1 warning');
  });

  it('refuses what is no study, by what it is', () => {
    const foreign = visavis('study', 'check', fileWith('"visavis-study"', '"another-tool"'));
    expect(foreign.status).toBe(1);
    expect(foreign.stdout).toContain(':2: error: format: This file belongs to another program: its format is "another-tool"');
    const newer = visavis('study', 'check', fileWith('"formatVersion": 2', '"formatVersion": 3'));
    expect(newer.stdout).toContain(':3: error: formatVersion: This file was written by a newer version of Visavis');
    const broken = visavis('study', 'check', fileWith('"formatVersion": 2,', '"formatVersion": 2'));
    expect(broken).toMatchObject({ status: 1 });
    expect(broken.stdout).toMatch(/:4: error: The file is not readable JSON/);
  });

  it('says in a sentence that there is no such file, or no file was named', () => {
    const missing = visavis('study', 'check', join(newFolder(), 'none.study.json'));
    expect(missing).toMatchObject({ status: 1, stdout: '' });
    expect(missing.stderr).toMatch(/^The file .*none\.study\.json cannot be read \(ENOENT.*\n$/);
    expect(visavis('study', 'check')).toMatchObject({ status: 2, stdout: '' });
    expect(visavis('study', 'check', 'a', 'b')).toMatchObject({ status: 2, stdout: '' });
    expect(visavis('study')).toMatchObject({ status: 2, stdout: '' });
    expect(visavis('study', 'chekc').stderr).toContain('There is no command "study chekc".');
  });
});

describe('study schema', () => {
  it('prints a JSON Schema that names every area of a study', () => {
    const { status, stdout, stderr } = visavis('study', 'schema');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const schema = JSON.parse(stdout) as { $schema: string; required: string[]; additionalProperties: boolean };
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(Object.keys(JSON.parse(readFileSync(template, 'utf8')) as object));
  });
});
