import { z } from 'zod';
import { Slot } from '../session/events.ts';
import { Identifier } from '../study/identifier.ts';
import { stagesOf } from '../study/protocol.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOf, type ExportedSession } from './exported-session.ts';
import { allocatedSlots, heldConversations, positionOf, trialColumns, trialValues } from './trial.ts';

const noSlot = { missing: 'Empty for "none of them".' };

/** A row of guesses.csv. */
export const GuessRow = z.strictObject({
  ...trialColumns,
  guess_stage_id: column(Identifier, 'Stage in which the guess was asked for.'),
  guessed_slot: optionalColumn(Slot, 'Slot that felt personalised.', noSlot),
  guessed_slot_position: optionalColumn(z.int().min(1), 'The same place as a number: 1 for slot A.', noSlot),
  guessed_arm_id: optionalColumn(Identifier, 'Arm that stood there.', noSlot),
  sure: optionalColumn(z.string(), 'How sure, as the study names the degrees.', { missing: 'Empty when no slot was named.' }),
  sure_label: optionalColumn(z.string(), 'What the participant saw as that degree.', { missing: 'Empty when no slot was named.' }),
  right: optionalColumn(
    z.boolean(),
    'True when a targeted arm stood in the guessed slot, or when "none of them" was answered and none did.',
    { missing: 'Empty when the study names no targets.' },
  ),
  target_slots: column(Count, 'How many slots of the conversation held a targeted arm.', { unit: 'slots' }),
  slots_to_guess_from: column(z.int().min(1), 'How many slots there were; with "none of them" one more answer was possible.', { unit: 'slots' }),
  guessed_at: column(Moment, 'When the guesses were handed in.'),
});
export type GuessRow = z.infer<typeof GuessRow>;

export function guessRows(session: ExportedSession): readonly GuessRow[] {
  const held = heldConversations(session);
  return eventsOf(session, 'guess-given').flatMap((handedIn) => {
    const { stageId, guesses } = handedIn.payload;
    const stage = stagesOf(session.state.study).find((each) => each.id === stageId);
    if (stage?.kind !== 'blinding-guess') throw new Error(`Stage "${stageId}" asks for no guess.`);
    return guesses.flatMap(({ conversationId, slot, sure }): GuessRow[] => {
      const about = held.find(({ conversation }) => conversation.conversationId === conversationId);
      if (!about) throw new Error(`A guess is about conversation "${conversationId}", which was not allocated.`);
      const slots = allocatedSlots(about.conversation);
      const armId = slots.find((each) => each.slot === slot)?.armId ?? null;
      const targeted = slots.filter((each) => stage.targets.includes(each.armId)).length;
      return [
        {
          ...trialValues(session, about),
          guess_stage_id: stageId,
          guessed_slot: slot,
          guessed_slot_position: slot && positionOf(slot),
          guessed_arm_id: armId,
          sure,
          sure_label: stage.sureChoices.find((choice) => choice.value === sure)?.label ?? null,
          right: isRight(stage.targets, armId, targeted),
          target_slots: targeted,
          slots_to_guess_from: slots.length,
          guessed_at: momentOf(handedIn.at),
        },
      ];
    });
  });
}

function isRight(targets: readonly string[], armId: string | null, targeted: number): boolean | null {
  if (targets.length === 0) return null;
  return armId === null ? targeted === 0 : targets.includes(armId);
}
