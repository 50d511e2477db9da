import { checkAnswers } from '../questionnaire/problems-of-answers.ts';
import type { StageKind, StageOf } from '../study/stages.ts';
import { advance, skipConversation } from './advance.ts';
import type { ParticipantCommand } from './commands.ts';
import { decideJudgement } from './decide-judgement.ts';
import type { Decision } from './decision.ts';
import { Answers, type Instant } from './events.ts';
import { breakUntil, minimumReached, openingsOf, timeIsUp, turnsOfSlot } from './limits.ts';
import {
  countedTurns,
  currentStepOf,
  currentTrialOf,
  guessableConversations,
  revealedTurns,
  runningTurnOf,
  turnToJudge,
  type CurrentTrial,
} from './queries.ts';
import { accepted, type Refusal, refused, type Result } from './refusal.ts';
import type { SessionState } from './state.ts';
import { slotsOfNextTurn } from './threads.ts';
import { countWords } from './words.ts';

type CommandOf<Kind extends ParticipantCommand['kind']> = Extract<ParticipantCommand, { kind: Kind }>;

export function decideParticipantCommand(state: SessionState, command: ParticipantCommand, now: Instant): Decision {
  switch (command.kind) {
    case 'consent/give':
      return giveConsent(state, command);
    case 'consent/decline':
      return declineConsent(state, command);
    case 'questionnaire/submit':
      return submitQuestionnaire(state, command);
    case 'text/confirm':
      return confirmText(state, command, now);
    case 'guess/submit':
      return submitGuess(state, command);
    case 'conversation/pick-type':
      return pickType(state, command);
    case 'turn/send':
      return sendTurn(state, command, now);
    case 'conversation/finish':
      return finishConversation(state, command, now);
    default:
      return decideJudgement(state, command);
  }
}

function giveConsent(state: SessionState, command: CommandOf<'consent/give'>): Decision {
  const stage = stageAt(state, command.stageId, ['consent']);
  if (!stage.ok) return stage;
  const missing = stage.value.statements.filter((statement) => !command.statements.includes(statement.id));
  const extra = command.statements.length !== stage.value.statements.length;
  if (missing.length > 0 || extra) {
    return refused('incomplete', 'Consent means agreeing to every statement, and to no other.');
  }
  const { version } = stage.value;
  return accepted([
    { kind: 'consent-given', payload: { stageId: command.stageId, version, statements: command.statements } },
    ...advance(state),
  ]);
}

function declineConsent(state: SessionState, command: CommandOf<'consent/decline'>): Decision {
  const stage = stageAt(state, command.stageId, ['consent']);
  if (!stage.ok) return stage;
  return accepted([
    { kind: 'consent-declined', payload: { stageId: command.stageId, version: stage.value.version } },
    { kind: 'session-ended', payload: { reason: 'Consent was declined.', standing: 'withdrawn' } },
  ]);
}

function submitQuestionnaire(state: SessionState, command: CommandOf<'questionnaire/submit'>): Decision {
  const stage = stageAt(state, command.stageId, ['questionnaire']);
  if (!stage.ok) return stage;
  const { survey, language } = stage.value;
  const checked = checkAnswers(survey, command.answers, language);
  const [problem] = checked.problems;
  if (problem) return refused('incomplete', `Question "${problem.question}": ${problem.message}`);
  const { stageId, timings, order } = command;
  // What is stored leaves out answers to questions that were not asked in the end.
  const answers = Answers.parse(checked.answers);
  return accepted([{ kind: 'questionnaire-answered', payload: { stageId, answers, timings, order } }, ...advance(state)]);
}

function confirmText(state: SessionState, command: CommandOf<'text/confirm'>, now: Instant): Decision {
  const stage = stageAt(state, command.stageId, ['instructions', 'break', 'message', 'debrief']);
  if (!stage.ok) return stage;
  const until = stage.value.kind === 'break' ? breakUntil(state, stage.value, now) : null;
  if (until !== null && now.utcMilliseconds < until) return refused('too-early', 'The break is not over yet.');
  const answer = command.answer?.trim() ?? null;
  const box = stage.value.kind === 'message' ? stage.value.answer : null;
  if ((answer === null) !== (box === null)) return refused('incomplete', 'What is written does not fit the stage.');
  if (answer !== null && box !== null) {
    if (answer.length < box.minimumCharacters) {
      return refused('incomplete', `The message needs at least ${box.minimumCharacters} characters.`);
    }
    if (answer.length > box.maximumCharacters) {
      return refused('message-too-long', `The message has at most ${box.maximumCharacters} characters.`);
    }
  }
  return accepted([{ kind: 'text-confirmed', payload: { stageId: command.stageId, answer } }, ...advance(state)]);
}

function submitGuess(state: SessionState, command: CommandOf<'guess/submit'>): Decision {
  const stage = stageAt(state, command.stageId, ['blinding-guess']);
  if (!stage.ok) return stage;
  const asked = guessableConversations(state);
  const askedIds = asked.map((conversation) => conversation.conversationId).sort();
  const answeredIds = command.guesses.map((guess) => guess.conversationId).sort();
  if (askedIds.join() !== answeredIds.join()) {
    return refused('incomplete', 'Every conversation needs exactly one guess.');
  }
  const degrees = new Set(stage.value.sureChoices.map((choice) => choice.value));
  for (const guess of command.guesses) {
    const conversation = asked.find((each) => each.conversationId === guess.conversationId);
    if (guess.slot !== null && !conversation?.slots.some(({ slot }) => slot === guess.slot)) {
      return refused('unknown-slot', `Conversation "${guess.conversationId}" has no slot ${guess.slot}.`);
    }
    const sureFits = guess.slot === null ? guess.sure === null : guess.sure !== null && degrees.has(guess.sure);
    if (!sureFits) return refused('incomplete', `How sure is missing for "${guess.conversationId}".`);
  }
  return accepted([
    { kind: 'guess-given', payload: { stageId: command.stageId, guesses: command.guesses } },
    ...advance(state),
  ]);
}

