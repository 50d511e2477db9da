import { z } from 'zod';
import { Slot } from '../session/events.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import type { ExportedSession } from './exported-session.ts';
import { judgedSheets, sheetColumns, sheetValues } from './judged.ts';

const nothingPreferred = { missing: 'Empty when the sheet does not say, or was not handed in.' };

/** A row of sheets.csv. */
export const SheetRow = z.strictObject({
  ...sheetColumns,
  shown_at: optionalColumn(Moment, 'When it came on the screen: after a turn, with the replies.', { missing: 'Empty when it was not shown.' }),
  confirmed_at: optionalColumn(Moment, 'When it was handed in.', { missing: 'Empty when it was not.' }),
  duration_milliseconds: optionalColumn(
    z.number(),
    'Time between the two by the wall clock, pauses included. After a turn: from the replies being shown to their judgement.',
    { unit: 'ms', missing: 'Empty when one of them is.' },
  ),
  preferred_slot: optionalColumn(Slot, 'Slot that this sheet found to be preferred.', nothingPreferred),
  preferred_arm_id: optionalColumn(Identifier, 'Arm that stood there.', nothingPreferred),
  preferred_sample: optionalColumn(z.int().min(1), 'Its sample, where one arm stood in several slots.', nothingPreferred),
  tied_slots: column(z.string(), 'Slots that were level, between which the preferred one was drawn, in reading order with spaces; "" when there was no tie.'),
});
export type SheetRow = z.infer<typeof SheetRow>;

export function sheetRows(session: ExportedSession): readonly SheetRow[] {
  return judgedSheets(session).map((judged): SheetRow => {
    const { shownAt, confirmed, slots } = judged;
    const preferred = slots.find(({ slot }) => slot === confirmed?.payload.preferred);
    return {
      ...sheetValues(session, judged),
      shown_at: shownAt && momentOf(shownAt),
      confirmed_at: confirmed && momentOf(confirmed.at),
      duration_milliseconds: shownAt && confirmed ? confirmed.at.utcMilliseconds - shownAt.utcMilliseconds : null,
      preferred_slot: preferred?.slot ?? null,
      preferred_arm_id: preferred?.armId ?? null,
      preferred_sample: preferred?.sample ?? null,
      tied_slots: (confirmed?.payload.tied ?? []).toSorted().join(' '),
    };
  });
}
