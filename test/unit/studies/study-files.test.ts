import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStudyFiles, readStudyText, StudyFileError } from '../../../electron/studies/study-files.ts';
import { fieldName } from '../../../shared/study/problem.ts';
import { newFolder } from '../storage/data-folders.ts';

const prismX = readFileSync('resources/templates/prism-x.study.json', 'utf8');

/** Line and field of everything that is said about a text. */
function told(text: string): readonly string[] {
  const { problems, lineOf } = readStudyText(text);
  return problems.map(({ path, code }) => `${lineOf(path)} ${fieldName(path)} ${code}`);
}

function lineWith(text: string, words: string): number {
  return text.slice(0, text.indexOf(words)).split('\n').length;
}

describe('the text of a study file', () => {
  it('is a study when all is well', () => {
    expect(readStudyText(prismX)).toMatchObject({ ok: true, study: { id: 'prism-x' }, problems: [] });
  });

  it('is told the line of a field that is out of order', () => {
    const broken = prismX.replace('"sendTo": "all"', '"sendTo": "some"');
    expect(readStudyText(broken)).toMatchObject({ ok: false, study: null });
    expect(told(broken)).toEqual([`${lineWith(broken, '"sendTo"')} sessions[0].stages[3].layout.sendTo unknown-value`]);
  });

  it('is told the line of a field with a slip of the pen, and where the right one is missing', () => {
    const broken = prismX.replace('"timeLimitSeconds"', '"timeLimit"');
    const stage = lineWith(broken, '"kind": "practice"') - 1;
    expect(told(broken)).toEqual([
      `${stage} sessions[0].stages[3].timeLimitSeconds missing`,
      `${lineWith(broken, '"timeLimit"')} sessions[0].stages[3].timeLimit unknown-field`,
    ]);
  });

  it('is a study, to be kept as a draft, when only something does not make sense together', () => {
    const broken = prismX.replace('"of": "conversations"', '"of": "talks"');
    expect(readStudyText(broken)).toMatchObject({ ok: true, study: { id: 'prism-x' } });
    expect(told(broken)).toEqual([`${lineWith(broken, '"of": "talks"')} sessions[0].stages[6].of repeats-of-unknown`]);
  });

  it('is told where it stops being JSON', () => {
    const broken = prismX.replace('"formatVersion": 2,', '"formatVersion": 2');
    expect(told(broken)).toEqual(['4  not-json']);
    expect(told('')).toEqual(['1  not-json']);
    expect(told(prismX.slice(0, 200))).toHaveLength(1);
    expect(told('['.repeat(200_000))).toEqual(['1  not-json']);
    expect(told(`// a study\n${prismX}`)).toEqual(['1  not-json']);
  });

  it('is refused when it is nested beyond all reason', () => {
    expect(told(`{"format": "visavis-study", "arms": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toEqual(['1  too-deep']);
  });

  it('may begin with a byte order mark and may end its lines as Windows does', () => {
    const windows = `\uFEFF${prismX.replaceAll('\n', '\r\n')}`;
    expect(readStudyText(windows)).toMatchObject({ ok: true, problems: [] });
    expect(told(windows.replace('"id": "pooled"', '"id": "Pooled"'))).toEqual([`${lineWith(prismX, '"id": "pooled"')} arms[2].id not-an-identifier`]);
  });

  it('of version 1 is told the line in its own terms', () => {
    const old = readFileSync('test/unit/study/files/version-1.study.json', 'utf8');
    const broken = old.replace('"best": "best"', '"best": ""');
    expect(told(broken)).toEqual([`${lineWith(broken, '"best": ""')} stages[3].judgements.ranking.best text-empty`]);
    const twice = old.replace('"id": "debrief"', '"id": "consent"');
    expect(told(twice)).toContain(`${lineWith(twice, '"kind": "debrief"') + 1} sessions[0].stages[6].id duplicate-stage`);
  });
});

describe('the line of a field', () => {
  it('is the one on which its name stands, for every field of a file', () => {
    const { lineOf } = readStudyText(prismX);
    const lines = prismX.split('\n');
    const check = (value: unknown, path: readonly (string | number)[]): number => {
      const [key] = path.slice(-1);
      if (typeof key === 'string') expect(lines[lineOf(path) - 1]).toContain(`"${key}":`);
      if (typeof value !== 'object' || value === null) return 1;
      const members: readonly (readonly [string | number, unknown])[] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
      return members.reduce((count, [name, member]) => count + check(member, [...path, name]), 1);
    };
    expect(check(JSON.parse(prismX), [])).toBeGreaterThan(1_000);
  });
});

describe('the folder of built-in studies', () => {
  it('is read in the order of names, other files left alone', () => {
    expect(readStudyFiles('resources/templates').map(({ id }) => id)).toEqual(['pairwise-arena', 'prism-2024', 'prism-x', 'single-arm-pilot']);
  });

  it('is refused at the first file with an error, by file, line and field, and warnings are no reason', () => {
    const folder = newFolder();
    const file = join(folder, 'own.study.json');
    writeFileSync(file, prismX.replace('"plannedParticipants": 528', '"plannedParticipants": 5'));
    expect(readStudyFiles(folder)).toHaveLength(1);
    const broken = prismX.replace('"of": "conversations"', '"of": "talks"');
    writeFileSync(file, broken);
    expect(() => readStudyFiles(folder)).toThrow(StudyFileError);
    expect(() => readStudyFiles(folder)).toThrow(
      `The study file ${file} cannot be used. Line ${lineWith(broken, '"of": "talks"')}, field "sessions[0].stages[6].of": The study has no stage "talks".`,
    );
  });
});
