import { problemOfAnswer } from '../study/answers.ts';
import type { StageKind, StageOf } from '../study/protocol.ts';
import { advance } from './advance.ts';
import type { ParticipantCommand } from './commands.ts';
import type { Decision } from './decision.ts';
import { countedTurns, currentStepOf, currentTrialOf, guessableConversations, revealedTurns, runningTurnOf } from './queries.ts';
import { accepted, type Refusal, refused, type Result } from './refusal.ts';
import type { ConversationState, SessionState } from './state.ts';

type CommandOf<Kind extends ParticipantCommand['kind']> = Extract<ParticipantCommand, { kind: Kind }>;

export function decideParticipantCommand(state: SessionState, command: ParticipantCommand): Decision {
  switch (command.kind) {
    case 'consent/give':
      return giveConsent(state, command);
    case 'consent/decline':
      return declineConsent(state, command);
    case 'questionnaire/submit':
      return submitQuestionnaire(state, command);
    case 'text/confirm':
      return confirmText(state, command);
    case 'guess/submit':
      return submitGuess(state, command);
    case 'turn/send':
      return sendTurn(state, command);
    case 'conversation/finish':
      return finishConversation(state, command);
    case 'judgement/rate':
      return rate(state, command);
    case 'judgement/rank':
      return rank(state, command);
    case 'judgement/confirm-comparison':
      return confirmComparison(state, command);
    case 'judgement/rate-attribute':
      return rateAttribute(state, command);
    case 'judgement/confirm-explanation':
      return confirmExplanation(state, command);
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
    { kind: 'session-ended', payload: { reason: 'Consent was declined.' } },
  ]);
}

function submitQuestionnaire(state: SessionState, command: CommandOf<'questionnaire/submit'>): Decision {
  const stage = stageAt(state, command.stageId, ['questionnaire']);
  if (!stage.ok) return stage;
  const known = new Set(stage.value.items.map((item) => item.id));
  const unknown = Object.keys(command.answers).find((id) => !known.has(id));
  if (unknown !== undefined) return refused('incomplete', `The questionnaire has no question "${unknown}".`);
  for (const item of stage.value.items) {
    const problem = problemOfAnswer(item, command.answers[item.id]);
    if (problem) return refused('incomplete', `Question "${item.id}": ${problem}.`);
  }
  const { stageId, answers, timings } = command;
  return accepted([{ kind: 'questionnaire-answered', payload: { stageId, answers, timings } }, ...advance(state)]);
}

