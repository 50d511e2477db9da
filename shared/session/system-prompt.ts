import { questionsOf, readableAnswer } from '../questionnaire/questions.ts';
import { armsOfStage, stagesOf, trialStageOf } from '../study/protocol.ts';
import type { SessionState } from './state.ts';

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/gu;

/** The questions that a template has placeholders for, in order, each once. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map((match) => match[1] ?? ''))];
}

/**
 * A template with the answers put in. A line whose placeholders all lack an answer is left out;
 * inside other lines a missing answer leaves nothing behind.
 */
export function filledTemplate(template: string, answerTo: (question: string) => string | null): string {
  return template
    .split('\n')
    .filter((line) => {
      const questions = placeholdersOf(line);
      return questions.length === 0 || questions.some((question) => answerTo(question) !== null);
    })
    .map((line) => line.replaceAll(placeholder, (_, question: string) => answerTo(question) ?? ''))
    .join('\n')
    .trim();
}

/**
 * The whole system prompt of an arm in a stage: the model's own, what is told about the participant,
 * and the line about length that all arms share. Empty when there is nothing to say.
 */
export function systemPromptOf(state: SessionState, stageId: string, armId: string, ownPrompt: string): string {
  const stage = trialStageOf(state.study, stageId);
  const personalisation = armsOfStage(state.study, stage).find((arm) => arm.id === armId)?.personalisation;
  const personal =
    personalisation?.kind === 'prompt' ? filledTemplate(personalisation.template, (question) => answerOf(state, question)) : '';
  const { words } = stage.replies;
  const length = words === null ? '' : `Answer in about ${words} words.`;
  return [ownPrompt, personal, length].filter((part) => part.trim() !== '').join('\n\n');
}

/** What the participant answered in this session, as a person reads it; null when nothing was. */
function answerOf(state: SessionState, question: string): string | null {
  for (const stage of stagesOf(state.study)) {
    const answers = state.answers[stage.id];
    if (stage.kind !== 'questionnaire' || answers?.[question] === undefined) continue;
    const readable = readableAnswer(stage.survey, question, answers);
    if (readable !== '') return readable;
  }
  return null;
}

/** What the participant wrote about themselves in this session: the texts that a reply could quote back. */
export function profileTextsOf(state: SessionState): readonly string[] {
  return stagesOf(state.study).flatMap((stage) => {
    const answers = stage.kind === 'questionnaire' ? state.answers[stage.id] : undefined;
    if (stage.kind !== 'questionnaire' || !answers) return [];
    return questionsOf(stage.survey)
      .filter((question) => question.type === 'text' || question.type === 'comment')
      .map((question) => readableAnswer(stage.survey, question.name, answers))
      .filter((text) => text !== '');
  });
}
