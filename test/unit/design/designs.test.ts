import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDesignResources } from '../../../electron/design/design-resources.ts';
import { allocationListOf, Designs } from '../../../electron/design/designs.ts';
import { protocolSummary } from '../../../electron/design/protocol-summary.ts';
import { Schedule, type SessionRequest } from '../../../electron/schedule/schedule.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { StudyShelf } from '../../../electron/studies/study-shelf.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import { DesignList, DesignView } from '../../../shared/contract/design.ts';
import { ProgressView } from '../../../shared/contract/schedule.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { checkStudy } from '../../../shared/study/problems.ts';
import { PlayedSession } from '../session/play.ts';
import { fullStudy, smallStudy, withStages } from '../session/small-study.ts';

const day = 24 * 60 * 60 * 1_000;
let folder: string;
let storage: Storage;
let shelf: StudyShelf;
let designs: Designs;
let schedule: Schedule;
/** UTC milliseconds; sessions in these tests are played at a fixed time. */
let now = 1_800_000_000_000;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-designs-'));
  storage = await openStorage(folder);
  shelf = new StudyShelf([], storage);
  designs = new Designs(storage, shelf, () => readDesignResources('resources'), () => now);
  schedule = new Schedule(storage, shelf, () => now);
  now = 1_800_000_000_000;
});
afterEach(() => {
  storage.close();
  rmSync(folder, { recursive: true });
});

function locked(study: Study): string {
  const studyId = designs.adopt(study);
  designs.lock(studyId, { lockedBy: 'MM', reason: null, statement: null });
  return studyId;
}

function request(studyId: string, participantCode: string, part: Partial<SessionRequest> = {}): SessionRequest {
  return { studyId, participantCode, moderator: 'MM', stratum: null, replaces: null, outsideGap: null, ...part };
}

/** Plans a session, plays it to the end or to a point of choice, and stores what happened. */
function hold(asked: SessionRequest, play: (session: PlayedSession) => void = toTheEnd): PlayedSession {
  const session = new PlayedSession(schedule.plan(asked).study, 'seed', schedule.plan(asked));
  play(session);
  storage.appendEvents(`${asked.participantCode}-${session.state.sessionNumber}-${session.state.row}`, session.events.map(({ sequence: _sequence, at, actor, ...event }) => ({ event, at, actor })));
  return session;
}

function toTheEnd(session: PlayedSession): void {
  while (session.state.status === 'running') session.completeStep();
}

function end(standing: 'withdrawn' | 'voided') {
  return (session: PlayedSession): void => session.must({ kind: 'session/end', reason: 'Test', standing }, 'moderator');
}

describe('a study that is designed', () => {
  it('begins from nothing with a name of its own, and says what it lacks', () => {
    const view = DesignView.parse(designs.create('Übung, Nr. 1', { kind: 'nothing' }));
    expect(view).toMatchObject({ studyId: 'ubung-nr-1', isDraft: true, origin: null, versions: [] });
    expect(DesignList.parse(designs.list()).designs[0]?.errors).toBeGreaterThan(0);
    expect(designs.create('Übung, Nr. 1', { kind: 'nothing' }).studyId).toBe('ubung-nr-1-2');
  });

  it('is sound as soon as it is made from a template, and knows what it was made from', () => {
    for (const { templateId } of designs.list().templates) {
      const view = designs.create(`My ${templateId}`, { kind: 'template', templateId });
      expect(checkStudy(view.content).filter((problem) => problem.severity === 'error')).toEqual([]);
      expect(view.origin?.content).toMatchObject({ id: templateId });
      const versionToo = designs.lock(view.studyId, { lockedBy: 'MM', reason: null, statement: null });
      expect(versionToo.origin?.content).toMatchObject({ id: templateId });
    }
  });

  it('is kept as a draft with errors, but not locked', () => {
    const { studyId } = designs.create('Half a study', { kind: 'nothing' });
    designs.save(studyId, { format: 'visavis-study', title: 'Half' });
    expect(designs.list().designs[0]).toMatchObject({ title: 'Half', versions: [] });
    expect(() => designs.lock(studyId, { lockedBy: 'MM', reason: null, statement: null })).toThrow(/cannot be locked yet/);
    expect(storage.listVersions()).toEqual([]);
  });

  it('is refused as a file with line and field, and then nothing has changed', () => {
    const broken = JSON.stringify(smallStudy, null, 2).replace('"significance": 0.05', '"significance": "often"');
    const result = designs.importText(broken, 'broken.study.json');
    if (result.kind !== 'refused') throw new Error('It was taken.');
    const line = broken.split('\n').findIndex((text) => text.includes('"often"')) + 1;
    expect(result.problems).toMatchObject([{ line, field: 'analysis.significance' }]);
    expect(designs.importText('{', 'x').kind).toBe('refused');
    expect(designs.importText(JSON.stringify({ ...smallStudy, formatVersion: 99 }), 'x').kind).toBe('refused');
    expect(designs.importText('{"format":"something-else"}', 'x').kind).toBe('refused');
    expect(designs.list().designs).toEqual([]);
  });

  it('comes in beside a study of the same name, and goes out as it came in', () => {
    const text = JSON.stringify(smallStudy);
    expect(designs.importText(text, 'x')).toEqual({ kind: 'imported', studyId: 'small-study' });
    expect(designs.importText(text, 'x')).toEqual({ kind: 'imported', studyId: 'small-study-2' });
    expect(designs.studyOf('small-study', null)).toEqual(smallStudy);
  });
});

