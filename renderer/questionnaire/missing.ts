import type { Answer } from '../../shared/study/answers.ts';
import { problemOfAnswer } from '../../shared/study/answers.ts';
import type { QuestionnaireItem } from '../../shared/study/protocol.ts';
import { message } from '../ui/messages.ts';

export type Answers = Readonly<Record<string, Answer>>;

export function openItems(items: readonly QuestionnaireItem[], answers: Answers): readonly QuestionnaireItem[] {
  return items.filter((item) => problemOfAnswer(item, answers[item.id]) !== null);
}

/** The first thing that is missing, in words; null when the questionnaire can be handed in. */
export function sentenceForOpen(items: readonly QuestionnaireItem[], answers: Answers): string | null {
  const open = openItems(items, answers);
  const [first] = open;
  if (first === undefined) return null;
  const answer = answers[first.id];
  if (open.length === 1 && first.kind === 'text' && typeof answer === 'string' && answer.trim() !== '') {
    return sentenceForText(first, answer);
  }
  if (open.length === 1 && first.kind === 'sliders' && typeof answer === 'object') {
    return message('participant.questionnaire.missing-sliders', {
      count: first.sliders.filter((slider) => answer[slider.id] === undefined).length,
    });
  }
  return message('participant.questionnaire.missing', { count: open.length });
}

/** How far a text is from its limits; null when it is within. */
export function sentenceForText(item: Extract<QuestionnaireItem, { kind: 'text' }>, text: string): string | null {
  const length = text.trim().length;
  if (length > item.maximumCharacters) return message('participant.too-long', { count: length - item.maximumCharacters });
  if (length > 0 && length < item.minimumCharacters) {
    return message('participant.too-short', { count: item.minimumCharacters - length });
  }
  return null;
}
