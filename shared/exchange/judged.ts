import { z } from 'zod';
import { Slot, type EventOf, type Instant, type RecordedEvent, type TurnSlot } from '../session/events.ts';
import { planOf } from '../session/plan.ts';
import { conversationAt, preferredOf, sheetsOf } from '../session/queries.ts';
import type { Given, TurnState } from '../session/state.ts';
import { Identifier } from '../study/identifier.ts';
import { comparesSlots } from '../study/judgement-rules.ts';
import type { Judgement, Sheet } from '../study/judgements.ts';
import { column, Count, optionalColumn } from './column.ts';
import { eventsOfConversation, type ExportedSession, type PlayedEvents } from './exported-session.ts';
import { turnNumber } from './replies.ts';
import { allocatedSlots, heldConversations, positionOf, slotValues, trialColumns, trialValues, type HeldConversation } from './trial.ts';

/** A sheet as it was put to the participant: after a turn, or at the end of a conversation. */
export interface JudgedSheet {
  readonly held: HeldConversation;
  readonly sheet: Sheet;
  /** Null at the end of the conversation. */
  readonly turn: TurnState | null;
  readonly turnIndex: number | null;
  readonly given: Given;
  /** What stood on the screen. */
  readonly slots: readonly TurnSlot[];
  /** What judgements of the preferred one are about; null where there is none. */
  readonly preferred: TurnSlot | null;
  readonly shownAt: Instant | null;
  readonly confirmed: RecordedEvent<EventOf<'judgements-confirmed'>> | null;
}

/** The sheets of all conversations that were shown or begun, in the order of the plan. */
export function judgedSheets(session: PlayedEvents): readonly JudgedSheet[] {
  return heldConversations(session).flatMap((held) => [...turnSheets(session, held), ...endSheets(session, held)]);
}

function turnSheets(session: PlayedEvents, held: HeldConversation): JudgedSheet[] {
  const sheet = held.stage.turnSheet;
  if (!sheet || held.repeat) return [];
  return held.conversation.turns.flatMap((turn, turnIndex): JudgedSheet[] => {
    if (!turn.revealedAt) return [];
    return [
      {
        held,
        sheet,
        turn,
        turnIndex,
        given: turn.given,
        slots: turn.slots,
        preferred: null,
        shownAt: turn.revealedAt,
        confirmed: confirmationOf(session, held, turnIndex, sheet),
      },
    ];
  });
}

function endSheets(session: PlayedEvents, held: HeldConversation): JudgedSheet[] {
  const { conversation } = held;
  const slots = allocatedSlots(conversation);
  const preferredSlot = preferredOf(held);
  let shownAt = judgingBeganAt(session, held);
  return sheetsOf(held).flatMap((sheet): JudgedSheet[] => {
    if (!shownAt) return [];
    const confirmed = confirmationOf(session, held, null, sheet);
    const judged: JudgedSheet = {
      held,
      sheet,
      turn: null,
      turnIndex: null,
      given: conversation.given,
      slots,
      preferred: slots.find(({ slot }) => slot === preferredSlot) ?? null,
      shownAt,
      confirmed,
    };
    shownAt = confirmed?.at ?? null;
    return [judged];
  });
}

/** When the first sheet at the end of a conversation came on the screen; null when none did. */
function judgingBeganAt(session: PlayedEvents, { conversation, repeat }: HeldConversation): Instant | null {
  if (!repeat) return eventsOfConversation(session, 'conversation-finished', conversation.conversationId).at(-1)?.at ?? null;
  const { state } = session;
  const step = planOf(state.study, state.sessionNumber).findIndex(
    (each) => each.kind !== 'stage' && conversationAt(state, each) === conversation,
  );
  return state.steps[step]?.enteredAt ?? null;
}

function confirmationOf(session: PlayedEvents, { conversation }: HeldConversation, turnIndex: number | null, sheet: Sheet) {
  return (
    eventsOfConversation(session, 'judgements-confirmed', conversation.conversationId).findLast(
      ({ payload }) => payload.turn === turnIndex && payload.sheetId === sheet.id,
    ) ?? null
  );
}

