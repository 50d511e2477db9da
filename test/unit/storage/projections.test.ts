import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Storage } from '../../../electron/storage/storage.ts';
import { projectionTables } from '../../../electron/storage/projections/projections.ts';
import type { Command } from '../../../shared/session/commands.ts';
import { slotLabels, type RecordedEvent, type Slot } from '../../../shared/session/events.ts';
import { currentTrialOf } from '../../../shared/session/queries.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { openSheet } from '../../../shared/session/sheet-view.ts';
import type { Sheet } from '../../../shared/study/judgements.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { fullStudy, smallStudy, studyWithLayout, withTrials } from '../session/small-study.ts';
import { aStudy } from './a-study.ts';
import { branchSession } from './branch-session.ts';
import { opened, tamperWith } from './data-folders.ts';
import { entriesOf, playedToTheEnd, storeSession } from './played-sessions.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`projections: VISAVIS_TEST_SEED=${seed}`);

type Move = (session: PlayedSession) => void;

const reason = 'Phone call';
const anyCommand: fc.Arbitrary<Command> = fc.constantFrom<Command>(
  { kind: 'session/pause', reason },
  { kind: 'session/resume' },
  { kind: 'session/reopen' },
  { kind: 'session/unblind', reason },
  { kind: 'session/end', reason, standing: 'kept' },
  { kind: 'session/end', reason, standing: 'withdrawn' },
  { kind: 'session/void', reason },
  { kind: 'turn/void', reason },
  { kind: 'turn/retry' },
  { kind: 'conversation/skip', reason },
  { kind: 'conversation/end', reason },
  { kind: 'note/add', text: 'A note' },
  { kind: 'incident/record', text: 'An incident' },
);

const anySlot = fc.constantFrom(...slotLabels.slice(0, 4));
const anyOutcomes = fc.array(fc.constantFrom('Well said.', '**Bold** words', 'I am Ozymandias, king of kings.', null), { minLength: 1, maxLength: 4 });

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 1, arbitrary: anyCommand.map((command): Move => (session) => void session.perform(command, 'moderator')) },
  { weight: 3, arbitrary: fc.constant<Move>((session) => void session.startCalls()) },
  { weight: 4, arbitrary: anyOutcomes.map(endCalls) },
  { weight: 2, arbitrary: fc.constant<Move>((session) => {
    session.wait(2_000);
    session.reveal();
  }) },
  { weight: 2, arbitrary: fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), fc.option(anySlot)).map(send) },
  { weight: 5, arbitrary: fc.record({ slot: anySlot, value: fc.integer({ min: 1, max: 100 }), notApplicable: fc.boolean() }).map(rate) },
  { weight: 2, arbitrary: fc.shuffledSubarray(slotLabels.slice(0, 4)).map(rank) },
  { weight: 12, arbitrary: fc.constant<Move>(takeTheStep) },
);

function send([text, slot]: readonly [string, Slot | null]): Move {
  return (session) => void session.perform({ kind: 'turn/send', conversationId: session.conversationId(), text, slot });
}

/** What is asked on the sheet that is open, if one is. */
function openJudgements(session: PlayedSession) {
  const trial = currentTrialOf(session.state);
  const sheet = trial && openSheet(trial);
  return (sheet?.sheet.judgements ?? []).map((judgement) => ({
    judgement,
    at: { conversationId: session.conversationId(), turn: sheet?.turn ?? null, judgementId: judgement.id },
  }));
}

function rate({ slot, value, notApplicable }: { readonly slot: Slot; readonly value: number; readonly notApplicable: boolean }): Move {
  return (session) => {
    for (const { judgement, at } of openJudgements(session)) {
      if (judgement.kind === 'choice') session.perform({ kind: 'judgement/choose', ...at, slot: notApplicable ? null : slot, strength: notApplicable ? null : 1 });
      if (judgement.kind !== 'slider' && judgement.kind !== 'attributes') continue;
      session.perform({
        kind: 'judgement/rate',
        ...at,
        slot: judgement.of === 'each-slot' ? slot : null,
        item: judgement.kind === 'attributes' ? 'values' : null,
        value: notApplicable && judgement.notApplicable !== null ? 'not-applicable' : value,
      });
    }
  };
}

