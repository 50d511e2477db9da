import type { TranscriptView } from '../../shared/contract/transcript.ts';
import { eventsOf, type PlayedEvents } from '../../shared/exchange/exported-session.ts';
import { judgedSheets, type JudgedSheet } from '../../shared/exchange/judged.ts';
import { heldConversations, type HeldConversation } from '../../shared/exchange/trial.ts';
import { concernsAllArms, revealedReply, revealedTurns } from '../../shared/session/queries.ts';
import type { ConversationState, TurnState } from '../../shared/session/state.ts';
import { stagesOf } from '../../shared/study/protocol.ts';
import { judgedSheetView } from './judged-view.ts';

type Conversation = TranscriptView['conversations'][number];
type Repeat = NonNullable<Conversation['repeat']>;

/** Finds an earlier session of the participant; null when it cannot be read any more. */
export type EarlierSession = (sessionId: string) => PlayedEvents | null;

/** The conversations of a session in the order of the plan. */
export function conversationViews(session: PlayedEvents, earlier: EarlierSession): Conversation[] {
  const sheets = judgedSheets(session);
  return heldConversations(session).map((held): Conversation => {
    const { conversation, stage, type } = held;
    const own = sheets.filter((judged) => judged.held.conversation === conversation);
    const original = originalOf(session, held, earlier);
    return {
      conversationId: conversation.conversationId,
      title: type?.title ?? original?.held.type?.title ?? (held.repeat ?? stage).title,
      type: type?.label ?? original?.held.type?.label ?? '',
      practice: stage.kind === 'practice',
      layout: stage.layout.kind,
      phase: conversation.phase,
      slots: conversation.slots.map(({ slot }) => slot),
      turns: conversation.turns.map((turn, index) => turnView(held, turn, index, own)),
      repeat: repeatView(held, original),
      sheets: own.filter(({ turn }) => turn === null).map(judgedSheetView),
      guesses: guessesAbout(session, conversation),
    };
  });
}

function turnView(held: HeldConversation, turn: TurnState, index: number, sheets: readonly JudgedSheet[]): Conversation['turns'][number] {
  const judged = sheets.find(({ turnIndex }) => turnIndex === index);
  const [only] = turn.slots;
  const alone = held.stage.layout.kind === 'parallel' && turn.slots.length < held.conversation.slots.length;
  return {
    number: index + 1,
    message: turn.text,
    sentTo: alone ? (only?.slot ?? null) : null,
    status: turn.status,
    sentAtUtcMilliseconds: turn.sentAt.utcMilliseconds,
    revealedAtUtcMilliseconds: turn.revealedAt?.utcMilliseconds ?? null,
    replies: turn.slots.map(({ slot }) => ({ slot, text: revealedReply(turn, slot), preferred: turn.preferred === slot })),
    leaks: concernsAllArms(held.conversation, turn) ? leaksIn(turn) : [],
    sheet: judged ? judgedSheetView(judged) : null,
  };
}

/** Sorted, because the order of calls is that of slots. Of a turn that went to some slots only, even the kind would tell of an arm. */
function leaksIn(turn: TurnState): Conversation['turns'][number]['leaks'] {
  return turn.calls
    .flatMap(({ screened }) => (screened ? screened.leaks.map(({ category }) => ({ category, action: screened.action })) : []))
    .toSorted((a, b) => (a.category + a.action < b.category + b.action ? -1 : 1));
}

interface Original {
  readonly session: PlayedEvents;
  readonly held: HeldConversation;
}

function originalOf(session: PlayedEvents, { conversation: { repeatOf } }: HeldConversation, earlier: EarlierSession): Original | null {
  if (!repeatOf) return null;
  const from = repeatOf.sessionId === null ? session : earlier(repeatOf.sessionId);
  const held = from && heldConversations(from).find(({ conversation }) => conversation.conversationId === repeatOf.conversationId);
  return from && held ? { session: from, held } : null;
}

function repeatView({ conversation, repeat }: HeldConversation, original: Original | null): Repeat | null {
  const { repeatOf } = conversation;
  if (!repeatOf || !repeat) return null;
  const then = original?.held.conversation;
  return {
    sessionNumber: original?.session.state.sessionNumber ?? null,
    conversationId: repeatOf.conversationId,
    title: original?.held.type?.title ?? repeatOf.conversationId,
    exchanges: exchangesOf(conversation, then),
    slots: conversation.slots.map(({ slot, armId }) => ({
      slot,
      before: then?.slots.find((each) => each.armId === armId)?.slot ?? null,
    })),
    sheets: original
      ? judgedSheets(original.session)
          .filter(({ held, turn, sheet }) => held.conversation === then && turn === null && repeat.sheets.includes(sheet.id))
          .map(judgedSheetView)
      : [],
  };
}

/** What is judged once more, every response in the slot that it has now. */
function exchangesOf({ slots, repeatOf }: ConversationState, then: ConversationState | undefined): Repeat['exchanges'] {
  if (repeatOf?.transcript) {
    return repeatOf.transcript.map(({ message, replies }) => ({
      message,
      replies: slots.map(({ slot, armId }) => ({ slot, text: replies.find((each) => each.armId === armId)?.text ?? null })),
    }));
  }
  return (then ? revealedTurns(then) : []).map((turn) => ({
    message: turn.text,
    replies: slots.map(({ slot, armId }) => {
      const before = turn.slots.find((each) => each.armId === armId)?.slot;
      return { slot, text: before === undefined ? null : revealedReply(turn, before) };
    }),
  }));
}

function guessesAbout(session: PlayedEvents, { conversationId }: ConversationState): Conversation['guesses'] {
  return eventsOf(session, 'guess-given').flatMap(({ payload }) => {
    const stage = stagesOf(session.state.study).find((each) => each.id === payload.stageId);
    const degrees = stage?.kind === 'blinding-guess' ? stage.sureChoices : [];
    return payload.guesses
      .filter((guess) => guess.conversationId === conversationId)
      .map(({ slot, sure }) => ({ slot, sure: degrees.find(({ value }) => value === sure)?.label ?? sure }));
  });
}
