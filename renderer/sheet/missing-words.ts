import type { MissingJudgement } from '../../shared/session/missing-judgements.ts';
import type { Judgement } from '../../shared/study/judgements.ts';
import { message } from '../ui/messages.ts';
import { placeOf } from './ranking.ts';
import type { JudgedSheet } from './use-judged-sheet.ts';

type Sheet = Pick<JudgedSheet, 'view' | 'threads' | 'layout' | 'wordsIn'>;

/**
 * What is missing, in one sentence for the place next to the button: "Two assistants still need a place,
 * one a rating." Null when nothing is missing. What is written comes after what is chosen.
 */
export function sentenceForMissing(missing: readonly MissingJudgement[], sheet: Sheet): string | null {
  const judgementOf = (each: MissingJudgement) =>
    sheet.view.sheet.judgements.find((judgement) => judgement.id === each.judgementId);
  const chosen = missing.filter((each) => judgementOf(each)?.kind !== 'text');
  const [firstText] = missing;
  if (firstText === undefined) return null;
  if (chosen.length === 0) {
    const judgement = judgementOf(firstText);
    return judgement?.kind === 'text' ? sentenceForWords(firstText, judgement, sheet) : null;
  }
  const judgements = [...new Set(chosen.map(judgementOf))].filter((each) => each !== undefined);
  return (sheet.layout === 'parallel' ? sentenceForSlots(chosen, judgements, sheet) : null) ?? sentenceForCount(chosen, judgements);
}

/** Assistants that lack a rating and a place; null when anything else is missing. */
function sentenceForSlots(
  missing: readonly MissingJudgement[],
  judgements: readonly Judgement[],
  { view, threads }: Sheet,
): string | null {
  const rated = judgements.filter((judgement) => judgement.kind !== 'ranking');
  const ranked = judgements.filter((judgement) => judgement.kind === 'ranking');
  const [rating] = rated;
  const [ranking] = ranked;
  if (rated.length > 1 || ranked.length > 1) return null;
  const isRating = rating === undefined || ((rating.kind === 'slider' || rating.kind === 'likert') && rating.of === 'each-slot');
  if (!isRating) return null;
  const ratings = missing.filter((each) => each.judgementId === rating?.id).length;
  const places = view.rankings[ranking?.id ?? ''] ?? [];
  const unplaced = ranking === undefined ? 0 : threads.filter(({ slot }) => placeOf(places, slot) === -1).length;
  if (ratings === 0) return message('participant.sheet.missing-places', { places: unplaced });
  if (unplaced === 0) return message('participant.sheet.missing-ratings', { ratings });
  return message('participant.sheet.missing-both', { places: unplaced, ratings });
}

function sentenceForCount(missing: readonly MissingJudgement[], judgements: readonly Judgement[]): string {
  const count = missing.length;
  const qualities = judgements.every((judgement) => judgement.kind === 'attributes');
  return message(qualities ? 'participant.sheet.missing-qualities' : 'participant.sheet.missing', { count });
}

function sentenceForWords(
  { problem, box }: MissingJudgement,
  judgement: Extract<Judgement, { kind: 'text' }>,
  sheet: Sheet,
): string {
  if (problem === 'too-long') {
    const written = sheet.wordsIn(judgement.id, box ?? '').trim().length;
    return message('participant.too-long', { count: written - judgement.maximumCharacters });
  }
  const count = charactersToGo(judgement, (boxId) => sheet.wordsIn(judgement.id, boxId));
  return count > 1
    ? message('participant.sheet.missing-words', { count, question: judgement.question })
    : message('participant.sheet.missing-some-words');
}

/** How many characters a text judgement still needs, over all its boxes; 0 when that is enough. */
export function charactersToGo(judgement: Extract<Judgement, { kind: 'text' }>, wordsIn: (boxId: string) => string): number {
  const written = judgement.boxes.reduce((sum, { id }) => sum + wordsIn(id).trim().length, 0);
  const least = written > 0 || judgement.required ? Math.max(judgement.minimumCharacters, judgement.required ? 1 : 0) : 0;
  return Math.max(0, least - written);
}

/** Brings the focus to what is missing, inside `root`. */
export function focusMissing(root: ParentNode | null, { judgementId, slot, item, box }: MissingJudgement): void {
  const within = [`[data-judgement="${judgementId}"]`];
  if (slot !== null) within.push(`[data-rating="${slot}"]`);
  if (item !== null) within.push(`[data-quality="${item}"]`);
  if (box !== null) within.push(`[data-box="${box}"]`);
  // Outside the panes a row stands in its section; under a pane both are one element.
  const part = root?.querySelector(within.join(' ')) ?? root?.querySelector(within.join(''));
  const control =
    part?.querySelector<HTMLElement>('[data-drop="tray"] [data-card]') ??
    part?.querySelector<HTMLElement>('fieldset:not(:has(:checked)) input') ??
    part?.querySelector<HTMLElement>('input, textarea, [data-card]');
  control?.focus();
}