describe('a study that is locked', () => {
  it('is frozen with the allocation list of its planned sample, both on disk before anybody comes', () => {
    const studyId = locked(smallStudy);
    const [version] = storage.listVersions(studyId);
    expect(version).toMatchObject({ version: 1, lockedBy: 'MM', reason: null });
    const list = storage.readAllocationList(version?.listDigest ?? '');
    expect(list?.rows).toHaveLength(24);
    expect(list?.rows.map((row) => row.content)).toEqual(allocationListOf(smallStudy));
    expect(designs.get(studyId)).toMatchObject({ isDraft: false, versions: [{ version: 1, rows: 24, sessions: 0 }] });
  });

  it('changes only by an amendment with a reason and a statement', () => {
    const studyId = locked(smallStudy);
    designs.save(studyId, { ...smallStudy, summary: 'Now with a summary.' });
    expect(() => designs.lock(studyId, { lockedBy: 'MM', reason: null, statement: null })).toThrow(/needs a reason/);
    const view = designs.lock(studyId, { lockedBy: 'NN', reason: 'A summary was wanted.', statement: 'From row 3 on.' });
    expect(view.versions.map(({ version, reason }) => [version, reason])).toEqual([[1, null], [2, 'A summary was wanted.']]);
    expect(shelf.current(studyId)).toMatchObject({ locked: { version: 2 }, study: { summary: 'Now with a summary.' } });
  });

  it('keeps its list, and the rows that are held, when an amendment leaves the allocation alone', () => {
    const studyId = locked(smallStudy);
    hold(request(studyId, 'A1'));
    designs.save(studyId, { ...smallStudy, summary: 'New words.' });
    designs.lock(studyId, { lockedBy: 'MM', reason: 'Words.', statement: 'Everybody from now on.' });
    expect(schedule.plan(request(studyId, 'B2'))).toMatchObject({ studyVersion: 2, row: { id: '2' } });
  });

  it('tells its protocol on one page, with its digest and without a script', () => {
    const studyId = locked(smallStudy);
    const digest = storage.listVersions(studyId)[0]?.digest ?? '';
    const page = protocolSummary(designs.summaryFacts(studyId, digest));
    expect(page).toContain(digest);
    expect(page).toContain('Secret name arm-pooled');
    expect(page).not.toMatch(/<script|http:\/\/|https:\/\//);
    const hostile = protocolSummary({ ...designs.summaryFacts(studyId, digest), study: { ...smallStudy, title: '<img src=x onerror=alert(1)>' } });
    expect(hostile).not.toContain('<img');
  });
});

describe('sessions over time', () => {
  it('deal every newcomer the next free row, and the stored row is what is played', () => {
    const studyId = locked(smallStudy);
    const list = storage.readAllocationList(storage.listVersions(studyId)[0]?.listDigest ?? '');
    for (const [index, code] of ['A1', 'B2', 'C3'].entries()) {
      const session = hold(request(studyId, code));
      expect(session.state.row).toBe(String(index + 1));
      const dealt = (list?.rows[index]?.content as ReturnType<typeof allocationListOf>[number]).conversations.filter(({ stageId }) => stageId === 'trials');
      const played = session.state.conversations.filter(({ stageId }) => stageId === 'trials');
      expect(played.map(({ slots }) => slots.map(({ armId }) => armId))).toEqual(dealt.map(({ armIds }) => armIds));
    }
  });

  it('give the row of a voided session to the next who comes', () => {
    const studyId = locked(smallStudy);
    hold(request(studyId, 'A1'), end('voided'));
    hold(request(studyId, 'B2'), end('withdrawn'));
    expect(schedule.plan(request(studyId, 'C3')).row?.id).toBe('1');
    hold(request(studyId, 'C3'));
    expect(schedule.plan(request(studyId, 'D4')).row?.id).toBe('2');
  });

  it('let somebody take the place of a participant who withdrew after the first replies, once', () => {
    const studyId = locked(smallStudy);
    hold(request(studyId, 'A1'), (session) => {
      session.reach('trials');
      end('withdrawn')(session);
    });
    expect(schedule.plan(request(studyId, 'B2')).row?.id).toBe('2');
    expect(schedule.plan(request(studyId, 'B2', { replaces: 'A1' })).row?.id).toBe('1');
    hold(request(studyId, 'B2', { replaces: 'A1' }));
    expect(() => schedule.plan(request(studyId, 'C3', { replaces: 'A1' }))).toThrow(/taken over already/);
    expect(() => schedule.plan(request(studyId, 'C3', { replaces: 'B2' }))).toThrow(/no row that can be taken over/);
    expect(() => schedule.plan(request(studyId, 'A1'))).toThrow(/withdrawn/);
  });

  it('deal two laptops different rows', () => {
    const studyId = locked(smallStudy);
    const rowsOf = (part: number): (string | undefined)[] => {
      designs.setPart(studyId, { part, of: 2 });
      const ours = ProgressView.parse(schedule.progress(studyId)).rows.filter((row) => row.ours);
      return ours.map(({ row }) => row);
    };
    const first = rowsOf(1);
    const second = rowsOf(2);
    expect(first.filter((row) => second.includes(row))).toEqual([]);
    expect([...first, ...second]).toHaveLength(24);
    expect(schedule.plan(request(studyId, 'A1')).row?.id).toBe(second[0]);
  });

  it('go on with rows beyond the planned sample', () => {
    const studyId = locked({ ...smallStudy, analysis: { ...smallStudy.analysis, plannedParticipants: 1 } });
    hold(request(studyId, 'A1'));
    expect(schedule.plan(request(studyId, 'B2')).row?.id).toBe('2');
  });

  it('ask for the group first where the study deals by groups, and deal within it', () => {
    const strata = { question: 'Has used an assistant before?', values: [{ id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }] };
    const studyId = locked({ ...smallStudy, allocation: { ...smallStudy.allocation, strata } });
    expect(() => schedule.plan(request(studyId, 'A1'))).toThrow(/question about the participant/);
    hold(request(studyId, 'A1', { stratum: 'yes' }));
    expect(schedule.plan(request(studyId, 'B2', { stratum: 'yes' })).row?.id).toBe('yes/2');
    expect(schedule.plan(request(studyId, 'B2', { stratum: 'no' })).row?.id).toBe('no/1');
  });

  it('bring a participant back on the same row, after the gap, with what was said before', () => {
    const repeats = fullStudy.sessions[0]?.stages.find((stage) => stage.kind === 'repeats');
    if (!repeats) throw new Error('The full study repeats nothing.');
    const once = withStages(fullStudy, (stages) => stages.filter((stage) => stage.kind !== 'repeats'));
    const twice: Study = {
      ...once,
      sessions: [...once.sessions, { id: 'later', title: 'Later', expectedMinutes: 5, gap: { minimumDays: 7, maximumDays: 14 }, stages: [repeats] }],
    };
    const studyId = locked(twice);
    const first = hold(request(studyId, 'A1'));
    const held = first.now().utcMilliseconds;
    now = held + day;
    expect(schedule.due()).toMatchObject([{ participantCode: 'A1', sessionNumber: 2, kind: 'early' }]);
    expect(() => schedule.plan(request(studyId, 'A1'))).toThrow(/outside the time/);
    now = held + 10 * day;
    expect(schedule.due()).toMatchObject([{ kind: 'due' }]);
    const second = hold(request(studyId, 'A1'), (session) => {
      const { screen } = participantView('session', session.state, session.now());
      if (screen.kind !== 'judgement') throw new Error(`The screen is ${screen.kind}.`);
      expect(screen.threads.every((thread) => thread.turns.length > 0 && thread.turns.every((turn) => turn.reply !== null))).toBe(true);
      toTheEnd(session);
    });
    expect(second.state).toMatchObject({ sessionNumber: 2, row: first.state.row, status: 'complete' });
    expect(schedule.next(studyId, 'A1')).toEqual({ kind: 'complete' });
    expect(schedule.due()).toEqual([]);
  });

  it('are not held under a study that was never locked here', () => {
    storage.saveStudy(smallStudy);
    expect(() => schedule.plan(request(smallStudy.id, 'A1'))).toThrow(/not locked/);
  });
});

describe('a draft with participants', () => {
  const why = { reason: 'the study is not held', by: 'AB' };

  function draftWith(codes: readonly string[]): string {
    const { studyId } = designs.create('Only tried', { kind: 'template', templateId: designs.list().templates[0]?.templateId ?? '' });
    storage.changePeople(studyId, { add: codes.map((code) => ({ code, origin: 'app' as const, originId: null, profile: { age: 'young' } })), profiles: [], notes: [], run: null });
    return studyId;
  }

  it('is not discarded, because nobody could see or erase them without it; the refusal says how many they are', () => {
    const studyId = draftWith(['A1', 'A2']);
    const before = designs.get(studyId);
    expect(() => designs.discard(studyId)).toThrow(expect.objectContaining({ code: 'draft-with-people', message: expect.stringContaining('2 participants') as string }) as Error);
    expect(designs.get(studyId)).toEqual(before);
    expect(storage.listParticipants(studyId)).toHaveLength(2);
  });

  it('is discarded once all of them are erased', () => {
    const studyId = draftWith(['A1', 'A2']);
    storage.eraseParticipant(studyId, 'A1', why);
    expect(() => designs.discard(studyId)).toThrow(/1 participant\b/);
    storage.eraseParticipant(studyId, 'A2', why);
    expect(designs.discard(studyId).designs).toEqual([]);
  });

  it('is not discarded while people are being read in, who would come into no study', () => {
    const studyId = draftWith([]);
    const busy = new Designs(storage, shelf, () => readDesignResources('resources'), () => now, () => true);
    expect(() => busy.discard(studyId)).toThrow(expect.objectContaining({ code: 'prism-busy' }) as Error);
    expect(designs.discard(studyId).designs).toEqual([]);
  });

  it('is discarded as the amendment of a locked study, whose register stays', () => {
    const studyId = draftWith(['A1']);
    designs.lock(studyId, { lockedBy: 'MM', reason: null, statement: null });
    designs.save(studyId, designs.get(studyId).content);
    expect(designs.discard(studyId).designs).toMatchObject([{ studyId, draftUpdatedAtUtcMilliseconds: null }]);
    expect(storage.listParticipants(studyId)).toMatchObject([{ code: 'A1' }]);
  });

  it('keeps them when it is saved or locked under another id, duplicated, or its file comes in again', () => {
    const studyId = draftWith(['A1']);
    const content = designs.get(studyId).content as Study;
    const copy = designs.create('Only tried', { kind: 'study', studyId }).studyId;
    const again = designs.adopt({ ...content, id: studyId });
    expect(new Set([studyId, copy, again]).size).toBe(3);
    designs.save(studyId, { ...content, id: 'something-else' });
    designs.lock(studyId, { lockedBy: 'MM', reason: null, statement: null });
    expect(shelf.current(studyId).study.id).toBe(studyId);
    expect(storage.listParticipants(studyId)).toMatchObject([{ code: 'A1' }]);
    for (const other of [copy, again, 'something-else']) expect(storage.listParticipants(other)).toEqual([]);
  });
});
