import { z } from 'zod';
import type { RankPlaces, Slot } from '../session/events.ts';
import { column, Count, Moment, momentOf } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { changeColumns, changeValues, judgedSheets, judgementColumns, settingsOf, sheetValues } from './judged.ts';
import { slotColumns, slotValues } from './trial.ts';

/** Ranks count from the best; said in every row, because other tools count from the worst. */
const RankDirection = z.literal('1 = best');
const rankDirection: z.infer<typeof RankDirection> = '1 = best';

/** A row of rankings.csv. */
export const RankingRow = z.strictObject({
  ...judgementColumns,
  ...slotColumns,
  rank: column(z.int().min(1), 'Rank of the slot: one more than the number of slots ranked better, so that two tied for the first are 1 and 1 and the next is 3.'),
  rank_direction: column(RankDirection, 'Which end the ranks count from.'),
  tied_with: column(Count, 'How many other slots share the rank.', { unit: 'slots' }),
  slots_to_rank: column(z.int().min(2), 'How many slots were to be ranked.', { unit: 'slots' }),
  ...changeColumns,
  first_ranked_at: column(Moment, 'When the order was first set; the same in all rows of a ranking.'),
  last_ranked_at: column(Moment, 'When the order was last set; the same in all rows of a ranking.'),
});
export type RankingRow = z.infer<typeof RankingRow>;

export function rankingRows(session: ExportedSession): readonly RankingRow[] {
  return judgedSheets(session).flatMap((judged) =>
    judged.sheet.judgements.flatMap((judgement) => {
      const settings = settingsOf(judged, judgement.id, eventsOfConversation(session, 'ranking-given', judged.held.conversation.conversationId));
      const [first] = settings;
      const last = settings.at(-1);
      if (!first || !last) return [];
      return judged.slots.flatMap(({ slot }): RankingRow[] => {
        const place = placeOf(last.payload.places, slot);
        if (!place) return [];
        return [
          {
            ...sheetValues(session, judged),
            judgement_id: judgement.id,
            ...slotValues(judged.slots, slot),
            rank: place.rank,
            rank_direction: rankDirection,
            tied_with: place.tiedWith,
            slots_to_rank: judged.slots.length,
            ...changeValues(judged, settings),
            first_ranked_at: momentOf(first.at),
            last_ranked_at: momentOf(last.at),
          },
        ];
      });
    }),
  );
}

/** The rank of a slot; null while it has no place. */
function placeOf(places: RankPlaces, slot: Slot): { readonly rank: number; readonly tiedWith: number } | null {
  const index = places.findIndex((place) => place.includes(slot));
  if (index < 0) return null;
  const better = places.slice(0, index).reduce((sum, place) => sum + place.length, 0);
  return { rank: better + 1, tiedWith: (places[index]?.length ?? 1) - 1 };
}
