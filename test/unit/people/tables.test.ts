import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../electron/people/write-table.ts';
import { codeFits } from '../../../shared/people/code.ts';
import { TablePreview, type ColumnMapping, type ColumnUse } from '../../../shared/contract/people.ts';
import { fieldName, fieldPath } from '../../../shared/people/fields.ts';
import type { Profile } from '../../../shared/people/participant.ts';
import { smallStudy } from '../session/small-study.ts';
import { newDesk, storeSessionOf, toTheEnd, type Desk } from './people-desk.ts';

const seed = Number(process.env['VISAVIS_TEST_SEED'] ?? Date.now() % 2 ** 31);
const studyId = smallStudy.id;

function profilesOf({ storage }: Desk): Readonly<Record<string, Profile>> {
  return Object.fromEntries(storage.listParticipants(studyId).map(({ code, profile }) => [code, profile]));
}

function takeAsSuggested({ tables }: Desk, file: string): TablePreview {
  const preview = TablePreview.parse(tables.open(studyId, file));
  tables.take(preview.tableId, preview.mapping);
  return preview;
}

describe('a table in other bytes', () => {
  it('is refused with the line where they begin', async () => {
    const desk = await newDesk();
    const refusedWith = (bytes: Uint8Array) => {
      try {
        desk.tables.open(studyId, desk.file('other.csv', bytes));
        return 'taken';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusedWith(Buffer.from('code,n\nA,ok \uFFFD\nB,', 'utf8'))).toBe('taken');
    expect(refusedWith(Buffer.concat([Buffer.from('code,n\r\nA,\uFFFD\r\nB,caf'), Buffer.from([0xe9]), Buffer.from('\n')]))).toContain('other.csv, line 3: the bytes there are not UTF-8');
    expect(refusedWith(Buffer.from('code,n\nA,ok\nB,o\0k\n'))).toContain('line 3: there is an empty byte');
    expect(refusedWith(Buffer.from('code,n\nA,ok\n', 'utf16le'))).toContain('UTF-16 without its mark');
  });
});

describe('a table that comes in', () => {
  it('becomes participants with profiles, told apart by their codes', async () => {
    const desk = await newDesk();
    const file = desk.file('people.csv', 'code,age,stated_prefs.values,stated_prefs.safety,notes\nP-1,25-34 years old,80,20,prefers mornings\nP-2,,55,,\n');
    const preview = takeAsSuggested(desk, file);
    expect(preview).toMatchObject({ rows: 2, added: 2, changed: 0, unchanged: 0, problemCount: 0, drawsCodes: false });
    expect(profilesOf(desk)).toEqual({ 'P-1': { age: '25-34 years old', stated_prefs: { values: 80, safety: 20 } }, 'P-2': { stated_prefs: { values: 55 } } });
    expect(desk.register.get(studyId, 'P-1')).toMatchObject({ origin: 'csv', status: 'invited', remarks: [{ text: 'prefers mornings', by: 'people.csv' }] });
    expect(desk.register.list(studyId).imports).toMatchObject([{ kind: 'csv', from: 'people.csv' }]);
    expect(takeAsSuggested(desk, file)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(desk.register.list(studyId).imports).toHaveLength(1);
    expect(desk.storage.listNotes(studyId, 'P-1')).toHaveLength(1);
  });

  it.each([
    ['a byte order mark and semicolons', '\uFEFFcode;mood;age\r\nP-1;"good; mostly";30\r\n\r\nP-2;"two\r\nlines";31\r\n'],
    ['tabs', 'code\tmood\tage\nP-1\tgood; mostly\t30\nP-2\t"two\r\nlines"\t31\n'],
    ['commas', 'code,mood,age\nP-1,good; mostly,30\nP-2,"two\r\nlines",31'],
  ])('may be written with %s', async (_how, text) => {
    const desk = await newDesk();
    takeAsSuggested(desk, desk.file('people.csv', text));
    expect(profilesOf(desk)).toEqual({ 'P-1': { mood: 'good; mostly', age: 30 }, 'P-2': { mood: 'two\r\nlines', age: 31 } });
  });

  it('may be in UTF-16, as spreadsheets write text with tabs, and is refused in other encodings', async () => {
    const desk = await newDesk();
    takeAsSuggested(desk, desk.file('people.txt', Buffer.from('\uFEFFcode\tmood\nP-1\tgrün\n', 'utf16le')));
    expect(profilesOf(desk)).toEqual({ 'P-1': { mood: 'grün' } });
    expect(() => desk.tables.open(studyId, desk.file('latin.csv', Buffer.from('code,mood\nP-2,grün\n', 'latin1')))).toThrow(/latin\.csv, line 2: the bytes there are not UTF-8/);
  });

  it('gets drawn codes when it has none, and finds people again by what they are called elsewhere', async () => {
    const desk = await newDesk();
    expect(takeAsSuggested(desk, desk.file('people.csv', 'user_id,age\nuser0,30\nuser1,40\n'))).toMatchObject({ drawsCodes: true, added: 2 });
    const people = desk.storage.listParticipants(studyId);
    expect(people.map(({ originId }) => originId)).toEqual(['user0', 'user1']);
    expect(people.every(({ code }) => codeFits(code) && /^[A-Z]\d-\d{3}-[A-Z\d]$/.test(code))).toBe(true);
    expect(takeAsSuggested(desk, desk.file('more.csv', 'user_id,age\nuser1,41\nuser2,50\nuser0,30\n'))).toMatchObject({ added: 1, changed: 1, unchanged: 1 });
    expect(desk.storage.listParticipants(studyId).map(({ originId, profile }) => [originId, profile['age']])).toEqual([['user0', 30], ['user1', 41], ['user2', 50]]);
  });

  it('names every problem by line and column, and takes nothing while there is one', async () => {
    const desk = await newDesk();
    desk.register.add(studyId, 'P-9');
    const lines = ['code,age', 'P-1,"thirty', 'or so"', 'P-1,31', ',32', 'no code,33', 'K7-264-A,34', 'p-9,35', 'P-2,36,37'];
    const preview = desk.tables.open(studyId, desk.file('people.csv', lines.join('\n')));
    expect(preview.problems.map(({ line, column, message }) => `${line} ${column}: ${message}`)).toEqual([
      '4 code: P-1 stands in line 2 already.',
      '5 code: The code is missing.',
      '6 code: “no code” is no code. Use up to 32 letters, digits and hyphens, beginning with a letter or digit.',
      '7 code: K7-264-A was misread or mistyped: its last character does not fit the others.',
      '9 null: The line has 3 cells, the first line names 2 columns. Check for a missing or superfluous separator.',
    ]);
    expect(preview).toMatchObject({ added: 1, changed: 1 });
    expect(preview.first.find(({ line }) => line === 8)).toMatchObject({ participantCode: 'P-9', change: 'changed' });
    expect(() => desk.tables.take(preview.tableId, preview.mapping)).toThrow('people.csv, line 4, column “code”: P-1 stands in line 2 already. There are 5 problems in all. Nothing was taken.');
    expect(profilesOf(desk)).toEqual({ 'P-9': {} });
  });

  it('leaves names and contact details out unless somebody says that they are something else', async () => {
    const desk = await newDesk();
    const preview = desk.tables.open(studyId, desk.file('people.csv', 'code,Name,E-Mail,age\nP-1,Ada Lovelace,ada@example.org,36\n'));
    expect(preview.columns.map(({ suspected }) => suspected)).toEqual([null, 'Looks like a name.', 'Looks like an e-mail address.', null]);
    expect(preview.mapping.map(({ kind }) => kind)).toEqual(['code', 'leave-out', 'leave-out', 'profile']);
    const withName = (confirmed: boolean): ColumnMapping => preview.mapping.map((use, index) => (index === 1 ? { kind: 'profile', field: 'name', confirmed } : use));
    expect(desk.tables.preview(preview.tableId, withName(false))).toMatchObject({ problemCount: 1, problems: [{ line: null, column: 'Name' }] });
    const asNote: ColumnMapping = preview.mapping.map((use, index) => (index === 2 ? { kind: 'note' } : use));
    expect(desk.tables.preview(preview.tableId, asNote)).toMatchObject({ problemCount: 1, problems: [{ column: 'E-Mail' }] });
    desk.tables.take(preview.tableId, preview.mapping);
    expect(profilesOf(desk)).toEqual({ 'P-1': { age: 36 } });
    expect(readFileSync(desk.storage.file).includes('ada@example.org')).toBe(false);
  });

  it('cannot give one field two values, nor one person another name', async () => {
    const desk = await newDesk();
    takeAsSuggested(desk, desk.file('first.csv', 'code,user_id\nP-1,user0\nP-2,user1\n'));
    const twice = desk.tables.open(studyId, desk.file('twice.csv', 'code,a,b\nP-1,1,2\n'));
    const both: ColumnMapping = [{ kind: 'code' }, { kind: 'profile', field: 'x', confirmed: false }, { kind: 'profile', field: 'x', confirmed: false }];
    expect(desk.tables.preview(twice.tableId, both).problems).toMatchObject([{ line: null, column: 'b' }]);
    const parts = desk.tables.open(studyId, desk.file('parts.csv', 'code,x,x.y\nP-1,1,\nP-2,,2\nP-3,1,2\n'));
    expect(parts.problems).toMatchObject([{ line: 4, column: 'x.y' }]);
    const swapped = desk.tables.open(studyId, desk.file('swapped.csv', 'code,user_id\nP-1,user1\nP-2,user7\n'));
    expect(swapped.problems.map(({ line, message }) => [line, message])).toEqual([
      [2, '“user1” is P-2 in the register. Check who this is.'],
      [3, 'P-2 is known as “user1” elsewhere, not as “user7”. Check who this is.'],
    ]);
  });

  it('names the line on which a row begins, whatever ends lines and whatever stands in cells', async () => {
    const desk = await newDesk();
    const windows = '\uFEFFcode;age;text\r\nP-1;30;"first\r\nsecond"\r\n\r\n;31;x\r\n;;\r\n  \r\n;32;"one\r\n\r\ntwo"\r\n;33;x\r\n';
    const preview = desk.tables.open(studyId, desk.file('windows.csv', windows));
    expect(preview.rows).toBe(4);
    expect(preview.first.map(({ line, change }) => [line, change])).toEqual([[2, 'added'], [5, 'refused'], [8, 'refused'], [11, 'refused']]);
    expect(preview.problems.map(({ line, column }) => [line, column])).toEqual([[5, 'code'], [8, 'code'], [11, 'code']]);
    const mixed = desk.tables.open(studyId, desk.file('mixed.csv', '\ncode,age\r\nP-1,1\nP-2,2\r\n,3\rP-4,4\n'));
    expect(mixed.first.map(({ line, change }) => [line, change])).toEqual([[3, 'added'], [4, 'added'], [5, 'refused'], [6, 'added']]);
    const unclosed = `code,a\nP-0,"two\nlines"\n\nP-1,"never closed\n${Array.from({ length: 50 }, (_, number) => `Q-${number},x\n`).join('')}`;
    expect(() => desk.tables.open(studyId, desk.file('unclosed.csv', unclosed))).toThrow(/^unclosed\.csv, line 5: the table breaks off here \(Quote Not Closed: [^0-9]+\) Check/);
  });

  it('is taken with ten thousand rows for which codes are drawn, in the time of one breath', async () => {
    const desk = await newDesk();
    const rows = Array.from({ length: 10_000 }, (_, number) => `someone-${number},${20 + (number % 60)},"Likes ""tea"", and number ${number}"\n`);
    const began = performance.now();
    expect(takeAsSuggested(desk, desk.file('many.csv', `user_id,age,words\n${rows.join('')}`)).added).toBe(10_000);
    expect(new Set(desk.storage.listParticipants(studyId).map(({ code }) => code)).size).toBe(10_000);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('is refused with its place when it is no table, and forgotten when another is opened', async () => {
    const desk = await newDesk();
    expect(() => desk.tables.open(studyId, desk.file('broken.csv', 'code,a\nP-1,"open\n'))).toThrow(/^broken\.csv, line \d+: the table breaks off here/);
    expect(() => desk.tables.open(studyId, desk.file('empty.csv', 'code,a\n'))).toThrow(/holds no participants/);
    expect(() => desk.tables.open(studyId, join(desk.storage.folder, 'none.csv'))).toThrow(/cannot be read/);
    const first = desk.tables.open(studyId, desk.file('a.csv', 'code\nP-1\n'));
    desk.tables.open(studyId, desk.file('b.csv', 'code\nP-2\n'));
    expect(() => desk.tables.take(first.tableId, first.mapping)).toThrow('This table is no longer open.');
  });
});

describe('a table that goes out', () => {
  it('says how far everybody is, and changes nothing when it comes in again', async () => {
    const desk = await newDesk();
    takeAsSuggested(desk, desk.file('people.csv', 'code,user_id,age,status,mood\nP-1,007,30,calm,=1+1\nP-2,=user,"""31""",,-\n'));
    storeSessionOf(desk, 'P-1', toTheEnd);
    desk.register.exclude(studyId, 'P-2', { reason: '@home, not here', by: 'MM' });
    const file = join(desk.storage.folder, 'out.csv');
    await desk.tables.export(studyId, file);
    const [header, first, second] = readFileSync(file, 'utf8').split('\n');
    expect(header).toBe('participant_code,origin_id,age,mood,status,visavis_status,visavis_sessions_held,visavis_consent_version,visavis_consented_at,visavis_exclusion_reason');
    expect(first).toMatch(/^P-1,007,30,"""=1\+1""",calm,complete,1,\S+,\d{4}-\d\d-\d\dT[\d:.]+Z,$/);
    expect(second).toBe('P-2,"""=user""","""31""","""-""",,excluded,0,,,"""@home, not here"""');
    const before = desk.storage.listParticipants(studyId);
    expect(takeAsSuggested(desk, file)).toMatchObject({ added: 0, changed: 0, unchanged: 2, problemCount: 0 });
    expect(desk.storage.listParticipants(studyId)).toEqual(before);
    expect(desk.register.erasure(studyId, 'P-1').copies).toMatchObject([{ kind: 'participants-csv', where: file, exists: true }]);
  });

  it(`makes the same profiles again elsewhere, whatever stands in them (seed ${seed})`, { timeout: 60_000 }, async () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('', '=1', 'a;=1', ' x ', '007', 'true', 'null', '{"a":1}', 'participant_code', 'visavis_status', 'a.b', '__proto__', 'x\r\ny'));
    // No backslashes: V8 takes the name `x"` for `x\` when it read an object with the name `x\` in the same place before.
    const key = text.filter((name) => name !== '' && !name.includes('\\') && JSON.stringify(name).length < 60);
    const value = fc.oneof(text, fc.jsonValue(), fc.dictionary(key, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))));
    const people = fc.array(fc.dictionary(key, value), { minLength: 1, maxLength: 5 });
    const here = await newDesk();
    const there = await newDesk();
    let run = 0;
    fc.assert(
      fc.property(people, (profiles) => {
        run += 1;
        const codes = profiles.map((_, index) => `P-${run}-${index}`);
        const add = profiles.map((profile, index) => ({ code: codes[index] ?? '', origin: 'app' as const, originId: `=${run}/${index}`, profile: profile as Profile }));
        here.storage.changePeople(studyId, { add, profiles: [], notes: [], run: null });
        const ofThisRun = here.register.people(studyId).filter(({ registered }) => codes.includes(registered.code));
        const preview = there.tables.open(studyId, there.file('out.csv', tableOf(ofThisRun)));
        const mapping = preview.mapping.map((use, index): ColumnUse => {
          const { name = '', suspected = null } = preview.columns[index] ?? {};
          return use.kind === 'leave-out' && suspected !== null ? { kind: 'profile', field: fieldName(fieldPath(name)), confirmed: true } : use;
        });
        there.tables.take(preview.tableId, mapping);
        for (const code of codes) {
          const [mine, theirs] = [here, there].map(({ storage }) => storage.readParticipant(studyId, code));
          expect(theirs?.profile).toEqual(mine?.profile);
          expect(theirs?.originId).toBe(mine?.originId);
        }
      }),
      { seed, numRuns: 60 },
    );
  });
});