function rank(slots: readonly Slot[]): Move {
  return (session) => {
    for (const { judgement, at } of openJudgements(session)) {
      if (judgement.kind !== 'ranking') continue;
      session.perform({ kind: 'judgement/rank', ...at, places: [0, 1, 2, 3].map((place) => slots.slice(place, place + 1)) });
    }
  };
}

/** Every second running call fails once before it ends, with these words or badly. */
function endCalls(outcomes: readonly (string | null)[]): Move {
  return (session) => {
    const running = session.state.conversations
      .flatMap((conversation) => conversation.turns.flatMap((turn) => turn.calls))
      .filter((call) => call.outcome === 'running');
    outcomes.forEach((words, index) => {
      const call = running[index];
      if (!call) return;
      if (index % 2 === 0) session.perform(failedAttempt(call.callId, (call.lastFailure?.attempt ?? 0) + 1), 'system');
      if (words === null) session.fail(call.callId);
      else session.answer(call.callId, words);
    });
  };
}

function failedAttempt(callId: string, attempt: number): Command {
  return {
    kind: 'call/attempt-ended',
    callId,
    attempt,
    attempts: 4,
    category: 'rate-limited',
    statusCode: 429,
    detail: 'Too many requests',
    receivedText: '',
    startedAtUtcMilliseconds: 1_800_000_000_000,
    totalMilliseconds: 12.25,
    retryInMilliseconds: 500,
  };
}

function takeTheStep(session: PlayedSession): void {
  if (session.state.status !== 'running' || session.state.pausedFor !== null) return;
  const trial = currentTrialOf(session.state);
  session.wait(2_000);
  if (!trial) session.completeStep();
  else if (openSheet(trial)) session.fillSheet();
  else if (trial.conversation.typeId === null) {
    session.must({ kind: 'conversation/pick-type', conversationId: session.conversationId(), typeId: 'first' });
  } else if (trial.conversation.turns.length === 0) session.holdTurn('Hello there');
  else session.perform({ kind: 'conversation/finish', conversationId: session.conversationId() });
}

const choice: Sheet = {
  id: 'pairs',
  preferredBy: 'better',
  judgements: [
    { kind: 'choice', id: 'better', question: 'Which is better?', help: '', required: true, strengths: ['A little', 'Much'], tie: 'No difference' },
  ],
};
const studies: readonly Study[] = [
  studyWithLayout('branch'),
  studyWithLayout('common-thread'),
  withTrials(smallStudy, { turnSheet: choice }),
  fullStudy,
];

const anyWalk = fc.tuple(
  fc.array(anyMove, { minLength: 20, maxLength: 120, size: 'max' }),
  fc.string(),
  fc.integer({ min: 1, max: 7 }),
  fc.constantFrom(...studies),
);

function allTables(storage: Storage): Readonly<Record<string, readonly object[]>> {
  return Object.fromEntries(projectionTables.map((table) => [table, storage.select(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)]));
}

type Outline = Readonly<Record<string, readonly string[]>>;

function lineOf(...values: readonly unknown[]): string {
  return JSON.stringify(values);
}