function pickType(state: SessionState, command: CommandOf<'conversation/pick-type'>): Decision {
  const trial = talkingAt(state, command.conversationId);
  if (!trial.ok) return trial;
  const { conversation, stage } = trial.value;
  const { conversationId, typeId } = command;
  if (conversation.typeId !== null) return refused('not-now', 'The type of this conversation is settled.');
  if (!stage.conversations.types.some((type) => type.id === typeId)) {
    return refused('incomplete', `There is no conversation type "${typeId}".`);
  }
  return accepted([{ kind: 'type-picked', payload: { conversationId, typeId } }]);
}

function sendTurn(state: SessionState, command: CommandOf<'turn/send'>, now: Instant): Decision {
  const trial = talkingAt(state, command.conversationId);
  if (!trial.ok) return trial;
  const { conversation, stage } = trial.value;
  const { typeId } = conversation;
  if (typeId === null) return refused('not-now', 'The type of the conversation is not picked yet.');
  const blocked = blockedBy(trial.value);
  if (blocked) return blocked;
  if (timeIsUp(state, trial.value, now)) return refused('no-turn-left', 'The time for this conversation is over.');
  const { layout, messages, turns } = stage;
  if (command.slot !== null && !(layout.kind === 'parallel' && layout.sendTo === 'all-or-one')) {
    return refused('unknown-slot', 'Here a message goes to all slots.');
  }
  const slots = slotsOfNextTurn(state, stage, conversation, command.slot);
  if (slots.length === 0) return refused('unknown-slot', `The conversation has no slot ${command.slot ?? ''}.`);
  const counted = countedTurns(conversation);
  if (slots.some(({ slot }) => turnsOfSlot(trial.value, counted, slot).length >= turns.maximum)) {
    return refused('no-turn-left', `The conversation has at most ${turns.maximum} turns.`);
  }
  const text = command.text.trim();
  if (text === '') return refused('empty-message', 'The message is empty.');
  if (text.length > messages.maximumCharacters) {
    return refused('message-too-long', `A message has at most ${messages.maximumCharacters} characters.`);
  }
  if (messages.maximumWords !== null && countWords(text) > messages.maximumWords) {
    return refused('message-too-long', `A message has at most ${messages.maximumWords} words.`);
  }
  const openings = counted.length === 0 ? openingsOf(trial.value) : null;
  if (openings && !openings.includes(text)) return refused('incomplete', 'The opening message is one of those given.');
  const { conversationId } = conversation;
  return accepted([{ kind: 'turn-sent', payload: { conversationId, turn: conversation.turns.length, text, slots: [...slots] } }]);
}

function finishConversation(state: SessionState, command: CommandOf<'conversation/finish'>, now: Instant): Decision {
  const trial = talkingAt(state, command.conversationId);
  if (!trial.ok) return trial;
  const { conversation, stage } = trial.value;
  const blocked = blockedBy(trial.value);
  if (blocked) return blocked;
  const isUp = timeIsUp(state, trial.value, now);
  if (!isUp && !minimumReached(trial.value)) {
    return refused('too-few-turns', `The conversation has at least ${stage.turns.minimum} turns.`);
  }
  if (revealedTurns(conversation).length === 0) {
    return accepted(skipConversation(state, conversation, 'The time was over before any reply.'));
  }
  return accepted([
    { kind: 'conversation-finished', payload: { conversationId: command.conversationId, reason: null } },
    ...(stage.sheets.length === 0 ? advance(state) : []),
  ]);
}

function blockedBy({ conversation, stage }: CurrentTrial): Result<never, Refusal> | null {
  if (runningTurnOf(conversation)) return refused('waiting-for-replies', 'The replies to the last message are not in yet.');
  if (turnToJudge(stage, conversation)) return refused('not-judged', 'The last replies have to be judged first.');
  return null;
}

/** The stage the participant is at, when it is the one named and of a fitting kind. */
function stageAt<Kind extends StageKind>(
  state: SessionState,
  stageId: string,
  kinds: readonly Kind[],
): Result<StageOf<Kind>, Refusal> {
  const { stage } = currentStepOf(state);
  if (stage.id !== stageId) return refused('not-now', `The session is at "${stage.id}", not at "${stageId}".`);
  if (!kinds.some((kind) => kind === stage.kind)) {
    return refused('not-now', `This cannot be done at "${stage.id}".`);
  }
  return accepted(stage as StageOf<Kind>);
}

/** The current conversation, when it is the one named and still being held. */
function talkingAt(state: SessionState, conversationId: string): Result<CurrentTrial, Refusal> {
  const trial = currentTrialOf(state);
  if (!trial) return refused('not-now', 'There is no conversation at this step.');
  const { conversation } = trial;
  if (conversation.conversationId !== conversationId) {
    return refused('unknown-conversation', `The conversation "${conversationId}" is not the current one.`);
  }
  if (conversation.phase !== 'talking') {
    return refused('not-now', `The conversation is at "${conversation.phase}", not at "talking".`);
  }
  return accepted(trial);
}
