import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule, type SessionRequest } from '../../../electron/schedule/schedule.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { StudyShelf } from '../../../electron/studies/study-shelf.ts';
import { allocationListOf } from '../../../electron/design/designs.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';

const day = 24 * 60 * 60 * 1_000;
const [only] = smallStudy.sessions;
if (!only) throw new Error('The small study has no session.');
const strata = { question: 'Has used an assistant before?', values: [{ id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }] };
const debrief = only.stages.filter((stage) => stage.kind === 'debrief');

/** The small study with so many sessions a day apart, each but the first a farewell alone. */
function held(times: number, part: Partial<Study> = {}): Study {
  const later = Array.from({ length: times - 1 }, (_, index) => ({
    ...only,
    id: `later-${index}`,
    title: 'Later',
    expectedMinutes: 5,
    gap: { minimumDays: 1, maximumDays: 2 },
    stages: debrief.map((stage) => ({ ...stage, id: `farewell-${index}` })),
  }));
  return { ...smallStudy, ...part, sessions: only ? [only, ...later] : [] };
}

let folder: string;
let storage: Storage;
let schedule: Schedule;
let now = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-schedule-'));
  storage = await openStorage(folder);
  schedule = scheduleWith([]);
  now = 1_800_000_000_000;
});
afterEach(() => {
  storage.close();
  rmSync(folder, { recursive: true });
});

function scheduleWith(bundled: readonly Study[]): Schedule {
  return new Schedule(storage, new StudyShelf(bundled, storage), () => now);
}

function lock(study: Study): void {
  const rows = allocationListOf(study).map((row) => ({ id: row.id, stratum: row.stratum, content: row }));
  const isAmendment = storage.listVersions(study.id).length > 0;
  const said = isAmendment ? 'From now on.' : null;
  storage.lockStudy({ study, rows, lockedBy: 'MM', reason: said, statement: said });
}

function request(participantCode: string, part: Partial<SessionRequest> = {}): SessionRequest {
  return { studyId: smallStudy.id, participantCode, moderator: 'MM', stratum: null, replaces: null, outsideGap: null, ...part };
}

/** Plans a session, plays it, and stores what happened. */
function hold(asked: SessionRequest, play: (session: PlayedSession) => void = toTheEnd): PlayedSession {
  const planned = schedule.plan(asked);
  const session = new PlayedSession(planned.study, 'seed', planned);
  session.setClock(now - session.now().utcMilliseconds);
  play(session);
  const id = `${asked.participantCode}-${planned.sessionNumber}-${storage.listSessions().length}`;
  storage.appendEvents(id, session.events.map(({ sequence: _sequence, at, actor, ...event }) => ({ event, at, actor })));
  return session;
}

function toTheEnd(session: PlayedSession): void {
  while (session.state.status === 'running') session.completeStep();
}

function end(standing: 'kept' | 'withdrawn' | 'voided', at = 'consent') {
  return (session: PlayedSession): void => {
    session.reach(at);
    session.must({ kind: 'session/end', reason: 'Test', standing }, 'moderator');
  };
}

/** Finds that a session which is over does not count. */
function findVoid(code: string, session: number): void {
  const row = storage.listSessions().find(({ participantCode, sessionNumber }) => participantCode === code && sessionNumber === session);
  const at = { utcMilliseconds: now, monotonicMilliseconds: 0 };
  storage.appendEvents(row?.sessionId ?? '', [{ event: { kind: 'session-voided', payload: { reason: 'Wrong person' } }, at, actor: 'moderator' }]);
}

describe('the group of a participant', () => {
  it('is not asked again in a later session of a study that is not locked', () => {
    schedule = scheduleWith([held(2, { allocation: { ...smallStudy.allocation, strata } })]);
    hold(request('A1', { stratum: 'no' }));
    now += 1.5 * day;
    expect(schedule.plan(request('A1'))).toMatchObject({ sessionNumber: 2, stratum: 'no', row: null });
  });

  it('is known when a session that does not count is held again', () => {
    lock(held(1, { allocation: { ...smallStudy.allocation, strata } }));
    hold(request('A1', { stratum: 'no' }), end('voided'));
    expect(schedule.plan(request('A1'))).toMatchObject({ sessionNumber: 1, stratum: 'no', row: { id: 'no/1' } });
  });
});

describe('a session that does not count', () => {
  it('is held again on its row, also when a lower one is free, unless somebody got it meanwhile', () => {
    lock(held(1));
    for (const code of ['A1', 'B2', 'C3']) hold(request(code));
    findVoid('B2', 1);
    findVoid('C3', 1);
    expect(schedule.plan(request('C3')).row?.id).toBe('3');
    expect(hold(request('D4')).state.row).toBe('2');
    expect(schedule.plan(request('B2')).row?.id).toBe('3');
  });

  it('is held again, even though a later one was held', () => {
    lock(held(2));
    hold(request('A1'));
    now += 1.5 * day;
    hold(request('A1'));
    expect(schedule.next(smallStudy.id, 'A1')).toEqual({ kind: 'complete' });
    findVoid('A1', 1);
    expect(schedule.next(smallStudy.id, 'A1')).toMatchObject({ kind: 'due', sessionNumber: 1 });
    hold(request('A1'));
    expect(schedule.next(smallStudy.id, 'A1')).toEqual({ kind: 'complete' });
  });
});

