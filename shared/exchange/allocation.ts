import { z } from 'zod';
import { byParticipant, heldRow, type HeldSession, type OutOfStudy } from '../schedule/participants.ts';
import { EndStanding, Slot } from '../session/events.ts';
import { slotAt } from '../session/threads.ts';
import { Identifier } from '../study/identifier.ts';
import { column, optionalColumn } from './column.ts';

/** An allocation list as it was locked, and the sessions that were dealt from it. */
export interface ExportedList {
  readonly studyId: string;
  readonly digest: string;
  readonly rows: readonly { readonly id: string; readonly ordinal: number; readonly stratum: string | null; readonly content: unknown }[];
  readonly sessions: readonly HeldSession[];
  /** What the register says of a participant; null for nothing. */
  readonly registered: (participantCode: string) => OutOfStudy | null;
}

/** What a row of a list deals, as it is kept. */
const Dealt = z.object({
  conversations: z.array(
    z.object({ stageId: z.string(), position: z.number(), typeId: z.string().nullable(), armIds: z.array(z.string()) }),
  ),
  repeats: z.array(
    z.object({ stageId: z.string(), position: z.number(), ofStageId: z.string(), ofPosition: z.number(), armIds: z.array(z.string()) }),
  ),
});

const place = {
  stage_id: column(Identifier, 'Stage of the study.'),
  conversation_number: column(z.int().min(1), 'Place in that stage, 1 first.'),
};
const slots = column(
  z.array(z.strictObject({ slot: column(Slot, 'Place on the screen.'), arm_id: column(Identifier, 'Arm dealt to it.') })),
  'Arms by slot.',
);

/** A line of allocation.jsonl. */
export const AllocationRow = z.strictObject({
  study_id: column(Identifier, 'Study.'),
  list_digest: column(z.string(), 'Allocation list, by its digest; MANIFEST.json says which version of the study had it.'),
  ordinal: column(z.int().min(1), 'Place in the list, 1 first: the order in which rows are dealt.'),
  row: column(z.string(), 'Row, as sessions.jsonl names it.'),
  stratum: optionalColumn(Identifier, 'Stratum of the row.', { missing: 'Null for a study without strata.' }),
  held_by: optionalColumn(z.string(), 'Code of the participant who holds the row.', { missing: 'Null while it is free.' }),
  sessions: column(
    z.array(
      z.strictObject({
        session_id: column(z.string(), 'Session.'),
        participant_code: column(z.string(), 'Code of its participant.'),
        session_number: column(z.int().min(1), 'Which of the planned sessions it is.'),
        standing: column(EndStanding, 'Whether the session counts.'),
      }),
    ),
    'Sessions that were held on the row, also those after which it was free again.',
  ),
  conversations: column(
    z.array(
      z.strictObject({
        ...place,
        type_id: optionalColumn(Identifier, 'Type of the conversation.', { missing: 'Null when the participant picks it.' }),
        slots,
      }),
    ),
    'What the row deals, in the order of the plan.',
  ),
  repeats: column(
    z.array(
      z.strictObject({
        ...place,
        of_stage_id: column(Identifier, 'Stage of the conversation that is judged once more.'),
        of_conversation_number: column(z.int().min(1), 'Its place in that stage.'),
        slots,
      }),
    ),
    'Conversations that the row has judged once more.',
  ),
});
export type AllocationRow = z.infer<typeof AllocationRow>;

/** Every row of a list, with who used it. */
export function allocationRows({ studyId, digest, rows, sessions, registered }: ExportedList): readonly AllocationRow[] {
  const holders = new Map<string, string>();
  for (const [code, own] of byParticipant(sessions)) {
    const held = heldRow(own, registered(code));
    if (held) holders.set(held.row, code);
  }
  return rows.map(({ id, ordinal, stratum, content }): AllocationRow => {
    const dealt = Dealt.parse(content);
    return {
      study_id: studyId,
      list_digest: digest,
      ordinal,
      row: id,
      stratum,
      held_by: holders.get(id) ?? null,
      sessions: sessions
        .filter((session) => session.row === id)
        .map(({ sessionId, participantCode, sessionNumber, standing }) => ({
          session_id: sessionId,
          participant_code: participantCode,
          session_number: sessionNumber,
          standing,
        })),
      conversations: dealt.conversations.map(({ stageId, position, typeId, armIds }) => ({
        stage_id: stageId,
        conversation_number: position,
        type_id: typeId,
        slots: slotsOf(armIds),
      })),
      repeats: dealt.repeats.map(({ stageId, position, ofStageId, ofPosition, armIds }) => ({
        stage_id: stageId,
        conversation_number: position,
        of_stage_id: ofStageId,
        of_conversation_number: ofPosition,
        slots: slotsOf(armIds),
      })),
    };
  });
}

function slotsOf(armIds: readonly string[]): AllocationRow['repeats'][number]['slots'] {
  return armIds.map((armId, index) => ({ slot: slotAt(index), arm_id: armId }));
}