function confirmText(state: SessionState, command: CommandOf<'text/confirm'>): Decision {
  const stage = stageAt(state, command.stageId, ['instructions', 'debrief']);
  if (!stage.ok) return stage;
  return accepted([{ kind: 'text-confirmed', payload: { stageId: command.stageId } }, ...advance(state)]);
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

function sendTurn(state: SessionState, command: CommandOf<'turn/send'>): Decision {
  const trial = trialAt(state, command.conversationId, 'talking');
  if (!trial.ok) return trial;
  const { conversation, stage } = trial.value;
  if (runningTurnOf(conversation)) return refused('waiting-for-replies', 'The replies to the last message are not in yet.');
  if (countedTurns(conversation).length >= stage.turns.maximum) {
    return refused('no-turn-left', `The conversation has at most ${stage.turns.maximum} turns.`);
  }
  const text = command.text.trim();
  if (text === '') return refused('empty-message', 'The message is empty.');
  if (text.length > state.study.maximumMessageCharacters) {
    return refused('message-too-long', `A message has at most ${state.study.maximumMessageCharacters} characters.`);
  }
  const { conversationId, turns } = conversation;
  return accepted([{ kind: 'turn-sent', payload: { conversationId, turn: turns.length, text } }]);
}

function finishConversation(state: SessionState, command: CommandOf<'conversation/finish'>): Decision {
  const trial = trialAt(state, command.conversationId, 'talking');
  if (!trial.ok) return trial;
  const { conversation, stage } = trial.value;
  if (runningTurnOf(conversation)) return refused('waiting-for-replies', 'The replies to the last message are not in yet.');
  if (revealedTurns(conversation).length < stage.turns.minimum) {
    return refused('too-few-turns', `The conversation has at least ${stage.turns.minimum} turns.`);
  }
  return accepted([
    { kind: 'conversation-finished', payload: { conversationId: command.conversationId, reason: null } },
  ]);
}

function rate(state: SessionState, command: CommandOf<'judgement/rate'>): Decision {
  const trial = trialAt(state, command.conversationId, 'comparing');
  if (!trial.ok) return trial;
  const { conversationId, slot, value } = command;
  if (!hasSlot(trial.value.conversation, slot)) return unknownSlot(slot);
  return accepted([{ kind: 'rating-given', payload: { conversationId, slot, value } }]);
}

function rank(state: SessionState, command: CommandOf<'judgement/rank'>): Decision {
  const trial = trialAt(state, command.conversationId, 'comparing');
  if (!trial.ok) return trial;
  const { conversation } = trial.value;
  const placed = command.places.filter((slot) => slot !== null);
  const foreign = placed.find((slot) => !hasSlot(conversation, slot));
  if (foreign !== undefined) return unknownSlot(foreign);
  if (command.places.length !== conversation.slots.length || new Set(placed).size !== placed.length) {
    return refused('incomplete', 'A ranking has one place for every slot, and each slot at most once.');
  }
  const { conversationId, places } = command;
  return accepted([{ kind: 'ranking-given', payload: { conversationId, places } }]);
}

function confirmComparison(state: SessionState, command: CommandOf<'judgement/confirm-comparison'>): Decision {
  const trial = trialAt(state, command.conversationId, 'comparing');
  if (!trial.ok) return trial;
  const { ratings, places, slots } = trial.value.conversation;
  const [best] = places;
  const unrated = slots.filter(({ slot }) => ratings[slot] === undefined);
  if (unrated.length > 0 || places.includes(null) || !best) {
    return refused('incomplete', 'Every slot needs a rating and a place in the order.');
  }
  return accepted([{ kind: 'comparison-confirmed', payload: { conversationId: command.conversationId, best } }]);
}

function rateAttribute(state: SessionState, command: CommandOf<'judgement/rate-attribute'>): Decision {
  const trial = trialAt(state, command.conversationId, 'explaining');
  if (!trial.ok) return trial;
  const { conversationId, attribute, value } = command;
  if (!trial.value.stage.judgements.attributes.items.some((item) => item.id === attribute)) {
    return refused('incomplete', `There is no quality "${attribute}" to rate.`);
  }
  return accepted([{ kind: 'attribute-rated', payload: { conversationId, attribute, value } }]);
}

function confirmExplanation(state: SessionState, command: CommandOf<'judgement/confirm-explanation'>): Decision {
  const trial = trialAt(state, command.conversationId, 'explaining');
  if (!trial.ok) return trial;
  const { attributes, feedback } = trial.value.stage.judgements;
  const given = trial.value.conversation.attributes;
  const missing = attributes.items.find((item) => given[item.id] === undefined);
  if (missing) return refused('incomplete', `The quality "${missing.id}" is not rated.`);
  const good = command.good.trim();
  const bad = command.bad.trim();
  if (good.length + bad.length < feedback.minimumCharacters) {
    return refused('incomplete', `The feedback needs at least ${feedback.minimumCharacters} characters.`);
  }
  if (Math.max(good.length, bad.length) > feedback.maximumCharacters) {
    return refused('message-too-long', `Each feedback text has at most ${feedback.maximumCharacters} characters.`);
  }
  return accepted([
    { kind: 'explanation-confirmed', payload: { conversationId: command.conversationId, good, bad } },
    ...advance(state),
  ]);
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

function trialAt(state: SessionState, conversationId: string, phase: ConversationState['phase']) {
  const trial = currentTrialOf(state);
  if (!trial) return refused('not-now', 'There is no conversation at this step.');
  const { conversation, step } = trial;
  if (conversation.conversationId !== conversationId) {
    return refused('unknown-conversation', `The conversation "${conversationId}" is not the current one.`);
  }
  if (conversation.phase !== phase) {
    return refused('not-now', `The conversation is at "${conversation.phase}", not at "${phase}".`);
  }
  return accepted({ conversation, stage: step.stage });
}

function hasSlot(conversation: ConversationState, slot: string): boolean {
  return conversation.slots.some((each) => each.slot === slot);
}

function unknownSlot(slot: string) {
  return refused('unknown-slot', `The conversation has no slot ${slot}.`);
}
