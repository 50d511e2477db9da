import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/session/commands.ts';
import { decide } from '../../../shared/session/decide.ts';
import { SessionEvent, slotLabels, type RecordedEvent } from '../../../shared/session/events.ts';
import { replay } from '../../../shared/session/evolve.ts';
import { liveView } from '../../../shared/session/live-view.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import { currentTrialOf } from '../../../shared/session/queries.ts';
import { LiveView, ParticipantView } from '../../../shared/session/views.ts';
import { openSheet } from '../../../shared/session/sheet-view.ts';
import { stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { PlayedSession, reply } from './play.ts';
import { fullStudy, smallStudy, studyWithLayout } from './small-study.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`engine properties: VISAVIS_TEST_SEED=${seed}`);
const runs = { seed, numRuns: 200 };

/** One random move: half of them fit the step, the others are anything at all. */
type Move = (session: PlayedSession) => void;

const anySlot = fc.constantFrom(...slotLabels);
const anyText = fc.oneof(fc.constant(''), fc.constant('Hello'), fc.constant('Hello there'), fc.string({ maxLength: 260 }));
const anyReason = fc.constantFrom('Phone call', 'Endpoint down');
const anyConversation = fc.constantFrom('practice-1', 'trials-1', 'trials-2', 'again-1', 'unknown');
const anyJudgement = {
  conversationId: anyConversation,
  turn: fc.constantFrom(null, 0, 1),
  judgementId: fc.constantFrom('rating', 'ranking', 'attributes', 'score', 'unknown'),
};

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('turn/send' as const), conversationId: anyConversation, text: anyText, slot: fc.option(anySlot) }),
  fc.record({ kind: fc.constant('conversation/finish' as const), conversationId: anyConversation }),
  fc.record({
    kind: fc.constant('conversation/pick-type' as const),
    conversationId: anyConversation,
    typeId: fc.constantFrom('first', 'second', 'unknown'),
  }),
  fc.record({
    kind: fc.constant('judgement/rate' as const),
    ...anyJudgement,
    slot: fc.option(anySlot),
    item: fc.option(fc.constantFrom('values', 'fluency')),
    value: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant('not-applicable' as const)),
  }),
  fc.record({
    kind: fc.constant('judgement/rank' as const),
    ...anyJudgement,
    places: fc.array(fc.array(anySlot, { maxLength: 2 }), { minLength: 2, maxLength: 6 }),
  }),
  fc.record({
    kind: fc.constant('judgement/choose' as const),
    ...anyJudgement,
    slot: fc.option(anySlot),
    strength: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  fc.record({
    kind: fc.constant('judgement/confirm' as const),
    conversationId: anyConversation,
    turn: fc.constantFrom(null, 0, 1),
    sheetId: fc.constantFrom('comparison', 'explanation', 'turn'),
    texts: fc.constantFrom({}, { feedback: { good: 'Clear words', bad: '' } }),
  }),
  fc.record({
    kind: fc.constant('text/confirm' as const),
    stageId: fc.constantFrom('instructions', 'debrief', 'consent', 'break', 'message'),
    answer: fc.constantFrom(null, 'A word'),
  }),
  fc.record({ kind: fc.constantFrom('session/pause' as const, 'turn/void' as const), reason: anyReason }),
  fc.constant({ kind: 'session/resume' as const }),
  fc.constant({ kind: 'turn/retry' as const }),
  fc.record({ kind: fc.constantFrom('conversation/skip' as const, 'conversation/end' as const), reason: anyReason }),
  fc.constant({ kind: 'session/reopen' as const }),
  fc.record({ kind: fc.constant('note/add' as const), text: fc.constant('A note') }),
  fc.record({
    kind: fc.constant('call/end' as const),
    callId: fc.integer({ min: 1, max: 40 }).map((number) => `call-${number}`),
    outcome: fc.constant('answered' as const),
    attempts: fc.constant(1),
    reply: fc.constantFrom(reply('Late'), reply('I am Ozymandias.')),
    category: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('turn/reveal' as const),
    conversationId: anyConversation,
    turn: fc.integer({ min: 0, max: 5 }),
  }),
);

/** The same command about the conversation that is held now, so that it has a chance. */
function atCurrentConversation(session: PlayedSession, command: Command): Command {
  return 'conversationId' in command ? { ...command, conversationId: session.conversationId() } : command;
}

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: anyCommand.map((command): Move => (session) => void session.perform(command)) },
  {
    weight: 6,
    arbitrary: anyCommand.map(
      (command): Move => (session) => void session.perform(atCurrentConversation(session, command)),
    ),
  },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 4_000 }).map((wait): Move => (session) => { session.wait(wait); }) },
  { weight: 3, arbitrary: fc.constant<Move>((session) => void session.startCalls()) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom('well' as const, 'well' as const, 'badly' as const, 'with a leak' as const), { minLength: 2, maxLength: 4 }).map(endCalls) },
  { weight: 2, arbitrary: fc.constant<Move>((session) => void session.reveal()) },
  { weight: 8, arbitrary: fc.constant<Move>(takeTheStep) },
);

