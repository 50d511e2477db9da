import { z } from 'zod';
import { Identifier } from '../study/identifier.ts';
import { isRated } from '../study/judgement-rules.ts';
import type { JudgementOf } from '../study/judgements.ts';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import {
  changeColumns,
  changeValues,
  judgedSheets,
  judgementColumns,
  settingsOf,
  sheetValues,
  subjectColumns,
  subjectValues,
  type JudgedSheet,
} from './judged.ts';

/** A row of ratings.csv. */
export const RatingRow = z.strictObject({
  ...judgementColumns,
  judgement_kind: column(z.enum(['slider', 'likert', 'attributes']), 'slider: 1 at the left end to 100 at the right end, as in PRISM. likert: points of a scale, 1, 2, … attributes: one item of a battery of sliders.'),
  ...subjectColumns,
  item: optionalColumn(Identifier, 'Item of the battery.', { missing: 'Empty for a single question.' }),
  value: optionalColumn(z.int().min(1).max(100), 'The answer that counts.', { missing: 'Empty when it does not apply (see not_applicable).' }),
  value_label: optionalColumn(z.string(), 'Words of the point of a scale, or of "does not apply".', { missing: 'Empty for a number of a slider.' }),
  not_applicable: column(z.boolean(), 'True when the answer was that it does not apply.'),
  moved: column(z.boolean(), 'False for a slider that was left where it stood, at 50; only sliders that begin with a thumb can be.'),
  first_value: optionalColumn(z.int().min(1).max(100), 'The answer as it was given first.', { missing: 'Empty when it did not apply.' }),
  rating_order: column(z.int().min(1), 'Place in the order in which the answers of the sheet to this judgement were first given.'),
  ...changeColumns,
  first_rated_at: column(Moment, 'When it was first given.'),
  last_rated_at: column(Moment, 'When the answer that counts was given.'),
});
export type RatingRow = z.infer<typeof RatingRow>;

export function ratingRows(session: ExportedSession): readonly RatingRow[] {
  return judgedSheets(session).flatMap((judged) =>
    judged.sheet.judgements.filter(isRated).flatMap((judgement) => rowsOf(session, judged, judgement)),
  );
}

function rowsOf(session: ExportedSession, judged: JudgedSheet, judgement: JudgementOf<'slider' | 'likert' | 'attributes'>): RatingRow[] {
  const settings = settingsOf(judged, judgement.id, eventsOfConversation(session, 'rating-given', judged.held.conversation.conversationId));
  const items = judgement.kind === 'attributes' ? judgement.items.map(({ id }) => id) : [null];
  const subjects = judgement.of === 'each-slot' ? judged.slots.map(({ slot }) => slot) : [null];
  const addresses = subjects.flatMap((slot) => items.map((item) => ({ slot, item })));
  const order = [...new Set(settings.map(({ payload }) => addressOf(payload)))];
  return addresses.flatMap((address): RatingRow[] => {
    const given = settings.filter(({ payload }) => addressOf(payload) === addressOf(address));
    const [first] = given;
    const last = given.at(-1);
    if (!first || !last) return [];
    const { value, moved } = last.payload;
    return [
      {
        ...sheetValues(session, judged),
        judgement_id: judgement.id,
        judgement_kind: judgement.kind,
        ...subjectValues(judged, judgement, address.slot),
        item: address.item,
        value: numberOf(value),
        value_label: labelOf(judgement, value),
        not_applicable: value === 'not-applicable',
        moved,
        first_value: numberOf(first.payload.value),
        rating_order: order.indexOf(addressOf(address)) + 1,
        ...changeValues(judged, given),
        first_rated_at: momentOf(first.at),
        last_rated_at: momentOf(last.at),
      },
    ];
  });
}

function addressOf({ slot, item }: { readonly slot: string | null; readonly item: string | null }): string {
  return `${slot ?? ''}/${item ?? ''}`;
}

function numberOf(value: number | 'not-applicable'): number | null {
  return value === 'not-applicable' ? null : value;
}

function labelOf(judgement: JudgementOf<'slider' | 'likert' | 'attributes'>, value: number | 'not-applicable'): string | null {
  if (value === 'not-applicable') return judgement.notApplicable;
  return judgement.kind === 'likert' ? (judgement.points[value - 1] ?? null) : null;
}
