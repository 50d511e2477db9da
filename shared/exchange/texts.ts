import { z } from 'zod';
import { Slot } from '../session/events.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import type { ExportedSession } from './exported-session.ts';
import { judgedSheets, judgementColumns, sheetValues, subjectColumns, subjectValues } from './judged.ts';
import { lengthColumns, lengthsOf } from './replies.ts';

const noPreferred = { missing: 'Empty when nothing was preferred.' };

/** A row of texts.csv. */
export const TextRow = z.strictObject({
  ...judgementColumns,
  ...subjectColumns,
  preferred_slot: optionalColumn(Slot, 'Slot preferred when the text was written, whatever its question is about.', noPreferred),
  preferred_arm_id: optionalColumn(Identifier, 'Arm that stood there.', noPreferred),
  box: column(Identifier, 'Box of the judgement, as the study names it; judgements.csv has its label.'),
  text: column(z.string(), 'What was written, word for word. A box that was handed in empty stands as "".'),
  ...lengthColumns,
  written_at: column(Moment, 'When the sheet was handed in.'),
});
export type TextRow = z.infer<typeof TextRow>;

export function textRows(session: ExportedSession): readonly TextRow[] {
  return judgedSheets(session).flatMap((judged) =>
    judged.sheet.judgements.flatMap((judgement) => {
      const { confirmed } = judged;
      if (judgement.kind !== 'text' || !confirmed) return [];
      return judgement.boxes.map((box): TextRow => {
        const text = confirmed.payload.texts[judgement.id]?.[box.id] ?? '';
        return {
          ...sheetValues(session, judged),
          judgement_id: judgement.id,
          ...subjectValues(judged, judgement, null),
          preferred_slot: judged.preferred?.slot ?? null,
          preferred_arm_id: judged.preferred?.armId ?? null,
          box: box.id,
          text,
          ...lengthsOf(text),
          written_at: momentOf(confirmed.at),
        };
      });
    }),
  );
}