function endCalls(outcomes: readonly ('well' | 'badly' | 'with a leak')[]): Move {
  return (session) => {
    const running = session.state.conversations
      .flatMap((conversation) => conversation.turns.flatMap((turn) => turn.calls))
      .filter((call) => call.outcome === 'running');
    outcomes.forEach((outcome, index) => {
      const call = running[index];
      if (!call) return;
      if (outcome === 'badly') session.fail(call.callId);
      else session.answer(call.callId, outcome === 'well' ? 'Well said.' : 'I am Ozymandias, king of kings.');
    });
  };
}

/** Takes the next step forward where that is possible at once, so that walks get further than consent. */
function takeTheStep(session: PlayedSession): void {
  if (session.state.status !== 'running' || session.state.pausedFor !== null) return;
  const trial = currentTrialOf(session.state);
  const conversation = trial?.conversation;
  // The longest that a break holds anybody up.
  session.wait(2_000);
  if (!trial || !conversation) session.completeStep();
  else if (openSheet(trial)) session.fillSheet();
  else if (conversation.typeId === null) {
    session.must({ kind: 'conversation/pick-type', conversationId: conversation.conversationId, typeId: 'first' });
  } else if (conversation.turns.length === 0) session.perform({ kind: 'turn/send', conversationId: conversation.conversationId, text: 'Hello there', slot: null });
  else session.perform({ kind: 'conversation/finish', conversationId: conversation.conversationId });
}

const studies: readonly Study[] = [smallStudy, studyWithLayout('branch'), studyWithLayout('common-thread'), fullStudy];

function walk([moves, seedOfSlots, study]: Walk): PlayedSession {
  const session = new PlayedSession(study, seedOfSlots);
  for (const move of moves) move(session);
  return session;
}

function walkWithClock(moves: Walk) {
  const session = walk(moves);
  return { state: session.state, now: session.now() };
}

type Walk = readonly [moves: readonly Move[], seedOfSlots: string, study: Study];
const anyWalk: fc.Arbitrary<Walk> = fc.tuple(
  fc.array(anyMove, { minLength: 10, maxLength: 120, size: 'max' }),
  fc.string(),
  fc.constantFrom(...studies),
);

function stored(events: readonly RecordedEvent[]): RecordedEvent[] {
  return JSON.parse(JSON.stringify(events)) as RecordedEvent[];
}

