import type { z } from 'zod';
import type { ItemTiming as ItemTimingSchema } from '../../shared/session/events.ts';

export type ItemTiming = z.infer<typeof ItemTimingSchema>;

/** The timing of an item after one more change. */
export function timingAfterChange(before: ItemTiming | null, milliseconds: number): ItemTiming {
  const at = Math.max(0, Math.round(milliseconds));
  return {
    firstChangeMilliseconds: before?.firstChangeMilliseconds ?? at,
    lastChangeMilliseconds: Math.max(at, before?.lastChangeMilliseconds ?? 0),
    changes: (before?.changes ?? 0) + 1,
  };
}

/**
 * What the clock of a questionnaire starts from. After a restart it goes on from the last change, so that
 * times never run backwards; the time in between was not spent on the questions.
 */
export function clockStart(timings: readonly ItemTiming[]): number {
  return Math.max(0, ...timings.map((timing) => timing.lastChangeMilliseconds));
}
