import { trialStageOf } from '../study/protocol.ts';
import type { Sheet } from '../study/judgements.ts';
import type { StageOf, TrialStage } from '../study/stages.ts';
import type { Slot } from './events.ts';
import { planOf, type PlanStep } from './plan.ts';
import type { CallState, ConversationState, SessionState, TurnState } from './state.ts';

/** The step of the plan that the participant is at. */
export function currentStepOf(state: SessionState): PlanStep {
  const step = planOf(state.study, state.sessionNumber)[state.currentStep];
  if (!step) throw new Error(`Step ${state.currentStep} is not in the plan of study "${state.study.id}".`);
  return step;
}

export type TrialStep = Exclude<PlanStep, { kind: 'stage' }>;

/** The conversation that is held or judged at a step, with the stage that says how. */
export interface CurrentTrial {
  readonly step: TrialStep;
  /** The stage that the conversation comes from; of a repeat, that of the original. */
  readonly stage: TrialStage;
  readonly repeat: StageOf<'repeats'> | null;
  readonly conversation: ConversationState;
}

/** The conversation that is held or judged now; null between conversations. */
export function currentTrialOf(state: SessionState): CurrentTrial | null {
  const step = currentStepOf(state);
  if (step.kind === 'stage') return null;
  const conversation = conversationAt(state, step);
  if (!conversation) throw new Error(`Step ${state.currentStep} holds a conversation, but none was allocated.`);
  return step.kind === 'trial'
    ? { step, stage: step.stage, repeat: null, conversation }
    : { step, stage: trialStageOf(state.study, step.stage.of), repeat: step.stage, conversation };
}

/** The conversation of a step; undefined when none was allocated (a repeat of what was never held). */
export function conversationAt(state: SessionState, step: TrialStep): ConversationState | undefined {
  return state.conversations.filter((each) => each.stageId === step.stage.id)[step.number - 1];
}

/** The conversation that a repeat within the session comes from; undefined otherwise. */
export function originalOf(state: SessionState, repeat: ConversationState): ConversationState | undefined {
  const of = repeat.repeatOf;
  return of && of.sessionId === null
    ? state.conversations.find((each) => each.conversationId === of.conversationId)
    : undefined;
}

/** False for a repeat whose original was not judged, or is not about to be, so that there is nothing to repeat. */
export function canBeJudged(state: SessionState, conversation: ConversationState): boolean {
  if (conversation.repeatOf === null) return true;
  if (conversation.repeatOf.transcript !== null) return conversation.repeatOf.transcript.length > 0;
  const phase = originalOf(state, conversation)?.phase;
  return phase === 'done' || phase === 'judging';
}

/** The sheets that are judged at the end of a conversation. */
export function sheetsOf(trial: Pick<CurrentTrial, 'stage' | 'repeat'>): readonly Sheet[] {
  const { stage, repeat } = trial;
  return repeat ? stage.sheets.filter((sheet) => repeat.sheets.includes(sheet.id)) : stage.sheets;
}

/** The sheet at the end of a conversation that is to be filled in next; null when all are confirmed. */
export function openSheetOf(trial: CurrentTrial): Sheet | null {
  return sheetsOf(trial).find((sheet) => !trial.conversation.given.confirmed.includes(sheet.id)) ?? null;
}

/**
 * The slot that judgements of the preferred one are about, at the end of a conversation: preferred on an
 * earlier sheet, or the one that a branch went on from. Null where there is none.
 */
export function preferredOf({ conversation, stage }: Pick<CurrentTrial, 'conversation' | 'stage'>): Slot | null {
  if (conversation.preferred !== null || stage.layout.kind !== 'branch') return conversation.preferred;
  return revealedTurns(conversation)[0]?.preferred ?? null;
}

/** Turns that count: all but the voided ones. */
export function countedTurns(conversation: ConversationState): readonly TurnState[] {
  return conversation.turns.filter((turn) => turn.status !== 'voided');
}