/** What a state tells, line by line, in the words of the tables. */
function outlineOf(state: SessionState): Outline {
  const { conversations } = state;
  const turns = conversations.flatMap(({ conversationId, turns: all }) => all.map((turn, index) => ({ conversationId, index, ...turn })));
  const calls = turns.flatMap((turn) => turn.calls);
  const sheets = [
    ...conversations.map(({ conversationId, given }) => ({ conversationId, turn: -1, given })),
    ...turns.map(({ conversationId, index, given }) => ({ conversationId, turn: index, given })),
  ];
  return {
    turns: turns.map(({ conversationId, index, text, status, calls: asked, responses, preferred }) =>
      lineOf(conversationId, index, text, status, asked.length, responses.length, preferred),
    ),
    slots: turns.flatMap(({ conversationId, index, slots }) => slots.map(({ slot, armId, sample }) => lineOf(conversationId, index, slot, armId, sample))),
    calls: calls.map(({ callId, outcome, reply, category }) => lineOf(callId, outcome, reply?.text ?? null, category)),
    screened: calls.flatMap(({ callId, screened }) => (screened ? [lineOf(callId, screened.action, screened.leaks.length, screened.text)] : [])),
    shown: turns.flatMap(({ conversationId, index, responses, calls: asked }) =>
      responses.map(({ slot, callId }) => {
        const call = asked.find((each) => each.callId === callId);
        return lineOf(conversationId, index, slot, call?.screened?.text ?? call?.reply?.text);
      }),
    ),
    ratings: sheets.flatMap(({ conversationId, turn, given }) =>
      given.ratings.map(({ judgementId, slot, item, value, moved }) =>
        lineOf(conversationId, turn, judgementId, slot ?? '', item ?? '', value === 'not-applicable' ? null : value, Number(moved)),
      ),
    ),
    places: sheets.flatMap(({ conversationId, turn, given }) =>
      Object.entries(given.rankings).flatMap(([judgementId, places]) =>
        places.flatMap((slots, place) => slots.map((slot) => lineOf(conversationId, turn, judgementId, slot, place + 1))),
      ),
    ),
    choices: sheets.flatMap(({ conversationId, turn, given }) =>
      Object.entries(given.choices).map(([judgementId, { slot, strength }]) => lineOf(conversationId, turn, judgementId, slot, strength)),
    ),
    texts: sheets.flatMap(({ conversationId, turn, given }) =>
      Object.entries(given.texts).flatMap(([judgementId, boxes]) =>
        Object.entries(boxes).map(([box, text]) => lineOf(conversationId, turn, judgementId, box, text)),
      ),
    ),
    confirmed: sheets.flatMap(({ conversationId, turn, given }) => given.confirmed.map((sheetId) => lineOf(conversationId, turn, sheetId))),
    conversations: conversations.map(({ conversationId, phase, preferred, typeId, repeatOf }) =>
      lineOf(conversationId, phase, preferred, typeId, repeatOf?.conversationId ?? null),
    ),
    steps: state.steps.flatMap(({ enteredAt, leftAt, skipped }, step) =>
      enteredAt === null && !skipped ? [] : [lineOf(step, enteredAt?.utcMilliseconds ?? null, leftAt?.utcMilliseconds ?? null, Number(skipped))],
    ),
    answers: Object.entries(state.answers).flatMap(([stageId, answers]) =>
      Object.entries(answers).map(([question, value]) => lineOf(stageId, question, JSON.stringify(value))),
    ),
    guesses: state.guesses.map(({ conversationId, slot, sure }) => lineOf(conversationId, slot, sure)),
  };
}

function outlineInTables(storage: Storage, sessionId: string): Outline {
  const lines = (columns: string, from: string) =>
    storage.select(`SELECT json_array(${columns}) AS line FROM ${from} WHERE session_id = ?`, [sessionId]).map(({ line }) => String(line));
  const count = (table: string) =>
    `(SELECT count(*) FROM ${table} c WHERE c.session_id = turn.session_id AND c.conversation_id = turn.conversation_id AND c.turn = turn.turn)`;
  return {
    turns: lines(`conversation_id, turn, text, status, ${count('model_call')}, ${count('response')}, preferred_slot`, 'turn'),
    slots: lines('conversation_id, turn, slot, arm_id, sample', 'turn_slot'),
    calls: lines('call_id, outcome, text, category', 'model_call'),
    screened: lines(
      'call_id, action, (SELECT count(*) FROM leak WHERE leak.session_id = screening.session_id AND leak.call_id = screening.call_id), text',
      'screening',
    ),
    shown: lines('conversation_id, turn, slot, text', 'response'),
    ratings: lines('conversation_id, turn, judgement_id, slot, item, value, moved', 'rating'),
    places: lines('conversation_id, turn, judgement_id, slot, place', 'ranking_place'),
    choices: lines('conversation_id, turn, judgement_id, slot, strength', 'choice'),
    texts: lines('conversation_id, turn, judgement_id, box, text', 'judgement_text'),
    confirmed: lines('conversation_id, turn, sheet_id', 'sheet'),
    conversations: lines('conversation_id, phase, preferred_slot, type_id, repeat_of_conversation', 'conversation'),
    steps: lines('step, entered_utc_milliseconds, left_utc_milliseconds, skipped', 'step'),
    answers: lines('stage_id, question, value', 'answer'),
    guesses: lines('conversation_id, slot, sure', 'blinding_guess'),
  };
}

function sorted(outline: Outline): Outline {
  return Object.fromEntries(Object.entries(outline).map(([name, lines]) => [name, lines.map((line) => JSON.stringify(JSON.parse(line))).toSorted()]));
}

