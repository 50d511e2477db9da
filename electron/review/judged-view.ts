import type { JudgedAnswer, JudgedSheetView } from '../../shared/contract/transcript.ts';
import type { JudgedSheet } from '../../shared/exchange/judged.ts';
import type { GivenRating } from '../../shared/session/state.ts';
import { isRated } from '../../shared/study/judgement-rules.ts';
import type { Judgement, JudgementOf } from '../../shared/study/judgements.ts';

/** A sheet as it stands, in the words of the study. Judgements that were left out are left out. */
export function judgedSheetView(judged: JudgedSheet): JudgedSheetView {
  const { sheet, confirmed, preferred } = judged;
  return {
    sheetId: sheet.id,
    confirmed: confirmed !== null,
    about: preferred?.slot ?? null,
    preferred: confirmed?.payload.preferred ?? null,
    tied: confirmed?.payload.tied ?? [],
    judgements: sheet.judgements.flatMap((judgement) => answerOf(judged, judgement) ?? []),
  };
}

function answerOf({ given, confirmed }: JudgedSheet, judgement: Judgement): JudgedAnswer | null {
  const base = { judgementId: judgement.id, question: judgement.question };
  if (isRated(judgement)) {
    const values = given.ratings.filter(({ judgementId }) => judgementId === judgement.id);
    if (values.length === 0) return null;
    return { kind: 'rated', ...base, ...scaleOf(judgement), values: inOrder(judgement, values).map((rating) => valueOf(judgement, rating)) };
  }
  switch (judgement.kind) {
    case 'ranking': {
      const places = given.rankings[judgement.id];
      return places ? { kind: 'ranking', ...base, best: judgement.best, worst: judgement.worst, places } : null;
    }
    case 'choice': {
      const choice = given.choices[judgement.id];
      if (!choice) return null;
      const strength = choice.strength === null ? null : (judgement.strengths[choice.strength - 1] ?? null);
      return { kind: 'choice', ...base, slot: choice.slot, words: choice.slot === null ? judgement.tie : strength };
    }
    case 'text': {
      const written = confirmed?.payload.texts[judgement.id];
      if (!written) return null;
      return { kind: 'text', ...base, boxes: judgement.boxes.map(({ id, label }) => ({ label, text: written[id] ?? '' })) };
    }
  }
}

type Rated = JudgementOf<'slider' | 'likert' | 'attributes'>;

function scaleOf(judgement: Rated): { readonly low: string; readonly high: string; readonly maximum: number } {
  if (judgement.kind !== 'likert') return { low: judgement.low, high: judgement.high, maximum: 100 };
  const { points } = judgement;
  return { low: points[0] ?? '', high: points.at(-1) ?? '', maximum: points.length };
}

/** By slot, then as the study lists the items; not in the order in which they happened to be given. */
function inOrder(judgement: Rated, ratings: readonly GivenRating[]): readonly GivenRating[] {
  const items = judgement.kind === 'attributes' ? judgement.items.map(({ id }) => id) : [];
  const place = ({ item }: GivenRating) => (item === null ? 0 : items.indexOf(item));
  return ratings.toSorted((a, b) => (a.slot ?? '').localeCompare(b.slot ?? '') || place(a) - place(b));
}

function valueOf(judgement: Rated, { slot, item, value, moved }: GivenRating) {
  const label = judgement.kind === 'attributes' ? judgement.items.find(({ id }) => id === item)?.label : null;
  return { slot, item: label ?? item, value, words: wordsOf(judgement, value), moved };
}

function wordsOf(judgement: Rated, value: GivenRating['value']): string | null {
  if (value === 'not-applicable') return judgement.notApplicable;
  return judgement.kind === 'likert' ? (judgement.points[value - 1] ?? null) : null;
}
