import { questionsOf, readableAnswer } from '../questionnaire/questions.ts';
import { filledTemplate } from '../study/prompt-template.ts';
import { armsOfStage, stagesOf, trialStageOf } from '../study/protocol.ts';
import type { SessionState } from './state.ts';

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

/** Answers to a questionnaire: of this session, or of an earlier one. */
function answersAt(state: SessionState, stageId: string): SessionState['answers'][string] | undefined {
  return state.answers[stageId] ?? state.earlierAnswers[stageId];
}

/** What the participant answered, as a person reads it; null when nothing was. */
function answerOf(state: SessionState, question: string): string | null {
  for (const stage of stagesOf(state.study)) {
    const answers = answersAt(state, stage.id);
    if (stage.kind !== 'questionnaire' || answers?.[question] === undefined) continue;
    const readable = readableAnswer(stage.survey, question, answers);
    if (readable !== '') return readable;
  }
  return null;
}

/** What the participant wrote about themselves, in this session or an earlier one: the texts that a reply could quote back. */
export function profileTextsOf(state: SessionState): readonly string[] {
  return stagesOf(state.study).flatMap((stage) => {
    const answers = stage.kind === 'questionnaire' ? answersAt(state, stage.id) : undefined;
    if (stage.kind !== 'questionnaire' || !answers) return [];
    return questionsOf(stage.survey)
      .filter((question) => question.type === 'text' || question.type === 'comment')
      .map((question) => readableAnswer(stage.survey, question.name, answers))
      .filter((text) => text !== '');
  });
}
