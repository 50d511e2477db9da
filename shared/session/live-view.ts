import { sessionPlanOf } from '../study/protocol.ts';
import type { Instant } from './events.ts';
import { millisecondsBetween } from './milliseconds-between.ts';
import { screenOf } from './participant-view.ts';
import { planOf, titleOfStep } from './plan.ts';
import { countedTurns, currentTrialOf, isForOneSlot, type CurrentTrial } from './queries.ts';
import type { ConversationState, SessionState, StepState, TurnState } from './state.ts';
import type { LiveView, PlanEntry, Trouble } from './views.ts';

/** What the moderator sees of a session: its place in the plan, the blinded mirror, and trouble. */
export function liveView(
  sessionId: string,
  state: SessionState,
  now: Instant,
  halted: LiveView['halted'] = null,
): LiveView {
  const trial = state.status === 'running' ? currentTrialOf(state) : null;
  const conversation = trial?.conversation ?? null;
  const turn = conversation?.phase === 'talking' ? countedTurns(conversation).at(-1) : undefined;
  return {
    sessionId,
    revision: state.revision,
    participantCode: state.participantCode,
    studyTitle: state.study.title,
    sessionNumber: state.sessionNumber,
    sessionCount: state.study.sessions.length,
    moderator: state.moderator,
    status: state.status,
    pausedFor: state.pausedFor,
    endReason: state.endReason,
    now: now.utcMilliseconds,
    startedAtUtcMilliseconds: state.startedAt.utcMilliseconds,
    expectedMinutes: sessionPlanOf(state.study, state.sessionNumber).expectedMinutes,
    plan: planEntries(state, now),
    currentStep: state.currentStep,
    mirror: screenOf(state, now),
    conversationType: trial ? labelOfType(trial) : null,
    turn: turnOf(conversation, turn),
    trouble: conversation && turn ? troubleOf(conversation, turn) : null,
    notes: state.notes.map(({ kind, at, text }) => ({ kind, atUtcMilliseconds: at.utcMilliseconds, text })),
    lastSavedAtUtcMilliseconds: state.lastEventAt.utcMilliseconds,
    can: halted ? nothingPossible : possibilities(state, conversation, turn),
    unblinded: state.unblinded,
    halted,
  };
}

function labelOfType({ stage, conversation }: CurrentTrial): string | null {
  return stage.conversations.types.find((type) => type.id === conversation.typeId)?.label ?? null;
}

const nothingPossible: LiveView['can'] = {
  pause: false,
  resume: false,
  retryTurn: false,
  voidTurn: false,
  skipConversation: false,
  endConversation: false,
  endSession: false,
};

function possibilities(
  state: SessionState,
  conversation: ConversationState | null,
  turn: TurnState | undefined,
): LiveView['can'] {
  if (state.status !== 'running') return nothingPossible;
  const paused = state.pausedFor !== null;
  return {
    pause: !paused,
    resume: paused,
    retryTurn: turn?.status === 'stalled',
    voidTurn: turn !== undefined,
    skipConversation: conversation !== null,
    endConversation: conversation?.phase === 'talking',
    endSession: true,
  };
}

function planEntries(state: SessionState, now: Instant): PlanEntry[] {
  return planOf(state.study, state.sessionNumber).map((step, index) => {
    const stepState = state.steps[index];
    return {
      title: titleOfStep(step),
      state: entryState(state, stepState, index),
      elapsedMilliseconds: stepState ? elapsedIn(stepState, now) : 0,
    };
  });
}

function entryState(state: SessionState, step: StepState | undefined, index: number): PlanEntry['state'] {
  if (step?.skipped) return 'skipped';
  if (state.status === 'running' && index === state.currentStep) return 'current';
  return step?.leftAt && (state.status !== 'ended' || index < state.currentStep) ? 'done' : 'open';
}

/** Time spent in a step, pauses included, in milliseconds. */
export function elapsedIn(step: StepState, now: Instant): number {
  if (!step.enteredAt) return 0;
  return millisecondsBetween(step.enteredAt, step.leftAt ?? now);
}

function turnOf(conversation: ConversationState | null, turn: TurnState | undefined): LiveView['turn'] {
  if (!conversation || !turn || turn.status === 'voided') return null;
  return {
    number: countedTurns(conversation).length,
    status: turn.status,
    sentAtUtcMilliseconds: turn.sentAt.utcMilliseconds,
  };
}

/**
 * The latest failure that still matters, without saying which slot it was. Of a message to one slot alone,
 * nothing is said before somebody has to decide: it would tell whose trouble it is.
 */
function troubleOf(conversation: ConversationState, turn: TurnState): Trouble | null {
  if (turn.status !== 'collecting' && turn.status !== 'stalled') return null;
  if (turn.status === 'collecting' && isForOneSlot(conversation, turn)) return null;
  const relevant = turn.status === 'stalled' ? 'failed' : 'running';
  const failures = turn.calls
    .filter((call) => call.outcome === relevant)
    .flatMap((call) => (call.lastFailure ? [call.lastFailure] : []));
  const latest = failures.reduce<(typeof failures)[number] | null>(
    (found, failure) => (!found || failure.at.utcMilliseconds >= found.at.utcMilliseconds ? failure : found),
    null,
  );
  if (!latest) return null;
  return {
    category: latest.category,
    attempt: latest.attempt,
    attempts: latest.attempts,
    nextAttemptAtUtcMilliseconds:
      latest.retryInMilliseconds === null || turn.status === 'stalled'
        ? null
        : latest.at.utcMilliseconds + latest.retryInMilliseconds,
  };
}
