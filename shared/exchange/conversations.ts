import { z } from 'zod';
import { JudgementTexts, RankPlaces, RatingValue, Slot, type TurnSlot } from '../session/events.ts';
import { revealedTurns } from '../session/queries.ts';
import type { Given } from '../session/state.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { replyFinder } from './replies.ts';
import { responseFields, responseValues } from './responses.ts';
import { allocatedSlots, heldConversations, slotColumns, slotValues, trialColumns, trialValues, type HeldConversation } from './trial.ts';
import { turnColumns, turnFields, turnPlace, turnValues } from './turns.ts';

/** What was judged, of a turn or at the end. */
const Judged = z.strictObject({
  ratings: column(
    z.array(
      z.strictObject({
        judgement_id: column(Identifier, 'Judgement, as the study names it; judgements.csv has its words.'),
        slot: optionalColumn(Slot, 'Slot that is rated.', { missing: 'Null for the preferred one or the conversation as a whole.' }),
        arm_id: optionalColumn(Identifier, 'Arm that stood there.', { missing: 'Null when slot is.' }),
        item: optionalColumn(Identifier, 'Item of a battery.', { missing: 'Null for a single question.' }),
        value: column(RatingValue, 'The answer that counts: 1 to 100 of a slider, 1, 2, … of a scale of points, or not-applicable.'),
        moved: column(z.boolean(), 'False for a slider that was left where it stood.'),
      }),
    ),
    'Sliders, scales and batteries.',
  ),
  rankings: column(z.record(Identifier, RankPlaces), 'Slots by place, best first, for each ranking; several in a place are tied.'),
  choices: column(
    z.record(
      Identifier,
      z.strictObject({
        slot: optionalColumn(Slot, 'The better one.', { missing: 'Null for "no difference".' }),
        strength: optionalColumn(z.int().min(1), 'How much better, 1 weakest.', { missing: 'Null for "no difference", and where it was not asked.' }),
      }),
    ),
    'Choices by judgement.',
  ),
  texts: column(JudgementTexts, 'What was written, by judgement and box.'),
  confirmed_sheets: column(z.array(Identifier), 'Sheets that were handed in.'),
});

const Turn = z.strictObject({
  ...turnColumns,
  ...turnFields,
  responses: column(
    z.array(z.strictObject(responseFields)),
    'What came in for the turn, by slot. In the parallel layout each slot answers its own thread; otherwise all answer the history of preferred responses.',
  ),
  judged: column(Judged, 'What was judged after the turn.'),
});

const ofAnEarlierSession = { missing: 'Null for a repeat of an earlier session, whose models that session has.' };

/** A line of conversations.jsonl. */
export const ConversationRow = z.strictObject({
  ...trialColumns,
  title: optionalColumn(z.string(), 'Title that the participant saw.', { missing: 'Null when type_id is.' }),
  prompt: column(z.string(), 'What the participant was asked to talk about, or told about judging once more.'),
  phase: column(
    z.enum(['talking', 'judging', 'done', 'skipped']),
    'How far it came. talking also stands for one that was never begun; then there are no turns.',
  ),
  skip_reason: optionalColumn(z.string(), 'Why the moderator skipped it.', { missing: 'Null when it was not skipped.' }),
  finished_at: optionalColumn(Moment, 'When the talking ended and the judging began.', { missing: 'Null when it did not come to that.' }),
  finished_by: optionalColumn(z.enum(['participant', 'moderator']), 'Who ended the talking.', {
    missing: 'Null when it was not ended.',
  }),
  finish_reason: optionalColumn(z.string(), 'Why the moderator ended it.', { missing: 'Null when the participant did.' }),
  slots: column(
    z.array(
      z.strictObject({
        ...slotColumns,
        provider_id: optionalColumn(z.string(), 'Provider as set up in the settings; "practice" for the built-in practice models.', ofAnEarlierSession),
        model: optionalColumn(z.string(), 'Model that stood for the arm in this session.', ofAnEarlierSession),
      }),
    ),
    'What stood where at the opening. In the layouts branch and common-thread, later turns say it for themselves.',
  ),
  turns: column(z.array(Turn), 'The whole history, turn by turn and slot by slot. Empty for a repeat: its original has the words.'),
  history: column(
    z.array(
      z.strictObject({
        turn_index: turnColumns.turn_index,
        message: column(z.string(), 'Message of the participant.'),
        slot: column(Slot, 'Slot of the preferred response.'),
        arm_id: column(Identifier, 'Arm that stood there.'),
      }),
    ),
    'In the layouts branch and common-thread: which response the conversation went on from, turn by turn.',
  ),
  judged: column(Judged, 'What was judged at the end of the conversation.'),
  preferred: optionalColumn(Slot, 'Slot preferred on a sheet at the end of the conversation.', {
    missing: 'Null when no sheet says, or none was handed in.',
  }),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

export function conversationRows(session: ExportedSession): readonly ConversationRow[] {
  const repliesOf = replyFinder(session);
  return heldConversations(session).map((held): ConversationRow => {
    const { conversation, type, repeat } = held;
    const { conversationId } = conversation;
    const finished = eventsOfConversation(session, 'conversation-finished', conversationId).at(-1);
    return {
      ...trialValues(session, held),
      title: type?.title ?? null,
      prompt: repeat?.prompt ?? type?.prompt ?? '',
      phase: conversation.phase,
      skip_reason: eventsOfConversation(session, 'conversation-skipped', conversationId).at(-1)?.payload.reason ?? null,
      finished_at: finished ? momentOf(finished.at) : null,
      finished_by: finished ? (finished.payload.reason === null ? 'participant' : 'moderator') : null,
      finish_reason: finished?.payload.reason ?? null,
      slots: slotsOf(session, held),
      turns: conversation.turns.map((turn, index) => ({
        ...turnPlace(held, turn, index),
        ...turnValues(session, held, turn, index),
        responses: repliesOf(turn).map((reply) => responseValues(turn, reply)),
        judged: judgedValues(turn.given, turn.slots),
      })),
      history: historyOf(held),
      judged: judgedValues(conversation.given, allocatedSlots(conversation)),
      preferred: conversation.preferred,
    };
  });
}

function slotsOf({ state }: ExportedSession, { conversation, stage }: HeldConversation): ConversationRow['slots'] {
  const slots = allocatedSlots(conversation);
  return slots.map(({ slot, armId }) => {
    const found = state.models.find((each) => each.stageId === stage.id && each.armId === armId);
    const model = conversation.repeatOf?.transcript ? undefined : found?.model;
    return { ...slotValues(slots, slot), provider_id: model?.providerId ?? null, model: model?.model ?? null };
  });
}

function historyOf({ conversation, stage }: HeldConversation): ConversationRow['history'] {
  if (stage.layout.kind === 'parallel') return [];
  return revealedTurns(conversation).flatMap((turn) => {
    const preferred = turn.slots.find(({ slot }) => slot === turn.preferred);
    if (!preferred) return [];
    return [{ turn_index: conversation.turns.indexOf(turn), message: turn.text, slot: preferred.slot, arm_id: preferred.armId }];
  });
}

function judgedValues(given: Given, slots: readonly TurnSlot[]): z.infer<typeof Judged> {
  return {
    ratings: given.ratings.map(({ judgementId, slot, item, value, moved }) => ({
      judgement_id: judgementId,
      slot,
      arm_id: slots.find((each) => each.slot === slot)?.armId ?? null,
      item,
      value,
      moved,
    })),
    rankings: given.rankings,
    choices: given.choices,
    texts: given.texts,
    confirmed_sheets: [...given.confirmed],
  };
}
