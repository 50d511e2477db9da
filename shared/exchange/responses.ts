import { z } from 'zod';
import { shownText } from '../session/queries.ts';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import type { ExportedSession } from './exported-session.ts';
import { callColumns, callValues, lengthColumns, lengthsOf, replyFinder, screeningColumns, screeningValues, type SlotReply } from './replies.ts';
import { heldConversations, slotColumns, slotValues, trialColumns, trialValues } from './trial.ts';
import { turnColumns, turnPlace } from './turns.ts';
import type { TurnState } from '../session/state.ts';

/** What a slot had to say in a turn; the columns behind those that place it. */
export const responseFields = {
  ...slotColumns,
  slots_in_turn: column(z.int().min(1), 'How many slots the message went to.', { unit: 'slots' }),
  fate: column(
    z.enum(['shown', 'not-shown', 'replaced']),
    'shown: the participant saw it. not-shown: the turn was voided, or the session ended, before the reveal. replaced: it was screened and asked for again. Only shown responses are to be analysed.',
  ),
  preferred: optionalColumn(z.boolean(), 'True for the response preferred when its turn was judged.', {
    missing: 'Empty when the turn was not judged, its sheet does not say, or the response was not shown.',
  }),
  text: column(z.string(), 'The response as it stood on the screen, after screening.'),
  raw_text: column(z.string(), 'The response as the model gave it, word for word. The same as text unless screening changed it.'),
  ...screeningColumns,
  ...lengthColumns,
  ...callColumns,
};

/** A row of responses.csv. */
export const ResponseRow = z.strictObject({
  ...trialColumns,
  ...turnColumns,
  message: column(z.string(), 'Message of the participant that the response answers, word for word.'),
  sent_at: column(Moment, 'When the message was sent.'),
  revealed_at: optionalColumn(Moment, 'When the response was shown, together with those of all other slots.', {
    missing: 'Empty when it was never shown.',
  }),
  ...responseFields,
});
export type ResponseRow = z.infer<typeof ResponseRow>;

export function responseRows(session: ExportedSession): readonly ResponseRow[] {
  const repliesOf = replyFinder(session);
  return heldConversations(session).flatMap((held) =>
    held.conversation.turns.flatMap((turn, index) =>
      repliesOf(turn).map(
        (reply): ResponseRow => ({
          ...trialValues(session, held),
          ...turnPlace(held, turn, index),
          message: turn.text,
          sent_at: momentOf(turn.sentAt),
          revealed_at: reply.fate === 'shown' && turn.revealedAt ? momentOf(turn.revealedAt) : null,
          ...responseValues(turn, reply),
        }),
      ),
    ),
  );
}

export function responseValues(turn: TurnState, reply: SlotReply) {
  const text = shownText(reply.call) ?? reply.reply.text;
  return {
    ...slotValues(turn.slots, reply.at.slot),
    slots_in_turn: turn.slots.length,
    fate: reply.fate,
    preferred: reply.fate === 'shown' && turn.preferred !== null ? turn.preferred === reply.at.slot : null,
    text,
    raw_text: reply.reply.text,
    ...screeningValues(reply),
    ...lengthsOf(text),
    ...callValues(reply),
  };
}
