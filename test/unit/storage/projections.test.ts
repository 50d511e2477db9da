import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Storage } from '../../../electron/storage/storage.ts';
import { projectionTables } from '../../../electron/storage/projections/projections.ts';
import type { Command } from '../../../shared/session/commands.ts';
import { slotLabels, type RecordedEvent } from '../../../shared/session/events.ts';
import { currentTrialOf } from '../../../shared/session/queries.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { opened, tamperWith } from './data-folders.ts';
import { entriesOf, storeSession } from './played-sessions.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`projections: VISAVIS_TEST_SEED=${seed}`);

type Move = (session: PlayedSession) => void;

const reason = 'Phone call';
const anyCommand: fc.Arbitrary<Command> = fc.constantFrom<Command>(
  { kind: 'session/pause', reason },
  { kind: 'session/resume' },
  { kind: 'session/reopen' },
  { kind: 'session/unblind', reason },
  { kind: 'session/end', reason },
  { kind: 'turn/void', reason },
  { kind: 'turn/retry' },
  { kind: 'conversation/skip', reason },
  { kind: 'conversation/end', reason },
  { kind: 'note/add', text: 'A note' },
  { kind: 'incident/record', text: 'An incident' },
);

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 2, arbitrary: anyCommand.map((command): Move => (session) => void session.perform(command, 'moderator')) },
  { weight: 3, arbitrary: fc.constant<Move>((session) => void session.startCalls()) },
  { weight: 3, arbitrary: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()).map(endCalls) },
  { weight: 2, arbitrary: fc.constant<Move>((session) => {
    session.wait(2_000);
    session.reveal();
  }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map(send) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(...slotLabels.slice(0, 4)), fc.integer({ min: 1, max: 100 })).map(
      ([slot, value]): Move => (session) =>
        void session.perform({ kind: 'judgement/rate', conversationId: session.conversationId(), slot, value }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .shuffledSubarray(slotLabels.slice(0, 4), { minLength: 0 })
      .map((slots): Move => (session) =>
        void session.perform({
          kind: 'judgement/rank',
          conversationId: session.conversationId(),
          places: [0, 1, 2, 3].map((place) => slots[place] ?? null),
        }),
      ),
  },
  { weight: 8, arbitrary: fc.constant<Move>(takeTheStep) },
);

function send(text: string): Move {
  return (session) => void session.perform({ kind: 'turn/send', conversationId: session.conversationId(), text });
}

/** Every second running call fails once before it ends, well or badly. */
function endCalls(outcomes: readonly boolean[]): Move {
  return (session) => {
    const running = session.state.conversations
      .flatMap((conversation) => conversation.turns.flatMap((turn) => turn.calls))
      .filter((call) => call.outcome === 'running');
    outcomes.forEach((good, index) => {
      const call = running[index];
      if (!call) return;
      if (index % 2 === 0) session.perform(failedAttempt(call.callId, (call.lastFailure?.attempt ?? 0) + 1), 'system');
      if (good) session.answer(call.callId);
      else session.fail(call.callId);
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
  const conversation = currentTrialOf(session.state)?.conversation;
  if (!conversation) session.completeStep();
  else if (conversation.phase === 'comparing') session.judge();
  else if (conversation.phase === 'explaining') session.explain();
  else if (conversation.turns.length === 0) session.holdTurn('Hello');
  else session.perform({ kind: 'conversation/finish', conversationId: conversation.conversationId });
}

const anyWalk = fc.tuple(fc.array(anyMove, { minLength: 5, maxLength: 60, size: 'max' }), fc.string(), fc.integer({ min: 1, max: 7 }));

function allTables(storage: Storage): Readonly<Record<string, readonly object[]>> {
  return Object.fromEntries(projectionTables.map((table) => [table, storage.select(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)]));
}

/** What a state tells of its turns, ratings, places and steps, in the words of the tables. */
function outlineOf(state: SessionState) {
  return {
    turns: state.conversations.flatMap(({ conversationId, turns }) =>
      turns.map(({ text, status, calls, responses }, turn) =>
        [conversationId, turn, text, status, calls.length, responses.length].join('|')),
    ),
    outcomes: state.conversations.flatMap(({ turns }) =>
      turns.flatMap(({ calls }) => calls.map(({ callId, outcome }) => `${callId}|${outcome}`)),
    ),
    ratings: state.conversations.flatMap(({ conversationId, ratings }) =>
      Object.entries(ratings).map(([slot, value]) => `${conversationId}|${slot}|${value}`),
    ),
    places: state.conversations.flatMap(({ conversationId, places }) =>
      places.flatMap((slot, index) => (slot === null ? [] : [`${conversationId}|${slot}|${index + 1}`])),
    ),
    phases: state.conversations.map(({ conversationId, phase, best }) => `${conversationId}|${phase}|${best ?? ''}`),
    steps: state.steps.flatMap(({ enteredAt, leftAt, skipped }, step) =>
      enteredAt === null && !skipped
        ? []
        : [[step, enteredAt?.utcMilliseconds ?? '', leftAt?.utcMilliseconds ?? '', Number(skipped)].join('|')],
    ),
  };
}

function outlineInTables(storage: Storage, sessionId: string): ReturnType<typeof outlineOf> {
  const lines = (sql: string) => storage.select(sql, [sessionId]).map(({ line }) => String(line));
  return {
    turns: lines(`SELECT concat_ws('|', conversation_id, turn, text, status,
        (SELECT count(*) FROM model_call c WHERE c.session_id = t.session_id AND c.conversation_id = t.conversation_id AND c.turn = t.turn),
        (SELECT count(*) FROM response r WHERE r.session_id = t.session_id AND r.conversation_id = t.conversation_id AND r.turn = t.turn)
      ) AS line FROM turn t WHERE session_id = ?`),
    outcomes: lines("SELECT concat_ws('|', call_id, outcome) AS line FROM model_call WHERE session_id = ?"),
    ratings: lines("SELECT concat_ws('|', conversation_id, slot, value) AS line FROM rating WHERE session_id = ?"),
    places: lines("SELECT concat_ws('|', conversation_id, slot, place) AS line FROM ranking_place WHERE session_id = ?"),
    phases: lines("SELECT concat_ws('|', conversation_id, phase, coalesce(best_slot, '')) AS line FROM conversation WHERE session_id = ?"),
    steps: lines(`SELECT concat_ws('|', step, coalesce(entered_utc_milliseconds, ''), coalesce(left_utc_milliseconds, ''), skipped) AS line
      FROM step WHERE session_id = ?`),
  };
}

function sorted(outline: ReturnType<typeof outlineOf>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(outline).map(([name, lines]) => [name, lines.toSorted()]));
}

describe('the projections, whatever happens in sessions', () => {
  it('follow from the events alone, and tell the same as the state of the engine', async () => {
    const storage = await opened();
    const digest = storage.saveStudy(smallStudy);
    let number = 0;
    fc.assert(
      fc.property(anyWalk, ([moves, slots, size]) => {
        const session = new PlayedSession(smallStudy, slots);
        moves.forEach((move) => { move(session); });
        number += 1;
        const sessionId = `s-${number}`;
        const entries = entriesOf(session.events, digest);
        for (let start = 0; start < entries.length; start += size) {
          storage.appendEvents(sessionId, entries.slice(start, start + size));
        }
        const state = session.state;
        expect(storage.readSession(sessionId)).toMatchObject({
          status: state.status,
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
    expect(live['rating']).toHaveLength(12);
    tamperWith(storage.file, (connection) => {
      connection.pragma('foreign_keys = OFF');
      connection.exec("UPDATE rating SET value = 1; DELETE FROM feedback; INSERT INTO consent VALUES ('s-9', 'c', '1', 1, 1)");
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
      session.must({ kind: 'judgement/rate', conversationId, slot: 'B', value });
    });
    storeSession(storage, 's-1', session);
    const given = session.state.lastEventAt.utcMilliseconds;
    expect(storage.select('SELECT * FROM rating')).toEqual([
      {
        session_id: 's-1',
        conversation_id: conversationId,
        slot: 'B',
        value: 55,
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
       FROM response r JOIN trial_slot s USING (session_id, conversation_id, slot) WHERE conversation_id = 'first' ORDER BY slot`,
    );
    const revealed = session.state.lastEventAt.utcMilliseconds;
    expect(rows).toEqual(['A', 'B', 'C', 'D'].map((slot) => ({ slot, same: 1, own: 1, revealed })));
  });

  it('keeps answers one row a question, and one a slider', async () => {
    const storage = await opened();
    const session = new PlayedSession(smallStudy);
    storeSession(storage, 's-1', session);
    const at = session.now();
    storage.appendEvents('s-1', [
      {
        event: {
          kind: 'questionnaire-answered',
          payload: {
            stageId: 'profile',
            answers: { age: 'old', qualities: { values: 1, fluency: 100 } },
            timings: { age: { firstChangeMilliseconds: 10, lastChangeMilliseconds: 20.5, changes: 2 } },
          },
        },
        at,
        actor: 'participant',
      },
    ]);
    expect(
      storage.select('SELECT item_id, slider_id, text, value, last_change_milliseconds AS last, changes FROM answer'),
    ).toEqual([
      { item_id: 'age', slider_id: '', text: 'old', value: null, last: 20.5, changes: 2 },
      { item_id: 'qualities', slider_id: 'fluency', text: null, value: 100, last: null, changes: null },
      { item_id: 'qualities', slider_id: 'values', text: null, value: 1, last: null, changes: null },
    ]);
  });
});