describe('the projections, whatever happens in sessions', () => {
  it('follow from the events alone, and tell the same as the state of the engine', async () => {
    const storage = await opened();
    let number = 0;
    fc.assert(
      fc.property(anyWalk, ([moves, slots, size, study]) => {
        const session = new PlayedSession(study, slots);
        moves.forEach((move) => { move(session); });
        number += 1;
        const sessionId = `s-${number}`;
        const entries = entriesOf(session.events, storage.saveStudy(study));
        for (let start = 0; start < entries.length; start += size) {
          storage.appendEvents(sessionId, entries.slice(start, start + size));
        }
        const state = session.state;
        expect(storage.readSession(sessionId)).toMatchObject({
          status: state.status,
          standing: state.standing,
          endReason: state.endReason,
          unblinded: state.unblinded,
          currentStep: state.currentStep,
          revision: state.revision,
          lastEventAtUtcMilliseconds: state.lastEventAt.utcMilliseconds,
        });
        expect(sorted(outlineInTables(storage, sessionId))).toEqual(sorted(outlineOf(state)));
      }),
      { seed, numRuns: 40 },
    );
    // Not every walk gets far; these two have what walks may miss, so that no table below is empty.
    storeSession(storage, 's-whole', playedToTheEnd());
    storage.appendEvents('s-branch', branchSession(storage.saveStudy(aStudy())));
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    const live = allTables(storage);
    storage.rebuildProjections();
    expect(allTables(storage)).toEqual(live);
    for (const table of projectionTables) expect([table, live[table]?.length]).not.toEqual([table, 0]);
  }, 60_000);

  it('are mended by a rebuild after somebody changed them', async () => {
    const storage = await opened();
    const session = new PlayedSession(smallStudy);
    session.reach('guess');
    storeSession(storage, 's-1', session);
    const live = allTables(storage);
    expect(live['rating']).toHaveLength(3 * (4 + 2));
    tamperWith(storage.file, (connection) => {
      connection.pragma('foreign_keys = OFF');
      connection.exec("UPDATE rating SET value = 1; DELETE FROM judgement_text; INSERT INTO consent VALUES ('s-9', 'c', '1', 1, 1)");
    });
    expect(storage.verify().sound).toBe(false);
    storage.rebuildProjections();
    expect(allTables(storage)).toEqual(live);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });
});

describe('what the tables say of one conversation', () => {
  it('keeps the last rating with its time and the number of changes', async () => {
    const storage = await opened();
    const session = new PlayedSession(smallStudy);
    session.reach('practice');
    session.holdTurn('Hello');
    const conversationId = session.conversationId();
    session.must({ kind: 'conversation/finish', conversationId });
    [40, 60, 55].forEach((value) => {
      session.wait(1_000);
      session.must({ kind: 'judgement/rate', conversationId, turn: null, judgementId: 'rating', slot: 'B', item: null, value });
    });
    storeSession(storage, 's-1', session);
    const given = session.state.lastEventAt.utcMilliseconds;
    expect(storage.select('SELECT * FROM rating')).toEqual([
      {
        session_id: 's-1',
        conversation_id: conversationId,
        turn: -1,
        judgement_id: 'rating',
        slot: 'B',
        item: '',
        value: 55,
        not_applicable: 0,
        moved: 1,
        changes: 3,
        first_given_utc_milliseconds: given - 2_000,
        given_utc_milliseconds: given,
      },
    ]);
    const values = storage
      .readEvents('s-1')
      .filter((event): event is Extract<RecordedEvent, { kind: 'rating-given' }> => event.kind === 'rating-given');
    expect(values.map(({ payload }) => payload.value)).toEqual([40, 60, 55]);
  });

  it('shows each slot the reply of its own arm, with the time at which all were revealed', async () => {
    const storage = await opened();
    const session = new PlayedSession(smallStudy);
    session.reach('trials');
    session.holdTurn('Hello');
    storeSession(storage, 's-1', session);
    const rows = storage.select(
      `SELECT r.slot, r.arm_id = s.arm_id AS same, r.text = 'Reply ' || r.call_id AS own, r.revealed_utc_milliseconds AS revealed
       FROM response r JOIN trial_slot s USING (session_id, conversation_id, slot) WHERE conversation_id = 'trials-1' ORDER BY slot`,
    );
    const revealed = session.state.lastEventAt.utcMilliseconds;
    expect(rows).toEqual(['A', 'B', 'C', 'D'].map((slot) => ({ slot, same: 1, own: 1, revealed })));
  });
});
