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
import { PlayedSession, reply } from './play.ts';
import { smallStudy } from './small-study.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`engine properties: VISAVIS_TEST_SEED=${seed}`);
const runs = { seed, numRuns: 200 };

/** One random move: half of them fit the step, the others are anything at all. */
type Move = (session: PlayedSession) => void;

const anySlot = fc.constantFrom(...slotLabels);
const anyText = fc.oneof(fc.constant(''), fc.constant('Hello'), fc.string({ maxLength: 260 }));
const anyReason = fc.constantFrom('Phone call', 'Endpoint down');
const anyConversation = fc.constantFrom('practice-trial', 'first', 'second', 'unknown');

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('turn/send' as const), conversationId: anyConversation, text: anyText }),
  fc.record({ kind: fc.constant('conversation/finish' as const), conversationId: anyConversation }),
  fc.record({
    kind: fc.constant('judgement/rate' as const),
    conversationId: anyConversation,
    slot: anySlot,
    value: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({
    kind: fc.constant('judgement/rank' as const),
    conversationId: anyConversation,
    places: fc.array(fc.option(anySlot), { minLength: 2, maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('judgement/confirm-comparison' as const), conversationId: anyConversation }),
  fc.record({
    kind: fc.constant('judgement/confirm-explanation' as const),
    conversationId: anyConversation,
    good: anyText,
    bad: anyText,
  }),
  fc.record({
    kind: fc.constant('text/confirm' as const),
    stageId: fc.constantFrom('instructions', 'debrief', 'consent'),
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
    reply: fc.constant(reply('Late')),
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
  { weight: 4, arbitrary: fc.array(fc.boolean(), { minLength: 2, maxLength: 4 }).map(endCalls) },
  { weight: 2, arbitrary: fc.constant<Move>((session) => void session.reveal()) },
  { weight: 8, arbitrary: fc.constant<Move>(takeTheStep) },
);

/** Ends running calls, well (true) or badly. */
function endCalls(outcomes: readonly boolean[]): Move {
  return (session) => {
    const running = session.state.conversations
      .flatMap((conversation) => conversation.turns.flatMap((turn) => turn.calls))
      .filter((call) => call.outcome === 'running');
    outcomes.forEach((good, index) => {
      const call = running[index];
      if (!call) return;
      if (good) session.answer(call.callId);
      else session.fail(call.callId);
    });
  };
}

/** Completes the step where that is possible at once, so that walks get further than consent. */
function takeTheStep(session: PlayedSession): void {
  if (session.state.status !== 'running' || session.state.pausedFor !== null) return;
  const trial = currentTrialOf(session.state);
  const conversation = trial?.conversation;
  if (!conversation) session.completeStep();
  else if (conversation.phase === 'comparing') session.judge();
  else if (conversation.phase === 'explaining') session.explain();
  else if (conversation.turns.length === 0) session.holdTurn('Hello');
  else session.perform({ kind: 'conversation/finish', conversationId: conversation.conversationId });
}

function walk(moves: readonly Move[], seedOfSlots: string): PlayedSession {
  const session = new PlayedSession(smallStudy, seedOfSlots);
  for (const move of moves) move(session);
  return session;
}

function walkWithClock(moves: readonly Move[], slots: string) {
  const session = walk(moves, slots);
  return { state: session.state, now: session.now() };
}

const anyWalk = fc.tuple(fc.array(anyMove, { minLength: 10, maxLength: 120, size: 'max' }), fc.string());

function stored(events: readonly RecordedEvent[]): RecordedEvent[] {
  return JSON.parse(JSON.stringify(events)) as RecordedEvent[];
}

describe('the session engine, whatever happens', () => {
  it('is walked through every kind of event, so that the properties below mean something', () => {
    const kinds = new Set<string>();
    for (const [moves, slots] of fc.sample(anyWalk, { seed, numRuns: 400 })) {
      for (const event of walk(moves, slots).events) kinds.add(event.kind);
    }
    const onlyElsewhere = ['attempt-ended', 'consent-declined', 'incident-recorded', 'session-ended', 'session-unblinded'];
    const all = SessionEvent.options.map((option) => option.shape.kind.value);
    expect(all.filter((kind) => !kinds.has(kind) && !onlyElsewhere.includes(kind))).toEqual([]);
  });

  it('rebuilds from stored events exactly the state that was live', () => {
    fc.assert(
      fc.property(anyWalk, ([moves, slots]) => {
        const session = walk(moves, slots);
        expect(replay(smallStudy, stored(session.events))).toEqual(session.state);
      }),
      runs,
    );
  });

  it('refuses with a reason and leaves no event', () => {
    fc.assert(
      fc.property(anyWalk, anyCommand, ([moves, slots], command) => {
        const session = walk(moves, slots);
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
      fc.property(anyWalk, ([moves, slots]) => {
        for (const { kind, payload } of stored(walk(moves, slots).events)) {
          expect(SessionEvent.parse({ kind, payload })).toEqual({ kind, payload });
        }
      }),
      runs,
    );
  });

  it('gives no window an arm, a model or a system prompt', () => {
    fc.assert(
      fc.property(anyWalk, ([moves, slots]) => {
        const session = walk(moves, slots);
        const forParticipant = ParticipantView.parse(participantView('session', session.state));
        const forModerator = LiveView.parse(liveView('session', session.state, session.now()));
        const sent = JSON.stringify([forParticipant, forModerator]);
        const secrets = [...smallStudy.arms, ...smallStudy.stages.flatMap((stage) => (stage.kind === 'practice' ? stage.arms : []))]
          .flatMap((arm) => [arm.id, arm.name, arm.model.model, arm.model.systemPrompt])
          .concat('secret-reported-model', 'providerId', 'armId');
        for (const secret of secrets) expect(sent).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      runs,
    );
  });

  it('gives every judged response a slot, a time of reveal and exactly one arm', () => {
    fc.assert(
      fc.property(anyWalk, ([moves, slots]) => {
        const session = walk(moves, slots);
        for (const conversation of session.state.conversations) {
          const judged = Object.keys(conversation.ratings).length > 0;
          if (judged) expect(conversation.turns.some((turn) => turn.status === 'revealed')).toBe(true);
          for (const turn of conversation.turns.filter((each) => each.status === 'revealed')) {
            expect(turn.revealedAt).not.toBeNull();
            expect(turn.responses.map(({ slot }) => slot)).toEqual(conversation.slots.map(({ slot }) => slot));
            for (const response of turn.responses) {
              const arms = conversation.slots.filter(({ slot }) => slot === response.slot);
              expect(arms.map(({ armId }) => armId)).toEqual([response.armId]);
              const call = turn.calls.find(({ callId }) => callId === response.callId);
              expect(call?.armId).toBe(response.armId);
              expect(call?.reply?.text).toBeTruthy();
            }
          }
        }
      }),
      runs,
    );
  });

  it('never reveals before the slowest reply and the minimum delay', () => {
    fc.assert(
      fc.property(anyWalk, ([moves, slots]) => {
        const { events } = walk(moves, slots);
        for (const reveal of events.filter((event) => event.kind === 'turn-revealed')) {
          const sent = events.find(
            (event) =>
              event.kind === 'turn-sent' &&
              event.payload.conversationId === reveal.payload.conversationId &&
              event.payload.turn === reveal.payload.turn,
          );
          const waited = reveal.at.monotonicMilliseconds - (sent?.at.monotonicMilliseconds ?? Infinity);
          expect(waited).toBeGreaterThanOrEqual(smallStudy.minimumRevealDelayMilliseconds);
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
      fc.property(anyWalk, ([moves, slots]) => {
        const session = walk(moves, slots);
        if (session.state.status !== 'running') return;
        const before = session.events.length;
        const { can } = liveView('session', session.state, session.now());
        expect(can.endSession).toBe(true);
        if (session.state.pausedFor !== null) session.must({ kind: 'session/resume' }, 'moderator');
        const trial = currentTrialOf(session.state);
        if (trial) session.must({ kind: 'conversation/skip', reason: 'Test' }, 'moderator');
        else session.completeStep();
        expect(session.events.length).toBeGreaterThan(before);
      }),
      runs,
    );
  });
  it('offers in its windows exactly what it will carry out', () => {
    const reason = 'Test';
    fc.assert(
      fc.property(anyWalk, ([moves, slots]) => {
        const { state, now } = walkWithClock(moves, slots);
        const allowed = (command: Command): boolean => decide(state, command, now).ok;
        const { can } = liveView('session', state, now);
        expect(can).toEqual({
          pause: allowed({ kind: 'session/pause', reason }),
          resume: allowed({ kind: 'session/resume' }),
          retryTurn: allowed({ kind: 'turn/retry' }),
          voidTurn: allowed({ kind: 'turn/void', reason }),
          skipConversation: allowed({ kind: 'conversation/skip', reason }),
          endConversation: allowed({ kind: 'conversation/end', reason }),
          endSession: allowed({ kind: 'session/end', reason }),
        });
        const { screen } = participantView('session', state);
        if (screen.kind !== 'conversation') return;
        const { conversationId } = screen;
        expect(screen.canSend).toBe(allowed({ kind: 'turn/send', conversationId, text: 'Hello' }));
        expect(screen.canFinish).toBe(allowed({ kind: 'conversation/finish', conversationId }));
      }),
      runs,
    );
  });

  it('counts no time backwards when the clock of the laptop is set back', () => {
    fc.assert(
      fc.property(anyWalk, fc.integer({ min: 1, max: 10 ** 10 }), ([moves, slots], back) => {
        const { state, now } = walkWithClock(moves, slots);
        const earlier = { ...now, utcMilliseconds: now.utcMilliseconds - back };
        const { plan } = LiveView.parse(liveView('session', state, earlier));
        expect(plan.every(({ elapsedMilliseconds }) => elapsedMilliseconds >= 0)).toBe(true);
      }),
      runs,
    );
  });
});
