import { describe, expect, it } from 'vitest';
import { codebook } from '../../../shared/exchange/codebook.ts';
import { rowFiles } from '../../../shared/exchange/files.ts';
import { SessionEvent } from '../../../shared/session/events.ts';

describe('the codebook', () => {
  const text = codebook();
  const chapter = (title: string) => text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';

  it('explains every column of every file', () => {
    for (const { name, schema } of rowFiles) {
      const rows = chapter(name).split('\n').filter((line) => line.startsWith('| `'));
      for (const column of Object.keys(schema.shape)) {
        expect([name, column, rows.some((row) => row.startsWith(`| \`${column}\` |`))]).toEqual([name, column, true]);
      }
    }
  });

  it('leaves no meaning empty and no missing value unexplained', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| `') && line.split(' | ').length > 3);
    const unexplained = rows.filter((row) => {
      const [, , , , meaning = '', missing = ''] = row.slice(2, -2).split(/ ?\| ?/);
      return meaning.trim() === '' || missing.trim() === '';
    });
    expect(rows.length).toBeGreaterThan(400);
    expect(unexplained).toEqual([]);
    for (const { name } of rowFiles.slice(1)) expect([name, /\| null \|$/m.test(chapter(name))]).toEqual([name, false]);
  });

  it('lists every kind of event', () => {
    const kinds = SessionEvent.options.map((option) => option.shape.kind.value);
    for (const kind of kinds) expect(text).toContain(`\n### ${kind}\n`);
  });

  it('says what an analyst must know about ratings, ranks, missing values and spreadsheets', () => {
    expect(chapter('responses.csv')).toMatch(/Only shown responses are to be analysed/);
    expect(chapter('choices.csv')).toMatch(/are one observation/);
    expect(chapter('Conventions')).toMatch(/presented_position/);
    expect(chapter('rankings.csv')).toMatch(/`1 = best`/);
    expect(chapter('Conventions')).toMatch(/empty field without quotation marks/);
    expect(chapter('Conventions')).toMatch(/run it as a formula/);
  });
});
