import type { ItemAnswer } from '../../shared/session/events.ts';
import type { QuestionnaireItem } from '../../shared/study/protocol.ts';

/** An answer in the words of the questionnaire instead of its short names. */
export function readableAnswer(item: QuestionnaireItem, answer: ItemAnswer): string {
  if (typeof answer === 'string') {
    if (item.kind !== 'choice') return answer;
    return item.choices.find((choice) => choice.value === answer)?.label ?? answer;
  }
  const labels = new Map(item.kind === 'sliders' ? item.sliders.map(({ id, label }) => [id, label] as const) : []);
  return Object.entries(answer)
    .map(([id, value]) => `${labels.get(id) ?? id}: ${value}`)
    .join('\n');
}
