import { z } from 'zod';
import { AttributeValue, RankPlaces, Rating, Slot } from '../session/events.ts';
import { Identifier } from '../study/protocol.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { isConfirmed, RankDirection, rankDirection, ratingsGiven } from './judgements.ts';
import { callColumns, callValues, lengthColumns, lengthsOf, replyFinder, turnNumber } from './replies.ts';
import {
  plannedConversations,
  type PlannedConversation,
  slotColumns,
  slotValues,
  trialColumns,
  trialValues,
} from './trial.ts';

const Turn = z.strictObject({
  turn_index: column(Count, 'Number of the turn among all turns, voided ones included, 0 first.'),
  turn_number: optionalColumn(z.int().min(1), 'Number of the turn among those that count, 1 first.', {
    missing: 'Null for a voided turn.',
  }),
  status: column(
    z.enum(['collecting', 'stalled', 'revealed', 'voided']),
    'revealed: shown and judged. voided: taken back by the moderator, it does not count. collecting, stalled: the session stopped before the replies were in.',
  ),
  void_reason: optionalColumn(z.string(), 'Why the moderator voided the turn.', { missing: 'Null when it was not voided.' }),
  message: column(z.string(), 'Message of the participant, the same to every slot, word for word.'),
  sent_at: column(Moment, 'When the message was sent.'),
  revealed_at: optionalColumn(Moment, 'When all responses were shown at once.', { missing: 'Null when they were never shown.' }),
  responses: column(
    z.array(
      z.strictObject({
        ...slotColumns,
        text: column(z.string(), 'The response, word for word.'),
        ...lengthColumns,
        ...callColumns,
      }),
    ),
    'What came in for the turn, by slot. Each slot answers its own thread: its own earlier responses, not those of other slots.',
  ),
});

const notHandedIn = 'Null when ratings and ranking were not handed in.';

