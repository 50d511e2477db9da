import type { Instant, Slot } from './events.ts';
import { breakUntil, minimumReached, openingsOf, talkUntil, timeIsUp, turnsOfSlot } from './limits.ts';
import { countOf } from './plan.ts';
import {
  countedTurns,
  currentStepOf,
  currentTrialOf,
  guessableConversations,
  isForOneSlot,
  runningTurnOf,
  sheetsOf,
  turnToJudge,
  type CurrentTrial,
} from './queries.ts';
import { trialStageOf } from '../study/protocol.ts';
import type { BlindingGuessStage } from '../study/stages.ts';
import { openSheet } from './sheet-view.ts';
import type { ConversationState, SessionState, TurnState } from './state.ts';
import { historyOf, threadsByArm, threadsOf } from './threads.ts';
import type { ParticipantScreen, ParticipantView, ScreenOf } from './views.ts';
import type { z } from 'zod';

/** What the participant's window gets: the screen of the current step, and nothing about arms. */
export function participantView(sessionId: string, state: SessionState, now: Instant): ParticipantView {
  return {
    revision: state.revision,
    sessionId,
    studyTitle: state.study.title,
    progress: { done: state.status === 'complete' ? state.steps.length : state.currentStep, of: state.steps.length },
    screen: state.pausedFor === null ? screenOf(state, now) : { kind: 'covered', because: 'paused' },
  };
}

/** The screen of the current step, as if the session were not paused. */
export function screenOf(state: SessionState, now: Instant): ParticipantScreen {
  if (state.status !== 'running') return { kind: 'end', outcome: state.status };
  const trial = currentTrialOf(state);
  if (trial) return trialScreen(state, trial, now);
  const { stage } = currentStepOf(state);
  switch (stage.kind) {
    case 'blinding-guess':
      return { kind: 'blinding-guess', stage: withoutTargets(stage), conversations: guessConversations(state) };
    case 'consent':
      return { kind: 'consent', stage };
    case 'questionnaire':
      return { kind: 'questionnaire', stage };
    case 'instructions':
      return { kind: 'instructions', stage };
    case 'break':
      return { kind: 'break', stage, endsAtUtcMilliseconds: breakUntil(state, stage, now) };
    case 'message':
      return { kind: 'message', stage };
    case 'debrief':
      return { kind: 'debrief', stage };
    case 'practice':
    case 'conversations':
    case 'repeats':
      throw new Error(`Step ${state.currentStep} holds conversations but none was allocated.`);
  }
}

/** Which arms make a guess right is nobody's business during a session. */
function withoutTargets({ targets: _targets, ...stage }: z.infer<typeof BlindingGuessStage>): ScreenOf<'blinding-guess'>['stage'] {
  return stage;
}

type TrialField = Exclude<keyof ScreenOf<'type-choice'>, 'kind' | 'types'>;

function trialScreen(state: SessionState, trial: CurrentTrial, now: Instant): ParticipantScreen {
  const { stage, step, repeat, conversation } = trial;
  const type = stage.conversations.types.find((each) => each.id === conversation.typeId);
  const shown: Pick<ScreenOf<'type-choice'>, TrialField> = {
    stageId: step.stage.id,
    conversationId: conversation.conversationId,
    practice: stage.kind === 'practice',
    number: step.number,
    count: countOf(step),
    title: repeat?.title ?? type?.title ?? stage.title,
    prompt: repeat?.prompt ?? type?.prompt ?? '',
    layout: stage.layout.kind,
    history: [...historyOf(stage, conversation)],
    threads: threadsOf(state, stage, conversation),
  };
  const judging = openSheet(trial);
  if (conversation.phase === 'judging' && judging) {
    const sheets = sheetsOf(trial);
    return {
      kind: 'judgement',
      ...shown,
      repeat: repeat !== null,
      sheetNumber: sheets.findIndex((sheet) => sheet.id === judging.sheet.id) + 1,
      sheetCount: sheets.length,
      judging,
    };
  }
  if (conversation.typeId === null) {
    const types = stage.conversations.types.map(({ id, title, prompt }) => ({ id, title, prompt }));
    return { kind: 'type-choice', ...shown, types };
  }
  return { kind: 'conversation', ...shown, ...talking(state, trial, now), judging };
}

function talking(
  state: SessionState,
  trial: CurrentTrial,
  now: Instant,
): Omit<ScreenOf<'conversation'>, TrialField | 'kind' | 'judging'> {
  const { conversation, stage } = trial;
  const counted = countedTurns(conversation);
  const running = runningTurnOf(conversation);
  const isUp = timeIsUp(state, trial, now);
  const free = !running && !turnToJudge(stage, conversation);
  const slots = conversation.slots.map(({ slot }) => slot);
  const turnCounts = slots.map((slot) => turnsOfSlot(trial, counted, slot).length);
  const open = slots.filter((_, index) => (turnCounts[index] ?? 0) < stage.turns.maximum);
  const mayWrite = free && !isUp;
  return {
    minimumTurns: stage.turns.minimum,
    maximumTurns: stage.turns.maximum,
    turnCount: counted.length,
    maximumMessageCharacters: stage.messages.maximumCharacters,
    maximumMessageWords: stage.messages.maximumWords,
    pasting: stage.messages.pasting,
    addressable: mayWrite ? addressable(trial, open) : [],
    openings: counted.length === 0 ? copyOf(openingsOf(trial)) : null,
    talkUntilUtcMilliseconds: talkUntil(state, trial, now),
    timeIsUp: isUp,
    waiting: running ? waitingFor(conversation, running.turn) : 'no',
    canSend: mayWrite && open.length === slots.length,
    returnedMessage: returnedMessage(conversation),
    canFinish: free && (isUp || minimumReached(trial)),
  };
}

function addressable({ stage, conversation }: CurrentTrial, open: readonly Slot[]): Slot[] {
  const alone = stage.layout.kind === 'parallel' && stage.layout.sendTo === 'all-or-one';
  return alone && conversation.slots.length > 1 ? [...open] : [];
}

function copyOf(texts: readonly string[] | null): string[] | null {
  return texts && [...texts];
}

/**
 * One failed attempt anywhere puts the whole turn into the same neutral state. Of a message to one slot
 * alone that would tell which slot it was, so it waits as if all went well until somebody has to help.
 */
function waitingFor(conversation: ConversationState, turn: TurnState): 'replies' | 'one-moment' {
  if (turn.status === 'stalled') return 'one-moment';
  const disturbed =
    !isForOneSlot(conversation, turn) &&
    turn.calls.some((call) => call.lastFailure !== null || call.screened?.action === 'asked-again');
  return disturbed ? 'one-moment' : 'replies';
}

function returnedMessage(conversation: ConversationState): string | null {
  const last = conversation.turns.at(-1);
  return last?.status === 'voided' && last.revealedAt === null ? last.text : null;
}

function guessConversations(state: SessionState): ScreenOf<'blinding-guess'>['conversations'] {
  return guessableConversations(state).map((conversation) => {
    const stage = trialStageOf(state.study, conversation.stageId);
    const type = stage.conversations.types.find((each) => each.id === conversation.typeId);
    return {
      conversationId: conversation.conversationId,
      title: type?.title ?? stage.title,
      slots: conversation.slots.map(({ slot }) => slot),
      history: stage.layout.kind === 'parallel' ? [] : [...historyOf(stage, conversation)],
      threads: threadsByArm(state, stage, conversation),
    };
  });
}
