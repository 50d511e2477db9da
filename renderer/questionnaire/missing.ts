import type { SurveyModel } from 'survey-core';
import type { AnswerProblem } from '../../shared/questionnaire/problems-of-answers.ts';
import { SliderBattery, type BatteryValue } from '../../shared/questionnaire/slider-battery.ts';
import { message } from '../ui/messages.ts';

/** What is missing on this page, in words; null when one can go on. */
export function sentenceForOpen(form: SurveyModel, open: readonly AnswerProblem[]): string | null {
  const [first] = open;
  if (first === undefined) return null;
  if (open.length > 1) return message('participant.questionnaire.missing', { count: open.length });
  const question = form.getQuestionByName(first.question);
  if (question.isEmpty()) return message('participant.questionnaire.missing', { count: 1 });
  if (question instanceof SliderBattery) {
    const given = question.value as BatteryValue;
    const count = question.sliders.filter((slider) => given[slider.id] === undefined).length;
    return message('participant.questionnaire.missing-sliders', { count });
  }
  return first.message;
}
