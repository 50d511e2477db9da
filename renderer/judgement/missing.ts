import type { Slot } from '../../shared/session/events.ts';
import { message } from '../ui/messages.ts';
import type { Places } from './ranking.ts';

/** What a comparison still lacks. */
export interface MissingJudgements {
  readonly unrated: readonly Slot[];
  readonly unplaced: readonly Slot[];
}

export function missingJudgements(
  slots: readonly Slot[],
  ratings: Readonly<Partial<Record<Slot, number>>>,
  places: Places,
): MissingJudgements {
  return {
    unrated: slots.filter((slot) => ratings[slot] === undefined),
    unplaced: slots.filter((slot) => !places.includes(slot)),
  };
}

/** In words, null when nothing is missing: "Two assistants still need a place, one a rating." */
export function sentenceForMissing({ unrated, unplaced }: MissingJudgements): string | null {
  if (unrated.length === 0 && unplaced.length === 0) return null;
  if (unrated.length === 0) return message('participant.comparison.missing-places', { places: unplaced.length });
  if (unplaced.length === 0) return message('participant.comparison.missing-ratings', { ratings: unrated.length });
  return message('participant.comparison.missing-both', { places: unplaced.length, ratings: unrated.length });
}
