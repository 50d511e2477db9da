import { z } from 'zod';
import { participantStates } from '../schedule/progress.ts';
import { Identifier } from '../study/identifier.ts';

const at = z.number().describe('UTC milliseconds.');

/** A participant who can come back, for the home screen. */
export const DueEntry = z.strictObject({
  studyId: Identifier,
  studyTitle: z.string(),
  participantCode: z.string(),
  sessionNumber: z.number().int(),
  kind: z.enum(['early', 'due', 'late']),
  from: at.nullable(),
  until: at.nullable(),
});
export type DueEntry = z.infer<typeof DueEntry>;

/** What comes next for a code that was typed in. */
export const NextSession = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new') }),
  z.strictObject({ kind: z.literal('running'), sessionId: z.string(), sessionNumber: z.number().int() }),
  z.strictObject({ kind: z.enum(['early', 'due', 'late']), sessionNumber: z.number().int(), from: at.nullable(), until: at.nullable() }),
  /** `mistyped`: a drawn code whose check character does not fit. */
  z.strictObject({ kind: z.enum(['complete', 'withdrawn', 'excluded', 'erased', 'mistyped']) }),
]);
export type NextSession = z.infer<typeof NextSession>;

const State = z.enum(participantStates);

export const ProgressView = z.strictObject({
  studyId: Identifier,
  title: z.string(),
  sessionCount: z.number().int(),
  planned: z.number().int(),
  enrolled: z.number().int(),
  counts: z.record(State, z.number().int()),
  participants: z.array(
    z.strictObject({
      participantCode: z.string(),
      state: State,
      row: z.string().nullable(),
      stratum: z.string().nullable(),
      sessionsHeld: z.number().int(),
      moderators: z.array(z.string()),
    }),
  ),
  rows: z.array(
    z.strictObject({
      row: z.string(),
      stratum: z.string().nullable(),
      state: z.enum(['free', ...participantStates]),
      participantCode: z.string().nullable(),
      before: z.array(z.string()),
      /** False for rows that another laptop deals. */
      ours: z.boolean(),
    }),
  ),
});
export type ProgressView = z.infer<typeof ProgressView>;
