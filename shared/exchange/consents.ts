import { z } from 'zod';
import { Identifier } from '../study/identifier.ts';
import { sessionPlanOf } from '../study/protocol.ts';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOf, type ExportedSession } from './exported-session.ts';
import { sessionColumns, sessionValues } from './trial.ts';

/** A row of consents.csv. */
export const ConsentRow = z.strictObject({
  ...sessionColumns,
  stage_id: column(Identifier, 'Stage of the study.'),
  consent_version: column(z.string(), 'Version of the consent text.'),
  decision: column(z.enum(['given', 'declined']), 'Whether consent was given; the same in all rows of a stage.'),
  statement_id: optionalColumn(Identifier, 'Statement of the consent.', { missing: 'Empty in the row of the decision itself.' }),
  statement: optionalColumn(z.string(), 'The statement as the participant read it.', { missing: 'Empty in the row of the decision itself.' }),
  agreed: optionalColumn(z.boolean(), 'True when the statement was agreed to.', {
    missing: 'Empty in the row of the decision itself, and when consent was declined.',
  }),
  decided_at: column(Moment, 'When.'),
});
export type ConsentRow = z.infer<typeof ConsentRow>;

export function consentRows(session: ExportedSession): readonly ConsentRow[] {
  const { study, sessionNumber } = session.state;
  return sessionPlanOf(study, sessionNumber).stages.flatMap((stage): ConsentRow[] => {
    if (stage.kind !== 'consent') return [];
    const given = eventsOf(session, 'consent-given').find(({ payload }) => payload.stageId === stage.id);
    const decided = given ?? eventsOf(session, 'consent-declined').find(({ payload }) => payload.stageId === stage.id);
    if (!decided) return [];
    const row: ConsentRow = {
      ...sessionValues(session),
      stage_id: stage.id,
      consent_version: decided.payload.version,
      decision: given ? 'given' : 'declined',
      statement_id: null,
      statement: null,
      agreed: null,
      decided_at: momentOf(decided.at),
    };
    const statements = stage.statements.map(({ id, text }) => ({
      ...row,
      statement_id: id,
      statement: text,
      agreed: given ? given.payload.statements.includes(id) : null,
    }));
    return [row, ...statements];
  });
}
