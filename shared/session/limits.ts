import type { StageOf, TrialStage } from '../study/stages.ts';
import type { Instant, Slot } from './events.ts';
import { revealedTurns, turnsWith, type CurrentTrial } from './queries.ts';
import type { SessionState, TurnState } from './state.ts';

/** UTC milliseconds at which a break may be ended; null at once. */
export function breakUntil(state: SessionState, stage: StageOf<'break'>): number | null {
  const enteredAt = state.steps[state.currentStep]?.enteredAt;
  return stage.minimumSeconds === 0 || !enteredAt ? null : enteredAt.utcMilliseconds + stage.minimumSeconds * 1_000;
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
export function talkUntil(state: SessionState, stage: TrialStage): number | null {
  const step = state.steps[state.currentStep];
  if (stage.timeLimitSeconds === null || !step?.enteredAt) return null;
  return step.enteredAt.utcMilliseconds + step.pausedMilliseconds + stage.timeLimitSeconds * 1_000;
}

/** True when the talking time of the current conversation has passed. */
export function timeIsUp(state: SessionState, stage: TrialStage, now: Instant): boolean {
  const until = talkUntil(state, stage);
  return until !== null && now.utcMilliseconds >= until;
}
