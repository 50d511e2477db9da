import type { StageOf } from '../study/stages.ts';
import type { Instant, Slot } from './events.ts';
import { millisecondsBetween } from './milliseconds-between.ts';
import { revealedTurns, turnsWith, type CurrentTrial } from './queries.ts';
import type { SessionState, TurnState } from './state.ts';

/** Milliseconds since the current step was entered, pauses included. */
function elapsedInStep(state: SessionState, now: Instant): number {
  const enteredAt = state.steps[state.currentStep]?.enteredAt;
  return enteredAt ? millisecondsBetween(enteredAt, now) : 0;
}

/** Milliseconds of the current step that were pauses, up to now. One that began in an earlier step counts from this one on. */
export function pausedInStep(state: SessionState, now: Instant): number {
  const before = state.steps[state.currentStep]?.pausedMilliseconds ?? 0;
  if (!state.pausedAt) return before;
  return before + Math.min(millisecondsBetween(state.pausedAt, now), elapsedInStep(state, now));
}

/** Milliseconds of the current step, pauses left out. */
export function activeInStep(state: SessionState, now: Instant): number {
  return Math.max(0, elapsedInStep(state, now) - pausedInStep(state, now));
}

/** UTC milliseconds at which a break may be ended; null at once. A pause is a break too. */
export function breakUntil(state: SessionState, stage: StageOf<'break'>, now: Instant): number | null {
  if (stage.minimumSeconds === 0) return null;
  return now.utcMilliseconds + stage.minimumSeconds * 1_000 - elapsedInStep(state, now);
}

/** Messages of which the first of a conversation must be one; null when it is written freely. */
export function openingsOf({ stage, conversation }: CurrentTrial): readonly string[] | null {
  const opening = stage.conversations.types.find((type) => type.id === conversation.typeId)?.opening;
  if (!opening || opening.kind === 'free') return null;
  return opening.kind === 'fixed' ? [opening.message] : opening.messages;
}

/** Turns that count for the limits of a slot: its own in the parallel layout, all of them elsewhere. */
export function turnsOfSlot({ stage }: Pick<CurrentTrial, 'stage'>, turns: readonly TurnState[], slot: Slot): readonly TurnState[] {
  return stage.layout.kind === 'parallel' ? turnsWith(turns, slot) : turns;
}

/** True when every slot has had its minimum of turns. */
export function minimumReached(trial: CurrentTrial): boolean {
  const { conversation, stage } = trial;
  return conversation.slots.every(
    ({ slot }) => turnsOfSlot(trial, revealedTurns(conversation), slot).length >= stage.turns.minimum,
  );
}

/** UTC milliseconds at which the talking of the current conversation ends; null without a limit. */
export function talkUntil(state: SessionState, { stage, conversation }: CurrentTrial, now: Instant): number | null {
  if (stage.timeLimitSeconds === null) return null;
  const talked = activeInStep(state, now) - conversation.pickingMilliseconds;
  return now.utcMilliseconds + stage.timeLimitSeconds * 1_000 - talked;
}

/** True when the talking time of the current conversation has passed. It begins when its type is known. */
export function timeIsUp(state: SessionState, trial: CurrentTrial, now: Instant): boolean {
  const until = trial.conversation.typeId === null ? null : talkUntil(state, trial, now);
  return until !== null && now.utcMilliseconds >= until;
}