/** The columns that name the sheet and the judgement of a row. */
export const sheetColumns = {
  ...trialColumns,
  turn_number: optionalColumn(z.int().min(1), 'Number of the judged turn among those that count, 1 first.', {
    missing: 'Empty at the end of a conversation, and for a voided turn.',
  }),
  turn_index: optionalColumn(Count, 'Number of the judged turn among all turns of the conversation, voided ones included, 0 first.', {
    missing: 'Empty at the end of a conversation.',
  }),
  turn_voided: column(z.boolean(), 'True when the judged turn was taken back by the moderator.'),
  sheet_id: column(Identifier, 'Sheet, as the study names it.'),
  confirmed: column(z.boolean(), 'True once the sheet was handed in. Until then an answer may still have been changed.'),
};

export const judgementColumns = {
  ...sheetColumns,
  judgement_id: column(Identifier, 'Judgement, as the study names it; judgements.csv has its words.'),
};

export function sheetValues(session: ExportedSession, { held, sheet, turn, turnIndex, confirmed }: JudgedSheet) {
  return {
    ...trialValues(session, held),
    turn_number: turnIndex === null ? null : turnNumber(held.conversation, turnIndex),
    turn_index: turnIndex,
    turn_voided: turn?.status === 'voided',
    sheet_id: sheet.id,
    confirmed: confirmed !== null,
  };
}

const aboutNoSlot = { missing: 'Empty when the answer is about the conversation as a whole, or nothing was preferred.' };

/** What a judgement is about. */
export const subjectColumns = {
  subject: column(
    z.enum(['slot', 'preferred', 'conversation']),
    'What is judged. slot: the slot of the row. preferred: the one preferred before, which slot and arm_id name. conversation: the whole.',
  ),
  slot: optionalColumn(Slot, 'Place on the screen of what is judged, A first in reading order.', aboutNoSlot),
  slot_position: optionalColumn(z.int().min(1), 'The same place as a number: 1 for slot A.', aboutNoSlot),
  arm_id: optionalColumn(Identifier, 'Arm that stood there.', aboutNoSlot),
  sample: optionalColumn(z.int().min(1), 'Number of the sample where one arm stands in several slots, otherwise 1.', aboutNoSlot),
};

/** The subject of an answer that is stored with a slot, or with null. */
export function subjectValues({ slots, preferred }: JudgedSheet, judgement: Judgement, slot: Slot | null) {
  if (slot !== null) return { subject: 'slot' as const, ...slotValues(slots, slot) };
  if (!isOfPreferred(judgement) || !preferred) {
    const subject = isOfPreferred(judgement) ? ('preferred' as const) : ('conversation' as const);
    return { subject, slot: null, slot_position: null, arm_id: null, sample: null };
  }
  return {
    subject: 'preferred' as const,
    slot: preferred.slot,
    slot_position: positionOf(preferred.slot),
    arm_id: preferred.armId,
    sample: preferred.sample,
  };
}

/** Texts say it in their question: only where there is a preferred one can its label stand. */
function isOfPreferred(judgement: Judgement): boolean {
  if (judgement.kind === 'text') return judgement.question.includes('{assistant}');
  return !comparesSlots(judgement) && 'of' in judgement && judgement.of === 'preferred';
}

/** How an answer came about. */
export const changeColumns = {
  first_given_milliseconds: optionalColumn(z.number(), 'From the sheet being shown to the first answer, pauses included.', {
    unit: 'ms',
    missing: 'Empty when the sheet was not shown.',
  }),
  last_given_milliseconds: optionalColumn(z.number(), 'From the sheet being shown to the answer that counts, pauses included.', {
    unit: 'ms',
    missing: 'Empty when the sheet was not shown.',
  }),
  changes: column(Count, 'How often it was set again after the first time.', { unit: 'times' }),
};

/** @param settings every setting of one answer, oldest first, at least one */
export function changeValues({ shownAt }: JudgedSheet, settings: readonly RecordedEvent[]) {
  const since = (event: RecordedEvent | undefined) =>
    event && shownAt ? event.at.utcMilliseconds - shownAt.utcMilliseconds : null;
  return {
    first_given_milliseconds: since(settings[0]),
    last_given_milliseconds: since(settings.at(-1)),
    changes: Math.max(0, settings.length - 1),
  };
}

/** Those of a conversation's settings that are of one judgement on this sheet, oldest first. */
export function settingsOf<Setting extends { readonly payload: { readonly turn: number | null; readonly judgementId: string } }>(
  { turnIndex }: JudgedSheet,
  judgementId: string,
  settings: readonly Setting[],
): readonly Setting[] {
  return settings.filter(({ payload }) => payload.turn === turnIndex && payload.judgementId === judgementId);
}
