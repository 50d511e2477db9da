import { z } from 'zod';
import { Leak } from '../session/events.ts';
import { column, Count } from './column.ts';
import type { ExportedSession } from './exported-session.ts';
import { callColumns, replyFinder } from './replies.ts';
import { responseFields } from './responses.ts';
import { heldConversations, slotColumns, slotValues, trialColumns, trialValues } from './trial.ts';
import { turnColumns, turnPlace } from './turns.ts';

/** A row of leaks.csv. */
export const LeakRow = z.strictObject({
  ...trialColumns,
  ...turnColumns,
  ...slotColumns,
  call_id: callColumns.call_id,
  fate: responseFields.fate,
  category: column(Leak.shape.category, 'What kind of passage it is.'),
  action: column(z.enum(['shown', 'asked-again', 'masked']), 'What was done about the response: shown all the same, asked for again, or the passage covered.'),
  passage: column(z.string(), 'The passage, word for word.'),
  start: column(Count, 'Where it begins in raw_text of responses.csv, in UTF-16 units, 0 first.'),
  end: column(Count, 'Where it ends, the unit after its last one.'),
});
export type LeakRow = z.infer<typeof LeakRow>;

export function leakRows(session: ExportedSession): readonly LeakRow[] {
  const repliesOf = replyFinder(session);
  return heldConversations(session).flatMap((held) =>
    held.conversation.turns.flatMap((turn, index) =>
      repliesOf(turn).flatMap(({ at, call, fate }) => {
        const { screened } = call;
        if (!screened) return [];
        return screened.leaks.map(
          ({ category, start, end, text }): LeakRow => ({
            ...trialValues(session, held),
            ...turnPlace(held, turn, index),
            ...slotValues(turn.slots, at.slot),
            call_id: call.callId,
            fate,
            category,
            action: screened.action,
            passage: text,
            start,
            end,
          }),
        );
      }),
    ),
  );
}
