import { fillPrompt } from '../personal/fill-prompt.ts';
import { answeredStagesOf, namesOfType, type PromptContext } from '../personal/prompt-context.ts';
import { readableField } from '../personal/readable.ts';
import { questionsOf, readableAnswer } from '../questionnaire/questions.ts';
import { armsOfStage, trialStageOf, type Study } from '../study/protocol.ts';
import type { ConversationState, SessionState } from './state.ts';

/** A conversation, as far as prompts depend on it. */
type PromptedConversation = Pick<ConversationState, 'stageId' | 'typeId'> & { readonly turns: readonly Pick<ConversationState['turns'][number], 'text' | 'status'>[] };

/**
 * The whole system prompt of an arm in a conversation: the model's own, what is told about the participant,
 * and the line about length that all arms share. Empty when there is nothing to say.
 */
export function systemPromptOf(state: SessionState, conversation: PromptedConversation, armId: string, ownPrompt: string): string {
  const stage = trialStageOf(state.study, conversation.stageId);
  const personalisation = armsOfStage(state.study, stage).find((arm) => arm.id === armId)?.personalisation;
  const personal = personalisation?.kind === 'prompt' ? fillPrompt(personalisation, contextOf(state, conversation)).text : '';
  return wholePrompt(state.study, conversation.stageId, ownPrompt, personal);
}

/** The parts of a system prompt, put together as every arm's are. */
export function wholePrompt(study: Study, stageId: string, ownPrompt: string, personal: string): string {
  const { words } = trialStageOf(study, stageId).replies;
  const length = words === null ? '' : `Answer in about ${words} words.`;
  return [ownPrompt, personal, length].filter((part) => part.trim() !== '').join('\n\n');
}

/** What prompts may be told in a conversation. Its opening message stays the same from the first turn on. */
function contextOf(state: SessionState, { stageId, typeId, turns }: PromptedConversation): PromptContext {
  return {
    answers: answeredStagesOf(state.study, state),
    personal: state.personal,
    types: namesOfType(state.study, stageId, typeId),
    message: turns.find(({ status }) => status !== 'voided')?.text ?? '',
  };
}

/**
 * What the participant wrote about themselves, and what is known of them in sentences: the texts that a reply
 * could quote back.
 */
export function profileTextsOf(state: SessionState): readonly string[] {
  const answers = answeredStagesOf(state.study, state).flatMap(({ survey, answers: given }) =>
    questionsOf(survey)
      .filter((question) => question.type === 'text' || question.type === 'comment')
      .map((question) => readableAnswer(survey, question.name, given)),
  );
  const { profile = {}, summary = null } = state.personal ?? {};
  const known = Object.entries(profile).flatMap(([field, value]) => (isFreeText(field, value) ? (readableField(field, value) ?? []) : []));
  return [...answers, ...known, summary ?? ''].filter((text) => text !== '');
}

/** Words of the longest answer to choose from in PRISM's survey: "Some University but no degree". */
const longestCategory = 5;

/** A category such as an age group is said by many; more words in a row are somebody's own. */
function isFreeText(field: string, value: unknown): boolean {
  return typeof value === 'string' && (field === 'self_description' || field === 'system_string' || value.trim().split(/\s+/u).length > longestCategory);
}
