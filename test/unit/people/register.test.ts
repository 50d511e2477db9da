import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Register } from '../../../electron/people/register.ts';
import { studyOfRegister } from '../../../electron/people/study-of-register.ts';
import { PersonView } from '../../../shared/contract/people.ts';
import { codeFits, drawCode } from '../../../shared/people/code.ts';
import { statusOf, type SessionWithConsent } from '../../../shared/people/status.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { smallStudy } from '../session/small-study.ts';
import { newDesk, storeSessionOf, toTheEnd } from './people-desk.ts';

const studyId = smallStudy.id;
const why = { reason: 'asked for it', by: 'MM' };
const [only] = smallStudy.sessions;
if (!only) throw new Error('The small study has no session.');
const conversations = only.stages.find((stage) => stage.kind === 'conversations');
if (conversations?.kind !== 'conversations') throw new Error('The small study has no conversations.');
/** Two sessions; in the second, one conversation of the first is judged once more. */
const twice: Study = {
  ...smallStudy,
  sessions: [
    only,
    {
      ...only,
      id: 'second',
      title: 'Second',
      gap: { minimumDays: 0, maximumDays: 3_650 },
      stages: [
        { kind: 'repeats', id: 'again', title: 'Again', of: conversations.id, count: 2, prompt: 'Once more', sheets: conversations.sheets.slice(0, 1).map(({ id }) => id) },
        ...only.stages.filter((stage) => stage.kind === 'debrief').map((stage) => ({ ...stage, id: 'farewell' })),
      ],
    },
  ],
};

function refusal(code: string): Error {
  return expect.objectContaining({ name: 'CallRefusal', code }) as Error;
}

describe('how far a participant is', () => {
  const session = (part: Partial<SessionWithConsent>): SessionWithConsent => ({
    sessionId: 's1', participantCode: 'K7', sessionNumber: 1, row: null, stratum: null, status: 'running', standing: 'kept',
    startedAtUtcMilliseconds: 0, endedAtUtcMilliseconds: null, firstRevealedAtUtcMilliseconds: null, consentGiven: false, ...part,
  });

  it('goes from invited over consented and in progress to complete', () => {
    const status = (...sessions: readonly SessionWithConsent[]) => statusOf(null, sessions, twice);
    expect(status()).toBe('invited');
    expect(status(session({}))).toBe('invited');
    expect(status(session({ consentGiven: true }))).toBe('consented');
    expect(status(session({ consentGiven: true, firstRevealedAtUtcMilliseconds: 1 }))).toBe('in-progress');
    expect(status(session({ status: 'complete', consentGiven: true, firstRevealedAtUtcMilliseconds: 1 }))).toBe('in-progress');
    expect(status(session({ status: 'complete' }), session({ sessionNumber: 2, status: 'complete' }))).toBe('complete');
    expect(status(session({ status: 'ended', standing: 'voided', consentGiven: true, firstRevealedAtUtcMilliseconds: 1 }))).toBe('invited');
    expect(status(session({ status: 'ended', standing: 'withdrawn' }))).toBe('withdrawn');
  });
});

