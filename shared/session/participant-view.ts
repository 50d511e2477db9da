import type { PlanStep } from './plan.ts';
import {
  countedTurns,
  currentStepOf,
  currentTrialOf,
  guessableConversations,
  revealedReply,
  revealedTurns,
  runningTurnOf,
  stageOfConversation,
} from './queries.ts';
import type { ConversationState, SessionState, TurnState } from './state.ts';
import type { ParticipantScreen, ParticipantView, ScreenOf, SlotThread } from './views.ts';

/** What the participant's window gets: the screen of the current step, and nothing about arms. */
export function participantView(sessionId: string, state: SessionState): ParticipantView {
  return {
    revision: state.revision,
    sessionId,
    studyTitle: state.study.title,
    progress: { done: state.status === 'complete' ? state.steps.length : state.currentStep, of: state.steps.length },
    screen: state.pausedFor === null ? screenOf(state) : { kind: 'covered', because: 'paused' },
  };
}

/** The screen of the current step, as if the session were not paused. */
export function screenOf(state: SessionState): ParticipantScreen {
  if (state.status !== 'running') return { kind: 'end', outcome: state.status };
  const step = currentStepOf(state);
  const trial = currentTrialOf(state);
  if (trial) return trialScreen(state, trial.step, trial.conversation);
  const { stage } = step;
  switch (stage.kind) {
    case 'blinding-guess':
      return { kind: 'blinding-guess', stage, conversations: guessConversations(state) };
    case 'consent':
      return { kind: 'consent', stage };
    case 'questionnaire':
      return { kind: 'questionnaire', stage };
    case 'instructions':
      return { kind: 'instructions', stage };
    case 'debrief':
      return { kind: 'debrief', stage };
    case 'practice':
    case 'conversations':
      throw new Error(`Step ${state.currentStep} holds conversations but none was allocated.`);
  }
}

function trialScreen(
  state: SessionState,
  step: Extract<PlanStep, { kind: 'trial' }>,
  conversation: ConversationState,
): ParticipantScreen {
  const { stage } = step;
  const trial = {
    stageId: stage.id,
    conversationId: conversation.conversationId,
    practice: stage.kind === 'practice',
    number: step.number,
    count: stage.conversations.length,
    title: step.conversation.title,
    prompt: step.conversation.prompt,
    threads: threadsOf(conversation),
  };
  switch (conversation.phase) {
    case 'comparing': {
      const { rating, ranking } = stage.judgements;
      const { ratings, places } = conversation;
      return { kind: 'comparison', ...trial, rating, ranking, ratings, places };
    }
    case 'explaining': {
      const { attributes, feedback } = stage.judgements;
      if (!conversation.best) throw new Error('A comparison was confirmed without a best slot.');
      return { kind: 'explanation', ...trial, best: conversation.best, attributes, values: conversation.attributes, feedback };
    }
    default:
      return { kind: 'conversation', ...trial, ...talking(state, step, conversation) };
  }
}

function talking(
  state: SessionState,
  { stage }: Extract<PlanStep, { kind: 'trial' }>,
  conversation: ConversationState,
): Omit<ScreenOf<'conversation'>, TrialField> {
  const running = runningTurnOf(conversation);
  const turnCount = countedTurns(conversation).length;
  return {
    minimumTurns: stage.turns.minimum,
    maximumTurns: stage.turns.maximum,
    turnCount,
    maximumMessageCharacters: state.study.maximumMessageCharacters,
    waiting: running ? waitingFor(running.turn) : 'no',
    canSend: !running && turnCount < stage.turns.maximum,
    returnedMessage: returnedMessage(conversation),
    canFinish: !running && revealedTurns(conversation).length >= stage.turns.minimum,
  };
}

type TrialField = 'kind' | 'number' | 'stageId' | 'conversationId' | 'practice' | 'count' | 'title' | 'prompt' | 'threads';

/** One failed attempt anywhere puts the whole turn into the same neutral state. */
function waitingFor(turn: TurnState): 'replies' | 'one-moment' {
  const disturbed = turn.status === 'stalled' || turn.calls.some((call) => call.lastFailure !== null);
  return disturbed ? 'one-moment' : 'replies';
}

function returnedMessage(conversation: ConversationState): string | null {
  const last = conversation.turns.at(-1);
  return last?.status === 'voided' && last.revealedAt === null ? last.text : null;
}

/** Every slot's thread: the revealed turns, and the running one still without replies. */
function threadsOf(conversation: ConversationState): SlotThread[] {
  return conversation.slots.map(({ slot }) => ({
    slot,
    turns: countedTurns(conversation).map((turn) => ({ message: turn.text, reply: revealedReply(turn, slot) })),
  }));
}

function guessConversations(state: SessionState): ScreenOf<'blinding-guess'>['conversations'] {
  return guessableConversations(state).map((conversation) => ({
    conversationId: conversation.conversationId,
    title: titleOf(state, conversation),
    threads: threadsOf(conversation).map((thread) => ({
      ...thread,
      turns: thread.turns.filter((turn) => turn.reply !== null),
    })),
  }));
}

/** The title of a conversation as the study gives it. */
function titleOf(state: SessionState, conversation: ConversationState): string {
  const stage = stageOfConversation(state, conversation);
  const plan = stage.conversations.find((each) => each.id === conversation.conversationId);
  return plan?.title ?? conversation.conversationId;
}
