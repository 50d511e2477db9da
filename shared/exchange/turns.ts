import { z } from 'zod';
import { Slot } from '../session/events.ts';
import type { TurnState } from '../session/state.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { lengthsOf, turnNumber } from './replies.ts';
import { heldConversations, trialColumns, trialValues, type HeldConversation } from './trial.ts';

const notPreferred = { missing: 'Empty when the turn was not judged, or its sheet does not say.' };

/** The columns that place a row in a turn. */
export const turnColumns = {
  turn_number: optionalColumn(z.int().min(1), 'Number of the turn among those that count, 1 first.', {
    missing: 'Empty for a voided turn.',
  }),
  turn_index: column(Count, 'Number of the turn among all turns of the conversation, voided ones included, 0 first.'),
  turn_voided: column(z.boolean(), 'True when the moderator took the turn back. Its responses were taken off the screen, or never shown.'),
};

/** What happened in a turn, whatever was answered. */
export const turnFields = {
  status: column(
    z.enum(['collecting', 'stalled', 'revealed', 'voided']),
    'revealed: shown. voided: taken back by the moderator, it does not count. collecting, stalled: the session stopped before the replies were in.',
  ),
  void_reason: optionalColumn(z.string(), 'Why the moderator voided the turn.', { missing: 'Empty when it was not voided.' }),
  message: column(z.string(), 'Message of the participant, word for word.'),
  sent_to: column(z.enum(['all', 'one']), 'all: the message went to every slot. one: the participant sent it to a single slot.'),
  sent_at: column(Moment, 'When the message was sent.'),
  revealed_at: optionalColumn(Moment, 'When all responses were shown at once.', { missing: 'Empty when they were never shown.' }),
  wait_milliseconds: optionalColumn(z.number(), 'Time between the two by the wall clock, the same for every slot.', {
    unit: 'ms',
    missing: 'Empty when they were never shown.',
  }),
  preferred_slot: optionalColumn(Slot, 'Slot preferred when the turn was judged; the conversation goes on from its response.', notPreferred),
  preferred_arm_id: optionalColumn(Identifier, 'Arm that stood there.', notPreferred),
};

/** A row of turns.csv. */
export const TurnRow = z.strictObject({
  ...trialColumns,
  ...turnColumns,
  ...turnFields,
  message_characters: column(Count, 'Length of the message in Unicode code points.', { unit: 'characters' }),
  message_words: column(Count, 'Runs of characters between white space.', { unit: 'words' }),
  slots: column(z.string(), 'Slots that the message went to, in reading order with spaces; responses.csv has the arms.'),
});
export type TurnRow = z.infer<typeof TurnRow>;

export function turnRows(session: ExportedSession): readonly TurnRow[] {
  return heldConversations(session).flatMap((held) =>
    held.conversation.turns.map((turn, index): TurnRow => {
      const { characters, words } = lengthsOf(turn.text);
      return {
        ...trialValues(session, held),
        ...turnPlace(held, turn, index),
        ...turnValues(session, held, turn, index),
        message_characters: characters,
        message_words: words,
        slots: turn.slots.map(({ slot }) => slot).join(' '),
      };
    }),
  );
}

export function turnPlace({ conversation }: HeldConversation, turn: TurnState, index: number) {
  return { turn_number: turnNumber(conversation, index), turn_index: index, turn_voided: turn.status === 'voided' };
}

export function turnValues(session: ExportedSession, { conversation, stage }: HeldConversation, turn: TurnState, index: number) {
  const voided = eventsOfConversation(session, 'turn-voided', conversation.conversationId).find(({ payload }) => payload.turn === index);
  const preferred = turn.slots.find(({ slot }) => slot === turn.preferred);
  const alone = stage.layout.kind === 'parallel' && turn.slots.length < conversation.slots.length;
  return {
    status: turn.status,
    void_reason: voided?.payload.reason ?? null,
    message: turn.text,
    sent_to: alone ? ('one' as const) : ('all' as const),
    sent_at: momentOf(turn.sentAt),
    revealed_at: turn.revealedAt && momentOf(turn.revealedAt),
    wait_milliseconds: turn.revealedAt && turn.revealedAt.utcMilliseconds - turn.sentAt.utcMilliseconds,
    preferred_slot: preferred?.slot ?? null,
    preferred_arm_id: preferred?.armId ?? null,
  };
}