describe('the session engine, whatever happens', () => {
  it('is walked through every kind of event, so that the properties below mean something', () => {
    const kinds = new Set<string>();
    for (const moves of fc.sample(anyWalk, { seed, numRuns: 400 })) {
      for (const event of walk(moves).events) kinds.add(event.kind);
    }
    const onlyElsewhere = ['attempt-ended', 'consent-declined', 'incident-recorded', 'session-ended', 'session-unblinded', 'session-voided', 'choice-given'];
    const all = SessionEvent.options.map((option) => option.shape.kind.value);
    expect(all.filter((kind) => !kinds.has(kind) && !onlyElsewhere.includes(kind))).toEqual([]);
  });

  it('rebuilds from stored events exactly the state that was live', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const session = walk(moves);
        expect(replay(session.study, stored(session.events))).toEqual(session.state);
      }),
      runs,
    );
  });

  it('refuses with a reason and leaves no event', () => {
    fc.assert(
      fc.property(anyWalk, anyCommand, (moves, command) => {
        const session = walk(moves);
        const before = session.events.length;
        const stateBefore = session.state;
        const refusal = session.perform(command);
        if (refusal) {
          expect(refusal.message).toMatch(/\.$/);
          expect(session.events).toHaveLength(before);
          expect(session.state).toBe(stateBefore);
        } else {
          expect(session.events.length).toBeGreaterThan(before);
        }
      }),
      runs,
    );
  });

  it('writes only events that its own schema reads back', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        for (const { kind, payload } of stored(walk(moves).events)) {
          expect(SessionEvent.parse({ kind, payload })).toEqual({ kind, payload });
        }
      }),
      runs,
    );
  });

  it('gives no window an arm, a model or a system prompt', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const session = walk(moves);
        const forParticipant = ParticipantView.parse(participantView('session', session.state, session.now()));
        const forModerator = LiveView.parse(liveView('session', session.state, session.now()));
        const sent = JSON.stringify([forParticipant, forModerator]);
        const secrets = [...session.study.arms, ...stagesOf(session.study).flatMap((stage) => (stage.kind === 'practice' ? stage.arms : []))]
          .flatMap((arm) => [arm.id, arm.name, arm.model.model, arm.model.systemPrompt])
          .concat('secret-reported-model', 'providerId', 'armId');
        for (const secret of secrets) expect(sent).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      runs,
    );
  });

  it('gives every judged response a slot, a time of reveal and exactly one arm', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const session = walk(moves);
        for (const conversation of session.state.conversations) {
          const judged = conversation.given.ratings.length > 0;
          const isRepeat = conversation.repeatOf !== null;
          if (judged && !isRepeat) expect(conversation.turns.some((turn) => turn.status === 'revealed')).toBe(true);
          for (const turn of conversation.turns.filter((each) => each.status === 'revealed')) {
            expect(turn.revealedAt).not.toBeNull();
            expect(turn.responses.map(({ slot }) => slot)).toEqual(turn.slots.map(({ slot }) => slot));
            for (const response of turn.responses) {
              const arms = turn.slots.filter(({ slot }) => slot === response.slot);
              expect(arms.map(({ armId }) => armId)).toEqual([response.armId]);
              const call = turn.calls.find(({ callId }) => callId === response.callId);
              expect(call?.armId).toBe(response.armId);
              expect(call?.reply?.text).toBeTruthy();
              expect(call?.screened?.action).not.toBe('asked-again');
            }
          }
        }
      }),
      runs,
    );
  });

  it('never reveals before the slowest reply and the minimum delay', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const { events } = walk(moves);
        for (const reveal of events.filter((event) => event.kind === 'turn-revealed')) {
          const sent = events.find(
            (event) =>
              event.kind === 'turn-sent' &&
              event.payload.conversationId === reveal.payload.conversationId &&
              event.payload.turn === reveal.payload.turn,
          );
          const waited = reveal.at.monotonicMilliseconds - (sent?.at.monotonicMilliseconds ?? Infinity);
          expect(waited).toBeGreaterThanOrEqual(1_500);
          for (const { callId } of reveal.payload.responses) {
            const answered = events.find((event) => event.kind === 'call-ended' && event.payload.callId === callId);
            expect(answered?.sequence).toBeLessThan(reveal.sequence);
          }
        }
      }),
      runs,
    );
  });

  it('never leaves anybody stuck: something can be done at every moment of a running session', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const session = walk(moves);
        if (session.state.status !== 'running') return;
        const before = session.events.length;
        const { can } = liveView('session', session.state, session.now());
        expect(can.endSession).toBe(true);
        if (session.state.pausedFor !== null) session.must({ kind: 'session/resume' }, 'moderator');
        const trial = currentTrialOf(session.state);
        if (trial) session.must({ kind: 'conversation/skip', reason: 'Test' }, 'moderator');
        else {
          session.wait(2_000);
          session.completeStep();
        }
        expect(session.events.length).toBeGreaterThan(before);
      }),
      runs,
    );
  });
  it('offers in its windows exactly what it will carry out', () => {
    const reason = 'Test';
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const { state, now } = walkWithClock(moves);
        const allowed = (command: Command): boolean => decide(state, command, now).ok;
        const { can } = liveView('session', state, now);
        expect(can).toEqual({
          pause: allowed({ kind: 'session/pause', reason }),
          resume: allowed({ kind: 'session/resume' }),
          retryTurn: allowed({ kind: 'turn/retry' }),
          voidTurn: allowed({ kind: 'turn/void', reason }),
          skipConversation: allowed({ kind: 'conversation/skip', reason }),
          endConversation: allowed({ kind: 'conversation/end', reason }),
          endSession: allowed({ kind: 'session/end', reason, standing: 'kept' }),
        });
        const { screen } = participantView('session', state, now);
        if (screen.kind !== 'conversation') return;
        const { conversationId } = screen;
        const text = screen.openings?.[0] ?? 'Hello';
        expect(screen.canSend).toBe(allowed({ kind: 'turn/send', conversationId, text, slot: null }));
        for (const slot of slotLabels) {
          expect(screen.addressable.includes(slot)).toBe(allowed({ kind: 'turn/send', conversationId, text, slot }));
        }
        expect(screen.canFinish).toBe(allowed({ kind: 'conversation/finish', conversationId }));
      }),
      runs,
    );
  });

  it('counts no time backwards when the clock of the laptop is set back', () => {
    fc.assert(
      fc.property(anyWalk, fc.integer({ min: 1, max: 10 ** 10 }), (moves, back) => {
        const { state, now } = walkWithClock(moves);
        const earlier = { ...now, utcMilliseconds: now.utcMilliseconds - back };
        const { plan } = LiveView.parse(liveView('session', state, earlier));
        expect(plan.every(({ elapsedMilliseconds }) => elapsedMilliseconds >= 0)).toBe(true);
      }),
      runs,
    );
  });
});