export function revealedTurns(conversation: ConversationState): readonly TurnState[] {
  return conversation.turns.filter((turn) => turn.status === 'revealed');
}

/** Those of some turns in which a slot was asked. */
export function turnsWith(turns: readonly TurnState[], slot: Slot): readonly TurnState[] {
  return turns.filter((turn) => turn.slots.some((each) => each.slot === slot));
}

/** True for a message to one of several slots: what is said of such a turn is said of that slot. */
export function isForOneSlot({ slots }: Pick<ConversationState, 'slots'>, turn: TurnState): boolean {
  return turn.slots.length === 1 && slots.length > 1;
}

/** False for a message to one slot, and for samples of one arm: what is found in such a turn is found in that arm. */
export function concernsAllArms({ slots }: Pick<ConversationState, 'slots'>, turn: TurnState): boolean {
  const asked = new Set(turn.slots.map(({ armId }) => armId));
  return slots.every(({ armId }) => asked.has(armId));
}

/** The turn whose replies are awaited, and its index; null when none is. */
export function runningTurnOf(
  conversation: ConversationState,
): { readonly turn: TurnState; readonly index: number } | null {
  const index = conversation.turns.length - 1;
  const turn = conversation.turns[index];
  return turn && (turn.status === 'collecting' || turn.status === 'stalled') ? { turn, index } : null;
}

/** The revealed turn that has to be judged before the conversation goes on, and its index; null when none. */
export function turnToJudge(
  stage: TrialStage,
  conversation: ConversationState,
): { readonly turn: TurnState; readonly index: number; readonly sheet: Sheet } | null {
  const sheet = stage.turnSheet;
  if (!sheet || conversation.phase !== 'talking') return null;
  const index = conversation.turns.findLastIndex((turn) => turn.status !== 'voided');
  const turn = conversation.turns[index];
  if (turn?.status !== 'revealed' || turn.given.confirmed.includes(sheet.id)) return null;
  return { turn, index, sheet };
}

/** True for a reply that may be shown: answered, and not asked for again. */
function isUsable(call: CallState): boolean {
  return call.outcome === 'answered' && call.screened?.action !== 'asked-again';
}

/** The call whose reply a slot will show; null while there is none. */
export function answeredCall(turn: TurnState, slot: Slot): CallState | null {
  return turn.calls.find((call) => call.slot === slot && isUsable(call)) ?? null;
}

/** Slots that still need to be asked: no reply, no call running, not given up since the last retry. */
export function slotsToAsk(turn: TurnState): readonly Slot[] {
  if (turn.status !== 'collecting') return [];
  return turn.slots
    .map(({ slot }) => slot)
    .filter(
      (slot) =>
        !turn.calls.some(
          (call, index) =>
            call.slot === slot &&
            (isUsable(call) || call.outcome === 'running' || (call.outcome === 'failed' && index >= turn.callsBeforeRetry)),
        ),
    );
}

/** True when every slot that was asked has its reply. */
export function isComplete(turn: TurnState): boolean {
  return turn.slots.every(({ slot }) => answeredCall(turn, slot) !== null);
}

/** What a call shows: its reply, as the scan left it. */
export function shownText(call: CallState): string | null {
  return call.screened?.text ?? call.reply?.text ?? null;
}

/** What a slot showed in a revealed turn. */
export function revealedReply(turn: TurnState, slot: Slot): string | null {
  const response = turn.responses.find((each) => each.slot === slot);
  const call = response && turn.calls.find((each) => each.callId === response.callId);
  return call ? shownText(call) : null;
}

/**
 * Conversations about which a blinding guess can be asked: held in earnest, with something revealed,
 * and in a layout in which a slot stands for one arm.
 */
export function guessableConversations(state: SessionState): readonly ConversationState[] {
  return state.conversations.filter((conversation) => {
    if (conversation.repeatOf !== null || revealedTurns(conversation).length === 0) return false;
    const stage = trialStageOf(state.study, conversation.stageId);
    return stage.kind === 'conversations' && stage.layout.kind !== 'common-thread';
  });
}
