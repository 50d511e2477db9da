import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/session/commands.ts';
import { decide } from '../../../shared/session/decide.ts';
import { SessionEvent, slotLabels, type RecordedEvent, type Slot } from '../../../shared/session/events.ts';
import { replay } from '../../../shared/session/evolve.ts';
import { liveView } from '../../../shared/session/live-view.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import { missingOn } from '../../../shared/session/missing-judgements.ts';
import { currentTrialOf, runningTurnOf } from '../../../shared/session/queries.ts';
import { LiveView, ParticipantView, type ParticipantScreen, type SheetView } from '../../../shared/session/views.ts';
import type { Judgement } from '../../../shared/study/judgements.ts';
import { stagesOf } from '../../../shared/study/protocol.ts';
import type { PlayedSession } from './play.ts';
import { anyCommand, anyWalk, walk } from './random-walk.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`engine properties: VISAVIS_TEST_SEED=${seed}`);
const runs = { seed, numRuns: 200 };

function walkWithClock(moves: Parameters<typeof walk>[0]) {
  const session = walk(moves);
  return { state: session.state, now: session.now() };
}

function stored(events: readonly RecordedEvent[]): RecordedEvent[] {
  return JSON.parse(JSON.stringify(events)) as RecordedEvent[];
}

/** What a participant does next who wants to be done, with models that answer and a moderator who helps. */
function goOn(session: PlayedSession): void {
  if (session.state.pausedFor !== null) session.must({ kind: 'session/resume' }, 'moderator');
  const trial = currentTrialOf(session.state);
  const running = trial && runningTurnOf(trial.conversation);
  session.wait(2_000);
  if (running) {
    if (running.turn.status === 'stalled') session.must({ kind: 'turn/retry' }, 'moderator');
    session.startCalls();
    const calls = currentTrialOf(session.state)?.conversation.turns[running.index]?.calls ?? [];
    for (const { callId, outcome } of calls) if (outcome === 'running') session.answer(callId);
    session.reveal();
    return;
  }
  const { screen } = participantView('session', session.state, session.now());
  if (judgingOn(screen)) session.fillSheet();
  else if (screen.kind === 'type-choice') {
    session.must({ kind: 'conversation/pick-type', conversationId: screen.conversationId, typeId: screen.types[0]?.id ?? '' });
  } else if (screen.kind === 'conversation') {
    const { conversationId } = screen;
    if (screen.canFinish) session.must({ kind: 'conversation/finish', conversationId });
    else session.must({ kind: 'turn/send', conversationId, text: screen.openings?.[0] ?? 'Hello', slot: screen.canSend ? null : (screen.addressable[0] ?? null) });
  } else session.completeStep();
}

function judgingOn(screen: ParticipantScreen): SheetView | null {
  return screen.kind === 'judgement' || screen.kind === 'conversation' ? screen.judging : null;
}

function judged(judgement: Judgement, at: { conversationId: string; turn: number | null }, slot: Slot | null, slots: readonly Slot[]): Command {
  const about = { ...at, judgementId: judgement.id };
  if (judgement.kind === 'ranking') {
    // The slot in question takes the place of the first.
    return { kind: 'judgement/rank', ...about, places: slots.map((each, index) => (index > 0 ? [each] : slot === null ? [] : [slot])) };
  }
  if (judgement.kind === 'choice') return { kind: 'judgement/choose', ...about, slot, strength: judgement.strengths.length > 0 ? 1 : null };
  const item = judgement.kind === 'attributes' ? (judgement.items[0]?.id ?? null) : null;
  return { kind: 'judgement/rate', ...about, slot, item, value: 1 };
}

function isShown(judgement: Judgement, slot: Slot | null, slots: readonly Slot[]): boolean {
  if ('of' in judgement) return judgement.of === 'each-slot' ? slot !== null && slots.includes(slot) : slot === null;
  // A ranking takes an empty place, and no slot twice.
  if (judgement.kind === 'ranking') return slot === null || slot === slots[0];
  return judgement.kind === 'choice' && (slot === null ? judgement.tie !== null : slots.includes(slot));
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

  it('comes to its end from wherever it is, when everybody does what their screen offers', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const session = walk(moves);
        if (session.state.status === 'ended') return;
        for (let move = 0; move < 300 && session.state.status === 'running'; move += 1) goOn(session);
        expect(session.state.status).toBe('complete');
      }),
      runs,
    );
  });

  it('takes on a sheet exactly what the sheet shows, and confirms it when nothing is missing', () => {
    fc.assert(
      fc.property(anyWalk, (moves) => {
        const { state, now } = walkWithClock(moves);
        const { screen } = participantView('session', state, now);
        const judging = judgingOn(screen);
        if (!judging || !('conversationId' in screen)) return;
        const allowed = (command: Command): boolean => decide(state, command, now).ok;
        const at = { conversationId: screen.conversationId, turn: judging.turn };
        for (const judgement of judging.sheet.judgements) {
          for (const slot of [null, ...slotLabels]) {
            expect([judgement.id, slot, allowed(judged(judgement, at, slot, judging.slots))]).toEqual([judgement.id, slot, isShown(judgement, slot, judging.slots)]);
          }
        }
        for (const good of ['', 'Clear words']) {
          const texts = { feedback: { good, bad: '' } };
          const confirm = { kind: 'judgement/confirm' as const, ...at, sheetId: judging.sheet.id, texts };
          expect(allowed(confirm)).toBe(missingOn(judging, texts).length === 0);
        }
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
