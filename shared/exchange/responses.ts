import { z } from 'zod';
import { Rating } from '../session/events.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import type { ExportedSession } from './exported-session.ts';
import { isConfirmed, RankDirection, rankDirection, rankOf, ratingsGiven } from './judgements.ts';
import { callColumns, callValues, lengthColumns, lengthsOf, replyFinder, turnNumber } from './replies.ts';
import { plannedConversations, slotColumns, slotValues, trialColumns, trialValues } from './trial.ts';

const ofTheConversation =
  'It belongs to the slot over the whole conversation, so it repeats in every turn of the conversation: count it once.';
const notJudged = 'Empty when it was not given, and in turns that were voided or never shown.';

/** A row of responses.csv. */
export const ResponseRow = z.strictObject({
  ...trialColumns,
  turn_number: optionalColumn(z.int().min(1), 'Number of the turn among those that count, 1 first.', {
    missing: 'Empty for a voided turn.',
  }),
  turn_index: column(Count, 'Number of the turn among all turns of the conversation, voided ones included, 0 first.'),
  turn_voided: column(z.boolean(), 'True when the moderator took the turn back. Such a response was taken off the screen, or never shown.'),
  ...slotColumns,
  message: column(z.string(), 'Message of the participant that the response answers, word for word.'),
  text: column(z.string(), 'The response, word for word.'),
  ...lengthColumns,
  sent_at: column(Moment, 'When the message was sent.'),
  revealed_at: optionalColumn(Moment, 'When the response was shown, together with those of all other slots.', {
    missing: 'Empty when the response was never shown: its turn was voided or the session ended before the reveal.',
  }),
  rating: optionalColumn(Rating, `Rating of the slot, 1 to 100. ${ofTheConversation}`, { missing: notJudged }),
  rating_changes: optionalColumn(Count, `How often that rating was set again after the first time. ${ofTheConversation}`, {
    unit: 'times',
    missing: notJudged,
  }),
  rank: optionalColumn(z.int().min(1), `Rank of the slot among those of the conversation. ${ofTheConversation}`, { missing: notJudged }),
  rank_direction: column(RankDirection, 'Which end the ranks count from.'),
  chosen_best: optionalColumn(z.boolean(), `Whether the slot was ranked best when the ranking was handed in. ${ofTheConversation}`, {
    missing: 'Empty when ratings and ranking were not handed in, and in turns that were voided or never shown.',
  }),
  ...callColumns,
});
export type ResponseRow = z.infer<typeof ResponseRow>;

export function responseRows(session: ExportedSession): readonly ResponseRow[] {
  const repliesOf = replyFinder(session);
  return plannedConversations(session).flatMap((planned) => {
    const { conversation } = planned;
    return conversation.turns.flatMap((turn, index) =>
      repliesOf(conversation, turn).map((reply): ResponseRow => {
        const { slot } = reply;
        const judged = turn.status === 'revealed';
        const ratings = judged ? ratingsGiven(session, conversation.conversationId, slot) : [];
        return {
          ...trialValues(session, planned),
          turn_number: turnNumber(conversation, index),
          turn_index: index,
          turn_voided: turn.status === 'voided',
          ...slotValues(conversation, slot),
          message: turn.text,
          text: reply.reply.text,
          ...lengthsOf(reply.reply.text),
          sent_at: momentOf(turn.sentAt),
          revealed_at: turn.revealedAt && momentOf(turn.revealedAt),
          rating: judged ? (conversation.ratings[slot] ?? null) : null,
          rating_changes: ratings.length === 0 ? null : ratings.length - 1,
          rank: judged ? rankOf(conversation, slot) : null,
          rank_direction: rankDirection,
          chosen_best: judged && isConfirmed(conversation) ? conversation.best === slot : null,
          ...callValues(reply),
        };
      }),
    );
  });
}