describe('a participant who has begun before the study was amended', () => {
  const anotherList = { allocation: { ...smallStudy.allocation, seed: 'another' } };

  it('comes back under the newest version with the same list, whatever came after it', () => {
    lock(held(2));
    hold(request('A1'));
    lock(held(2, { summary: 'Words put right.' }));
    lock(held(2, { summary: 'Words put right.', ...anotherList }));
    now += 1.5 * day;
    expect(schedule.plan(request('A1'))).toMatchObject({ studyVersion: 2, study: { summary: 'Words put right.' } });
    expect(schedule.plan(request('B2'))).toMatchObject({ studyVersion: 3 });
  });

  it('is due, and complete, by that version, on the home screen and in the progress of the study', () => {
    lock(held(2));
    hold(request('A1'));
    lock(held(1, anotherList));
    hold(request('B2'));
    now += 1.5 * day;
    expect(schedule.due()).toMatchObject([{ participantCode: 'A1', sessionNumber: 2, kind: 'due' }]);
    expect(schedule.progress(smallStudy.id).participants.map(({ participantCode, state }) => [participantCode, state])).toEqual([
      ['A1', 'in-progress'],
      ['B2', 'complete'],
    ]);
  });
});

describe('a row that was taken over', () => {
  it('is shown as that of whoever has it now', () => {
    lock(held(1));
    hold(request('A1'), end('withdrawn', 'trials'));
    hold(request('B2', { replaces: 'A1' }));
    expect(schedule.progress(smallStudy.id).rows[0]).toMatchObject({ row: '1', state: 'complete', participantCode: 'B2', before: ['A1'] });
  });

  it('can lie beyond the list', () => {
    lock({ ...held(1), analysis: { ...smallStudy.analysis, plannedParticipants: 1 } });
    hold(request('A1'));
    const left = hold(request('B2'), end('withdrawn', 'trials'));
    const after = hold(request('C3', { replaces: 'B2' }));
    expect(after.state.row).toBe('2');
    expect(after.state.conversations.map(({ slots }) => slots)).toEqual(left.state.conversations.map(({ slots }) => slots));
  });
});

describe('a session of which no step applies', () => {
  it('is stored as complete, without a step', () => {
    const repeats = { kind: 'repeats' as const, id: 'again', title: 'Again', of: 'trials', count: 1, prompt: 'Again.', sheets: ['comparison'] };
    const study = held(2);
    const [first, second] = study.sessions;
    if (!first || !second) throw new Error('Two sessions were wanted.');
    lock({ ...study, sessions: [first, { ...second, stages: [repeats] }] });
    hold(request('A1'), (session) => {
      session.reach('trials');
      session.must({ kind: 'session/end', reason: 'Fire alarm', standing: 'kept' }, 'moderator');
    });
    now += 1.5 * day;
    hold(request('A1'), () => undefined);
    expect(storage.listSessions().find(({ sessionNumber }) => sessionNumber === 2)).toMatchObject({ status: 'complete', currentStep: 0 });
    expect(storage.verify().findings).toEqual([]);
    expect(schedule.next(smallStudy.id, 'A1')).toEqual({ kind: 'complete' });
  });
});

describe('whoever leaves in the register', () => {
  const early = end('kept');
  const why = { reason: 'asked for it', by: 'MM' };

  it('frees the row when no reply was shown yet, by withdrawing and by being erased', () => {
    lock(held(2));
    hold(request('ada'), early);
    storage.setWithdrawn(smallStudy.id, 'ada', why);
    expect(hold(request('ben'), early).state).toMatchObject({ participantCode: 'ben' });
    expect(storage.listSessions().map(({ row }) => row)).toEqual(['1', '1']);
    storage.eraseParticipant(smallStudy.id, 'ben', why);
    expect(schedule.plan(request('cid')).row).toMatchObject({ id: '1' });
  });

  it('keeps it after a reply, for whoever replaces them', () => {
    lock(held(2));
    hold(request('ada'));
    expect(() => schedule.plan(request('cid', { replaces: 'ada' }))).toThrow();
    storage.setWithdrawn(smallStudy.id, 'ada', why);
    expect(schedule.plan(request('ben')).row).toMatchObject({ id: '2' });
    expect(schedule.plan(request('cid', { replaces: 'ada' })).row).toMatchObject({ id: '1' });
  });
});
