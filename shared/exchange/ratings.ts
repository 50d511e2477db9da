import { z } from 'zod';
import { Rating } from '../session/events.ts';
import { column, Count, Moment, momentOf } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { isConfirmed, ratingsGiven } from './judgements.ts';
import { plannedConversations, slotColumns, slotValues, trialColumns, trialValues } from './trial.ts';

/** A row of ratings.csv. */
export const RatingRow = z.strictObject({
  ...trialColumns,
  ...slotColumns,
  rating: column(Rating, 'The last rating of the slot: 1 at the left end of the slider, 100 at the right end, as in PRISM. The slider has no default and shows no number.'),
  first_rating: column(Rating, 'The rating as it was set first.'),
  rating_changes: column(Count, 'How often the rating was set again after the first time.', { unit: 'times' }),
  rating_order: column(z.int().min(1), 'Place of the slot in the order in which the slots were first rated.'),
  first_rated_at: column(Moment, 'When the rating was first set.'),
  last_rated_at: column(Moment, 'When the rating was last set.'),
  confirmed: column(z.boolean(), 'True once ratings and ranking of the conversation were handed in.'),
});
export type RatingRow = z.infer<typeof RatingRow>;

export function ratingRows(session: ExportedSession): readonly RatingRow[] {
  return plannedConversations(session).flatMap((planned) => {
    const { conversation } = planned;
    const order = [
      ...new Set(
        eventsOfConversation(session, 'rating-given', conversation.conversationId).map((event) => event.payload.slot),
      ),
    ];
    return conversation.slots.flatMap(({ slot }): RatingRow[] => {
      const given = ratingsGiven(session, conversation.conversationId, slot);
      const [first] = given;
      const last = given.at(-1);
      if (!first || !last) return [];
      return [
        {
          ...trialValues(session, planned),
          ...slotValues(conversation, slot),
          rating: last.payload.value,
          first_rating: first.payload.value,
          rating_changes: given.length - 1,
          rating_order: order.indexOf(slot) + 1,
          first_rated_at: momentOf(first.at),
          last_rated_at: momentOf(last.at),
          confirmed: isConfirmed(conversation),
        },
      ];
    });
  });
}