describe('the register', () => {
  it('gives everybody a code of their own, and takes no other that is misread or taken', async () => {
    const { register } = await newDesk();
    const { participantCode } = register.add(studyId, null);
    expect(codeFits(participantCode)).toBe(true);
    expect(() => register.add(studyId, participantCode.toLowerCase())).toThrow(refusal('participant-exists'));
    expect(() => register.add(studyId, `${participantCode.slice(0, -1)}${participantCode.endsWith('A') ? 'C' : 'A'}`)).toThrow(refusal('code-mistyped'));
    register.add(studyId, 'P-1');
    expect(register.list(studyId).people.map((person) => [person.participantCode, person.status])).toEqual([[participantCode, 'invited'], ['P-1', 'invited']]);
    expect(() => register.list('no-such-study')).toThrow(refusal('unknown-study'));
    expect(() => register.get(studyId, 'P-2')).toThrow(refusal('unknown-participant'));
  });

  it('shows consents with version and time, sessions, what comes next and what is judged again', async () => {
    const desk = await newDesk(twice);
    desk.register.add(studyId, 'P-1');
    expect(desk.register.get(studyId, 'P-1')).toMatchObject({ status: 'invited', next: { kind: 'due', sessionNumber: 1 }, repeatsDue: 0 });
    const sessionId = storeSessionOf(desk, 'P-1', toTheEnd, twice);
    const person = PersonView.parse(desk.register.get(studyId, 'P-1'));
    expect(person).toMatchObject({ status: 'in-progress', sessionsHeld: 1, next: { kind: 'due', sessionNumber: 2 }, sessions: [{ sessionId, standing: 'kept', status: 'complete' }] });
    expect(person.consents).toMatchObject([{ given: true, sessionId }]);
    expect(person.consents[0]?.version).not.toBe('');
    expect(person.repeatsDue).toBe(2);
  });

  it('keeps what is known by field, and refuses what looks like a contact detail', async () => {
    const { register } = await newDesk();
    register.add(studyId, 'P-1');
    register.setField(studyId, 'P-1', 'stated_prefs.values', 80);
    expect(register.setField(studyId, 'P-1', 'age', '25-34 years old').profile).toEqual({ age: '25-34 years old', stated_prefs: { values: 80 } });
    expect(register.list(studyId).fields).toEqual(['age', 'stated_prefs.values']);
    expect(register.setField(studyId, 'P-1', 'stated_prefs.values', null).profile).toEqual({ age: '25-34 years old' });
    expect(() => register.setField(studyId, 'P-1', 'phone number', '1')).toThrow(refusal('contact-detail'));
    expect(() => register.setField(studyId, 'P-1', 'reach', 'ada@example.org')).toThrow('“reach” looks like an e-mail address.');
  });

  it('excludes with a reason and readmits with another, and both stay', async () => {
    const { register, schedule } = await newDesk();
    register.add(studyId, 'P-1');
    expect(register.exclude(studyId, 'P-1', { reason: 'under age', by: 'MM' })).toMatchObject({ status: 'excluded', excluded: { reason: 'under age', by: 'MM' }, next: null });
    expect(schedule.next(studyId, 'p-1')).toEqual({ kind: 'excluded' });
    expect(() => register.exclude(studyId, 'P-1', why)).toThrow(refusal('participant-excluded'));
    const back = register.readmit(studyId, 'P-1', { reason: 'was of age', by: 'AB' });
    expect(back).toMatchObject({ status: 'invited', excluded: null });
    expect(back.remarks.map(({ text }) => text)[0]).toMatch(/^Readmitted: was of age \(Excluded on \d{4}-\d\d-\d\d by MM: under age\)$/);
    expect(() => register.readmit(studyId, 'P-1', why)).toThrow(refusal('not-excluded'));
  });

  it('takes a withdrawal, keeps what was given, and leaves an open session to its own screen', async () => {
    const desk = await newDesk(twice);
    storeSessionOf(desk, 'P-1', toTheEnd, twice);
    storeSessionOf(desk, 'P-2', (session) => session.reach('consent'), twice);
    expect(desk.schedule.due().map(({ participantCode }) => participantCode)).toEqual(['P-1']);
    expect(desk.register.withdraw(studyId, 'P-1', why)).toMatchObject({ status: 'withdrawn', sessionsHeld: 1, withdrawn: { reason: 'asked for it', by: 'MM' } });
    expect(desk.schedule.due()).toEqual([]);
    expect(() => desk.register.withdraw(studyId, 'P-1', why)).toThrow(refusal('participant-withdrawn'));
    expect(() => desk.register.withdraw(studyId, 'P-2', why)).toThrow(refusal('session-running'));
    expect(() => desk.register.exclude(studyId, 'P-2', why)).toThrow(refusal('session-running'));
    expect(desk.register.get(studyId, 'P-2').status).toBe('invited');
  });

  it('erases with the code typed once more, and says which copies still hold the words', async () => {
    const desk = await newDesk();
    const { register, storage, live } = desk;
    storeSessionOf(desk, 'P-1', toTheEnd);
    register.setField(studyId, 'P-1', 'self_description', 'I collect lighthouses.');
    register.addNote(studyId, 'P-1', { text: 'came early', by: 'MM' });
    const exported = join(storage.folder, 'participants.csv');
    await desk.tables.export(studyId, exported);
    const backup = await storage.backup();
    storage.recordCopy({ kind: 'tuning', where: 'https://tuning.example/v1', people: [{ studyId, participantCode: 'P-1' }] });
    const before = register.erasure(studyId, 'P-1');
    expect(before).toMatchObject({ sessions: 1, notes: 1, importedConversations: 0 });
    expect(before.copies.map(({ kind, where, exists }) => [kind, where, exists])).toEqual(
      expect.arrayContaining([['participants-csv', exported, true], ['backup', backup.file, true], ['tuning', 'https://tuning.example/v1', null]]),
    );
    expect(() => register.erase(studyId, 'P-1', 'P1', why)).toThrow(refusal('code-differs'));
    live.isRunning = true;
    expect(() => register.erase(studyId, 'P-1', 'P-1', why)).toThrow(refusal('session-running'));
    live.isRunning = false;
    rmSync(exported);
    const erased = register.erase(studyId, 'P-1', 'P-1', why);
    expect(erased).toMatchObject({ sessions: 1, notes: 1 });
    expect(erased.events).toBe(before.events);
    expect(erased.copies.find(({ kind }) => kind === 'participants-csv')).toMatchObject({ exists: false });
    expect(erased.copies.find(({ kind }) => kind === 'backup')).toMatchObject({ exists: true });
    expect(register.get(studyId, 'P-1')).toMatchObject({ status: 'erased', profile: {}, remarks: [], erased: { reason: 'asked for it', by: 'MM' } });
    expect(desk.schedule.next(studyId, 'P-1')).toEqual({ kind: 'erased' });
    expect(() => register.setField(studyId, 'P-1', 'age', 30)).toThrow(refusal('participant-erased'));
    await storage.backup();
    expect(register.erasure(studyId, 'P-1').copies.filter(({ kind }) => kind === 'backup')).toHaveLength(1);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    await desk.tables.export(studyId, exported);
    const preview = desk.tables.open(studyId, exported);
    expect(preview).toMatchObject({ unchanged: 1, problemCount: 0 });
  });

  it('names the endpoints that were sent something, but those of conversations only once they can give no arm away', async () => {
    const elsewhere = { ...smallStudy, arms: smallStudy.arms.map((arm, index) => ({ ...arm, model: { ...arm.model, providerId: index === 0 ? 'practice' : 'house' } })) };
    const desk = await newDesk(elsewhere);
    storeSessionOf(desk, 'P-1', toTheEnd, elsewhere);
    storeSessionOf(desk, 'P-2', toTheEnd, elsewhere);
    const people = [{ studyId, participantCode: 'P-1' }];
    for (const endpoint of ['house: https://llm.example/v1', 'practice: practice', 'house: https://llm.example/v1']) desk.storage.recordCopy({ kind: 'summary', where: endpoint, people });
    const summary = { kind: 'summary', where: 'house: https://llm.example/v1', exists: null, madeAtUtcMilliseconds: expect.any(Number) as number };
    expect(desk.register.erasure(studyId, 'P-1').copies).toEqual([summary]);
    const lastCall = desk.storage.select("SELECT max(model_call.started_utc_milliseconds) AS last FROM model_call JOIN session USING (session_id) WHERE participant_code = 'P-1' AND provider_id = 'house'")[0]?.['last'];
    const erased = desk.register.erase(studyId, 'P-1', 'P-1', why);
    const sent = { kind: 'conversation', where: 'house: practice', exists: null, madeAtUtcMilliseconds: lastCall };
    expect(erased.copies).toHaveLength(2);
    expect(erased.copies).toEqual(expect.arrayContaining([summary, sent]));
    expect(desk.register.erasure(studyId, 'P-1').copies).toHaveLength(2);
    expect(desk.register.erasure(studyId, 'P-2').copies).toEqual([]);
  });

  it('knows of a copy before its first byte is written, and of what an export that was killed left beside its place', async () => {
    const desk = await newDesk();
    desk.register.add(studyId, 'P-1');
    const table = join(desk.storage.folder, 'register.csv');
    const writing = desk.tables.export(studyId, table);
    expect(desk.register.erase(studyId, 'P-1', 'P-1', why).copies.map(({ kind, where }) => [kind, where])).toContainEqual(['participants-csv', table]);
    await writing;
    await desk.tables.export(studyId, table);
    const left = join(desk.storage.folder, '.register.csv.partial-x7Gh2k');
    mkdirSync(left);
    expect(desk.register.erasure(studyId, 'P-1').copies.map(({ where, exists }) => [where, exists])).toEqual([[table, true], [left, true]]);
  });

  it('lists databases that were set aside, as long as they may hold the person', async () => {
    const desk = await newDesk();
    desk.register.add(studyId, 'P-1');
    const stampOf = (milliseconds: number): string => new Date(milliseconds).toISOString().replaceAll(/[:.]/g, '-');
    const [before, after] = [Date.now() - 60_000, Date.now() + 60_000].map((at) => join(desk.storage.folder, 'damaged', stampOf(at)));
    for (const folder of [before, after, `${after}-2`, join(desk.storage.folder, 'damaged', 'something else')]) mkdirSync(folder ?? '', { recursive: true });
    const set = desk.register.erasure(studyId, 'P-1').copies.map(({ kind, where, exists }) => [kind, where, exists]);
    expect(set.toSorted()).toEqual([['damaged', after, true], ['damaged', `${after}-2`, true]]);
    expect(desk.register.erase(studyId, 'P-1', 'P-1', why).copies).toHaveLength(2);
  });

  it('takes no table in that brings somebody erased back by their name elsewhere', async () => {
    const desk = await newDesk();
    const first = desk.tables.open(studyId, desk.file('first.csv', 'user_id,age\nuser1,30\nuser2,40\n'));
    const mapping = [{ kind: 'origin-id' }, { kind: 'profile', field: 'age', confirmed: false }] as const;
    const { people } = desk.tables.take(first.tableId, [...mapping]);
    const code = people.find(({ originId }) => originId === 'user2')?.participantCode ?? '';
    desk.register.erase(studyId, code, code, why);
    const again = desk.tables.open(studyId, desk.file('again.csv', 'user_id,age\nuser1,30\nuser2,40\n'));
    const preview = desk.tables.preview(again.tableId, [...mapping]);
    expect(preview).toMatchObject({ added: 0, unchanged: 1, problems: [{ line: 3, message: expect.stringContaining(`${code} was erased`) as string }] });
    expect(() => desk.tables.take(again.tableId, [...mapping])).toThrow(refusal('table-problems'));
  });

  it('does not erase somebody whose session is open', async () => {
    const desk = await newDesk();
    storeSessionOf(desk, 'P-1', (session) => session.reach('consent'));
    expect(() => desk.register.erase(studyId, 'P-1', 'P-1', why)).toThrow(refusal('session-running'));
  });
});

