import { z } from 'zod';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { changeColumns, changeValues, judgedSheets, judgementColumns, settingsOf, sheetValues } from './judged.ts';
import { slotColumns, slotValues } from './trial.ts';

const notStrong = { missing: 'Empty for "no difference", and where it was not asked.' };

/** A row of choices.csv. */
export const ChoiceRow = z.strictObject({
  ...judgementColumns,
  ...slotColumns,
  outcome: column(z.enum(['won', 'lost', 'tie']), 'won: the slot was chosen. lost: another one was. tie: "no difference".'),
  strength: optionalColumn(z.int().min(1), 'How much better the chosen one was, 1 weakest; the same in all rows of a choice.', notStrong),
  strength_label: optionalColumn(z.string(), 'Words of that strength.', notStrong),
  slots_to_choose_from: column(z.int().min(2), 'How many slots there were to choose from.', { unit: 'slots' }),
  ...changeColumns,
  first_chosen_at: column(Moment, 'When the choice was first made; the same in all rows of a choice.'),
  last_chosen_at: column(Moment, 'When the choice that counts was made; the same in all rows of a choice.'),
});
export type ChoiceRow = z.infer<typeof ChoiceRow>;

export function choiceRows(session: ExportedSession): readonly ChoiceRow[] {
  return judgedSheets(session).flatMap((judged) =>
    judged.sheet.judgements.flatMap((judgement) => {
      if (judgement.kind !== 'choice') return [];
      const settings = settingsOf(judged, judgement.id, eventsOfConversation(session, 'choice-given', judged.held.conversation.conversationId));
      const [first] = settings;
      const last = settings.at(-1);
      if (!first || !last) return [];
      const { slot: chosen, strength } = last.payload;
      return judged.slots.map(
        ({ slot }): ChoiceRow => ({
          ...sheetValues(session, judged),
          judgement_id: judgement.id,
          ...slotValues(judged.slots, slot),
          outcome: chosen === null ? 'tie' : chosen === slot ? 'won' : 'lost',
          strength,
          strength_label: strength === null ? null : (judgement.strengths[strength - 1] ?? null),
          slots_to_choose_from: judged.slots.length,
          ...changeValues(judged, settings),
          first_chosen_at: momentOf(first.at),
          last_chosen_at: momentOf(last.at),
        }),
      );
    }),
  );
}
