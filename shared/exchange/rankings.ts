import { z } from 'zod';
import { column, Count, Moment, momentOf } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { isConfirmed, RankDirection, rankDirection, rankOf } from './judgements.ts';
import { plannedConversations, slotColumns, slotValues, trialColumns, trialValues } from './trial.ts';

/** A row of rankings.csv. */
export const RankingRow = z.strictObject({
  ...trialColumns,
  ...slotColumns,
  rank: column(z.int().min(1), 'Place of the slot in the ranking of its conversation, without ties.'),
  rank_direction: column(RankDirection, 'Which end the ranks count from.'),
  slots_to_rank: column(z.int().min(2), 'How many slots the conversation has.', { unit: 'slots' }),
  ranking_changes: column(Count, 'How often the order of the conversation was set again after the first time; the same in all its rows.', { unit: 'times' }),
  first_ranked_at: column(Moment, 'When the order of the conversation was first set.'),
  last_ranked_at: column(Moment, 'When the order of the conversation was last set.'),
  confirmed: column(z.boolean(), 'True once ratings and ranking of the conversation were handed in.'),
});
export type RankingRow = z.infer<typeof RankingRow>;

export function rankingRows(session: ExportedSession): readonly RankingRow[] {
  return plannedConversations(session).flatMap((planned) => {
    const { conversation } = planned;
    const given = eventsOfConversation(session, 'ranking-given', conversation.conversationId);
    const [first] = given;
    const last = given.at(-1);
    if (!first || !last) return [];
    return conversation.slots.flatMap(({ slot }): RankingRow[] => {
      const rank = rankOf(conversation, slot);
      if (rank === null) return [];
      return [
        {
          ...trialValues(session, planned),
          ...slotValues(conversation, slot),
          rank,
          rank_direction: rankDirection,
          slots_to_rank: conversation.slots.length,
          ranking_changes: given.length - 1,
          first_ranked_at: momentOf(first.at),
          last_ranked_at: momentOf(last.at),
          confirmed: isConfirmed(conversation),
        },
      ];
    });
  });
}
