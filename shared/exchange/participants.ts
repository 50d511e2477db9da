import { z } from 'zod';
import { ParticipantOrigin, type RegisteredParticipant } from '../people/participant.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Moment, optionalColumn } from './column.ts';

/** A row of participants.csv. The profile is in it no more than names are: what prompts were told of it stands in the sessions. */
export const ParticipantRow = z.strictObject({
  study_id: column(Identifier, 'Study.'),
  participant_code: column(z.string(), 'Code in the register.'),
  origin: column(ParticipantOrigin, 'Where the participant was first heard of: in the app, in a table, in PRISM files, or when a session began.'),
  registered_at: column(Moment, 'When.'),
  sessions: column(z.int().min(0), 'Sessions begun under the code, those that do not count included.'),
  excluded_at: optionalColumn(Moment, 'When the participant was excluded in the register.', { missing: 'Empty for everybody else.' }),
  exclusion_reason: optionalColumn(z.string(), 'Why.', { missing: 'Empty when not excluded.' }),
  excluded_by: optionalColumn(z.string(), 'Who signed it.', { missing: 'Empty when not excluded.' }),
  withdrawn_at: optionalColumn(Moment, 'When the participant withdrew outside a session; withdrawals in a session are in sessions.jsonl.', {
    missing: 'Empty when not withdrawn in the register.',
  }),
  withdrawal_reason: optionalColumn(z.string(), 'Why.', { missing: 'Empty when not withdrawn in the register.' }),
  withdrawn_by: optionalColumn(z.string(), 'Who signed it.', { missing: 'Empty when not withdrawn in the register.' }),
  erased_at: optionalColumn(Moment, 'When everything the participant gave was erased.', { missing: 'Empty for everybody else.' }),
});
export type ParticipantRow = z.infer<typeof ParticipantRow>;

export interface ExportedParticipant {
  readonly registered: RegisteredParticipant;
  readonly sessions: number;
}

export function participantRows({ registered, sessions }: ExportedParticipant): readonly ParticipantRow[] {
  const { studyId, code, origin, addedAtUtcMilliseconds, excluded, withdrawn, erased } = registered;
  return [
    {
      study_id: studyId,
      participant_code: code,
      origin,
      registered_at: momentAt(addedAtUtcMilliseconds),
      sessions,
      excluded_at: excluded && momentAt(excluded.atUtcMilliseconds),
      exclusion_reason: excluded?.reason ?? null,
      excluded_by: excluded?.by ?? null,
      withdrawn_at: withdrawn && momentAt(withdrawn.atUtcMilliseconds),
      withdrawal_reason: withdrawn?.reason ?? null,
      withdrawn_by: withdrawn?.by ?? null,
      erased_at: erased && momentAt(erased.atUtcMilliseconds),
    },
  ];
}

function momentAt(utcMilliseconds: number): string {
  return new Date(utcMilliseconds).toISOString();
}