describe('who may begin a session', () => {
  const request = (participantCode: string) => ({ studyId, participantCode, moderator: 'MM', stratum: null, replaces: null, outsideGap: null });

  it('is nobody who was excluded, has withdrawn or was erased', async () => {
    const { register, schedule } = await newDesk();
    for (const code of ['P-1', 'P-2', 'P-3']) register.add(studyId, code);
    expect(schedule.plan(request('P-1'))).toMatchObject({ participantCode: 'P-1', sessionNumber: 1 });
    register.exclude(studyId, 'P-1', why);
    register.withdraw(studyId, 'P-2', why);
    register.erase(studyId, 'P-3', 'P-3', why);
    expect(() => schedule.plan(request('P-1'))).toThrow(refusal('participant-excluded'));
    expect(() => schedule.plan(request('P-2'))).toThrow(refusal('participant-withdrawn'));
    expect(() => schedule.plan(request('P-3'))).toThrow(refusal('participant-erased'));
  });

  it('is nobody with a mistyped code, and the one who is known however the code is typed', async () => {
    const { register, schedule } = await newDesk();
    const code = drawCode([], () => 3);
    const wrong = `${code.slice(0, -1)}${code.endsWith('A') ? 'C' : 'A'}`;
    expect(schedule.next(studyId, wrong)).toEqual({ kind: 'mistyped' });
    expect(() => schedule.plan(request(wrong))).toThrow(refusal('code-mistyped'));
    register.add(studyId, code);
    expect(schedule.plan(request(code.toLowerCase())).participantCode).toBe(code);
  });
});

describe('a study that was never locked', () => {
  it('has a register, so that its prompts can be tried on people, and no sessions to begin', async () => {
    const { storage, schedule } = await newDesk();
    const draft = { ...smallStudy, id: 'still-a-draft', title: 'Still a draft' };
    storage.saveStudyDraft({ studyId: draft.id, title: draft.title, madeFrom: null, content: draft });
    const register = new Register({ storage, studyFor: studyOfRegister(schedule, storage), current: { isRunning: () => false }, now: Date.now });
    const { participantCode } = register.add(draft.id, null);
    expect(register.list(draft.id)).toMatchObject({ title: 'Still a draft', people: [{ participantCode, status: 'invited', next: null }] });
  });

  it('whose draft makes no sense yet says so', async () => {
    const { storage, schedule } = await newDesk();
    storage.saveStudyDraft({ studyId: 'half', title: 'Half', madeFrom: null, content: { title: 'Half' } });
    expect(() => studyOfRegister(schedule, storage)('half', [])).toThrow('cannot be read yet');
    expect(() => studyOfRegister(schedule, storage)('nobody-knows', [])).toThrow('no such study');
  });
});