/** A line of conversations.jsonl. */
export const ConversationRow = z.strictObject({
  ...trialColumns,
  title: column(z.string(), 'Title that the participant saw.'),
  prompt: column(z.string(), 'What the participant was asked to talk about.'),
  phase: column(
    z.enum(['talking', 'comparing', 'explaining', 'done', 'skipped']),
    'How far it came. talking also stands for one that was never begun; then there are no turns.',
  ),
  skip_reason: optionalColumn(z.string(), 'Why the moderator skipped it.', { missing: 'Null when it was not skipped.' }),
  finished_at: optionalColumn(Moment, 'When the talking ended and the judging began.', { missing: 'Null when it did not come to that.' }),
  finished_by: optionalColumn(z.enum(['participant', 'moderator']), 'Who ended the talking.', { missing: 'Null when it was not ended.' }),
  finish_reason: optionalColumn(z.string(), 'Why the moderator ended it.', { missing: 'Null when the participant did.' }),
  slots: column(
    z.array(
      z.strictObject({
        ...slotColumns,
        provider_id: callColumns.provider_id,
        model: column(z.string(), 'Model that stood for the arm in this session.'),
      }),
    ),
    'What stood where.',
  ),
  turns: column(z.array(Turn), 'The whole history, turn by turn and slot by slot.'),
  ratings: column(
    z.array(
      z.strictObject({
        slot: column(Slot, 'Slot that was rated.'),
        rating: column(Rating, 'The last rating, 1 to 100.'),
        rating_changes: column(Count, 'How often it was set again after the first time.', { unit: 'times' }),
        first_rated_at: column(Moment, 'When it was first set.'),
        last_rated_at: column(Moment, 'When it was last set.'),
      }),
    ),
    'Ratings of the slots over the whole conversation; a slot without a rating is left out.',
  ),
  ranking: column(RankPlaces, 'Slots in the order of their rank; null where a place is empty.'),
  rank_direction: column(RankDirection, 'Which end the ranking counts from: its first slot has rank 1.'),
  judgements_confirmed: column(z.boolean(), 'True once ratings and ranking were handed in.'),
  best: optionalColumn(Slot, 'Slot ranked best when the ranking was handed in.', { missing: notHandedIn }),
  attributes: column(z.record(Identifier, AttributeValue), 'Qualities of the best slot, by name: 1 to 100, or not-applicable.'),
  feedback: optionalColumn(
    z.strictObject({
      good: column(z.string(), 'What was good, word for word; may be empty.'),
      bad: column(z.string(), 'What was bad, word for word; may be empty.'),
    }),
    'The participant in their own words.',
    { missing: 'Null when it was not handed in.' },
  ),
  guess: optionalColumn(
    z.strictObject({
      slot: optionalColumn(Slot, 'Slot that felt personalised.', { missing: 'Null for none of them.' }),
      arm_id: optionalColumn(Identifier, 'Arm that stood in that slot.', { missing: 'Null for none of them.' }),
      sure: optionalColumn(z.string(), 'How sure, as the study names the degrees.', { missing: 'Null when no slot was named.' }),
    }),
    'Blinding guess.',
    { missing: 'Null when it was not asked or not answered.' },
  ),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

export function conversationRows(session: ExportedSession): readonly ConversationRow[] {
  const repliesOf = replyFinder(session);
  return plannedConversations(session).map((planned): ConversationRow => {
    const { conversation, plan } = planned;
    const { conversationId } = conversation;
    const finished = eventsOfConversation(session, 'conversation-finished', conversationId).at(-1);
    const voided = eventsOfConversation(session, 'turn-voided', conversationId);
    return {
      ...trialValues(session, planned),
      title: plan.title,
      prompt: plan.prompt,
      phase: conversation.phase,
      skip_reason: eventsOfConversation(session, 'conversation-skipped', conversationId).at(-1)?.payload.reason ?? null,
      finished_at: finished ? momentOf(finished.at) : null,
      finished_by: finished ? (finished.payload.reason === null ? 'participant' : 'moderator') : null,
      finish_reason: finished?.payload.reason ?? null,
      slots: slotsOf(session, planned),
      turns: conversation.turns.map((turn, index) => ({
        turn_index: index,
        turn_number: turnNumber(conversation, index),
        status: turn.status,
        void_reason: voided.find((event) => event.payload.turn === index)?.payload.reason ?? null,
        message: turn.text,
        sent_at: momentOf(turn.sentAt),
        revealed_at: turn.revealedAt && momentOf(turn.revealedAt),
        responses: repliesOf(conversation, turn).map((reply) => ({
          ...slotValues(conversation, reply.slot),
          text: reply.reply.text,
          ...lengthsOf(reply.reply.text),
          ...callValues(reply),
        })),
      })),
      ...judgementsOf(session, planned),
    };
  });
}

function slotsOf({ state }: ExportedSession, { conversation, stage }: PlannedConversation): ConversationRow['slots'] {
  return conversation.slots.map(({ slot, armId }) => {
    const found = state.models.find((each) => each.stageId === stage.id && each.armId === armId);
    if (!found) throw new Error(`No model was fixed for arm "${armId}" of stage "${stage.id}".`);
    return { ...slotValues(conversation, slot), provider_id: found.model.providerId, model: found.model.model };
  });
}

function judgementsOf(session: ExportedSession, { conversation }: PlannedConversation) {
  const { conversationId } = conversation;
  const guess = session.state.guesses.find((each) => each.conversationId === conversationId);
  return {
    ratings: conversation.slots.flatMap(({ slot }) => {
      const given = ratingsGiven(session, conversationId, slot);
      const [first] = given;
      const last = given.at(-1);
      if (!first || !last) return [];
      return [
        {
          slot,
          rating: last.payload.value,
          rating_changes: given.length - 1,
          first_rated_at: momentOf(first.at),
          last_rated_at: momentOf(last.at),
        },
      ];
    }),
    ranking: conversation.places,
    rank_direction: rankDirection,
    judgements_confirmed: isConfirmed(conversation),
    best: conversation.best,
    attributes: conversation.attributes,
    feedback: conversation.phase === 'done' ? { good: conversation.good, bad: conversation.bad } : null,
    guess: guess
      ? {
          slot: guess.slot,
          arm_id: guess.slot === null ? null : slotValues(conversation, guess.slot).arm_id,
          sure: guess.sure,
        }
      : null,
  };
}
