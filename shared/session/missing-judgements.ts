import type { Judgement, JudgementOf } from '../study/judgements.ts';
import type { JudgementTexts, Slot } from './events.ts';
import type { SheetView } from './views.ts';

/** One thing that a sheet still lacks. */
export interface MissingJudgement {
  readonly judgementId: string;
  readonly slot: Slot | null;
  readonly item: string | null;
  readonly box: string | null;
  readonly problem: 'missing' | 'too-short' | 'too-long';
}

type Given = Pick<SheetView, 'sheet' | 'slots' | 'ratings' | 'rankings' | 'choices'>;

/**
 * What is missing on a sheet before it can be confirmed, in the order of the sheet. The one home of
 * the rule: screens ask it to say what is left, the engine asks it again when the sheet is confirmed.
 * @param texts the words in the boxes, by judgement and box
 */
export function missingOn(given: Given, texts: JudgementTexts): readonly MissingJudgement[] {
  return given.sheet.judgements.flatMap((judgement) => missingOf(judgement, given, texts));
}

function missingOf(
  judgement: Judgement,
  { slots, ratings, rankings, choices }: Given,
  texts: JudgementTexts,
): readonly MissingJudgement[] {
  const lack = { judgementId: judgement.id, slot: null, item: null, box: null, problem: 'missing' as const };
  if (judgement.kind === 'text') return missingTexts(judgement, texts[judgement.id] ?? {});
  if (!judgement.required) return [];
  if (judgement.kind === 'choice') return choices[judgement.id] ? [] : [lack];
  if (judgement.kind === 'ranking') {
    const placed = new Set((rankings[judgement.id] ?? []).flat());
    return slots.every((slot) => placed.has(slot)) ? [] : [lack];
  }
  if (judgement.kind === 'slider' && !judgement.mustMove) return [];
  const items = judgement.kind === 'attributes' ? judgement.items.map((item) => item.id) : [null];
  const subjects = judgement.of === 'each-slot' ? slots : [null];
  return subjects.flatMap((slot) =>
    items
      .filter((item) => !ratings.some((rating) => rating.judgementId === judgement.id && rating.slot === slot && rating.item === item))
      .map((item) => ({ ...lack, slot, item })),
  );
}

/** The minimum counts all boxes together, the maximum each by itself. Surrounding space does not count. */
function missingTexts(judgement: JudgementOf<'text'>, boxes: Readonly<Record<string, string>>): readonly MissingJudgement[] {
  const lengths = judgement.boxes.map(({ id }) => (boxes[id] ?? '').trim().length);
  const together = lengths.reduce((sum, length) => sum + length, 0);
  const problem = (index: number, kind: MissingJudgement['problem']): MissingJudgement => ({
    judgementId: judgement.id,
    slot: null,
    item: null,
    box: judgement.boxes[index]?.id ?? null,
    problem: kind,
  });
  const tooLong = lengths.flatMap((length, index) => (length > judgement.maximumCharacters ? [problem(index, 'too-long')] : []));
  if (tooLong.length > 0) return tooLong;
  if (together === 0) return judgement.required ? [problem(0, 'missing')] : [];
  return together < judgement.minimumCharacters ? [problem(Math.max(0, lengths.findIndex((length) => length > 0)), 'too-short')] : [];
}
