import type { Profile } from '../people/participant.ts';
import type { ImportedConversation, ImportedResponse, ImportedTurn } from './imported-conversation.ts';
import { isObject, type Json, type JsonObject } from './json-values.ts';
import { emptyReply, slotField, surveyFields } from './layout.ts';

/** One line of a file. */
export type PrismRow = Record<string, Json>;

export interface PrismParticipant {
  readonly userId: string;
  readonly profile: Profile;
}

export interface PrismConversation {
  readonly userId: string;
  readonly conversation: ImportedConversation;
}

/** The three files, line by line. Each can be gone through as often as what it is made from. */
export interface PrismFiles {
  readonly survey: Iterable<PrismRow>;
  readonly conversations: Iterable<PrismRow>;
  readonly utterances: Iterable<PrismRow>;
}

/**
 * People and conversations in the released layout. Reading the lines gives the same people and conversations
 * again; writing what was read gives the same lines, field for field, where no field of the layout was missing
 * (a missing one goes out as null) and the survey's objects were not flattened.
 */
export function prismFilesOf(participants: Iterable<PrismParticipant>, conversations: Iterable<PrismConversation>): PrismFiles {
  return {
    survey: linesOf(participants, ({ userId, profile }) => [surveyRowOf(userId, profile)]),
    conversations: linesOf(conversations, ({ userId, conversation }) => [conversationRowOf(userId, conversation)]),
    utterances: linesOf(conversations, ({ userId, conversation }) => utteranceRowsOf(userId, conversation)),
  };
}

function linesOf<Item>(items: Iterable<Item>, rowsOf: (item: Item) => Iterable<PrismRow>): Iterable<PrismRow> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield* rowsOf(item);
    },
  };
}

function surveyRowOf(userId: string, profile: Profile): PrismRow {
  const known = surveyFields.filter((field) => Object.hasOwn(profile, field)).map((field) => [field, profile[field] ?? null] as const);
  return { user_id: userId, ...Object.fromEntries(known), ...profile };
}

/** A line of conversations.jsonl. */
function conversationRowOf(userId: string, conversation: ImportedConversation): PrismRow {
  const { turns } = conversation;
  return {
    ...conversationHeadOf(userId, conversation),
    conversation_history: turns.flatMap((turn) => [
      { ...messageEntryOf(turn), ...turn.extra },
      ...turn.responses.map((response) => ({ ...responseEntryOf(turn.turn, response), ...partOf(response, 'history') })),
    ]),
    ...conversation.extra,
  };
}

/** What is written of a conversation by itself, without its history and what is kept beside. */
export function conversationHeadOf(userId: string, conversation: Omit<ImportedConversation, 'extra'>): PrismRow {
  const { conversationId, type, turns, performance, choice, feedback, generatedAt } = conversation;
  return {
    conversation_id: conversationId,
    user_id: userId,
    conversation_type: type,
    opening_prompt: turns[0]?.message ?? null,
    conversation_turns: turns.length,
    // Keeps its place among the fields; the caller fills it.
    conversation_history: null,
    performance_attributes: performance,
    choice_attributes: choice,
    open_feedback: feedback,
    generated_datetime: generatedAt,
  };
}

export function messageEntryOf({ turn, message }: Pick<ImportedTurn, 'turn' | 'message'>): PrismRow {
  return { turn, role: 'user', content: message };
}

export function responseEntryOf(turn: number, response: Omit<ImportedResponse, 'extra'>): PrismRow {
  return {
    turn,
    role: 'model',
    content: response.text ?? emptyReply,
    model_name: response.model,
    model_provider: response.provider,
    score: response.score,
    if_chosen: response.chosen,
    within_turn_id: response.withinTurnId,
    ...slotOf(response),
  };
}

/** Lines of utterances.jsonl: one for each response that has an id there. */
function* utteranceRowsOf(userId: string, conversation: ImportedConversation): Iterable<PrismRow> {
  for (const turn of conversation.turns) {
    for (const response of turn.responses) {
      if (response.utteranceId === null && response.interactionId === null && !Object.hasOwn(response.extra, 'utterance')) continue;
      yield { ...utteranceOf(userId, conversation, turn, response), ...partOf(response, 'utterance') };
    }
  }
}

/** What is written of a response in utterances.jsonl, without what is kept beside. */
export function utteranceOf(userId: string, conversation: ImportedConversation, turn: ImportedTurn, response: ImportedResponse): PrismRow {
  const balanced = conversation.extra['included_in_balanced_subset'];
  return {
    utterance_id: response.utteranceId,
    interaction_id: response.interactionId,
    conversation_id: conversation.conversationId,
    user_id: userId,
    turn: turn.turn,
    within_turn_id: response.withinTurnId,
    conversation_type: conversation.type,
    user_prompt: turn.message,
    model_name: response.model,
    model_provider: response.provider,
    model_response: response.text ?? emptyReply,
    score: response.score,
    if_chosen: response.chosen,
    ...(balanced === undefined ? {} : { included_in_balanced_subset: balanced }),
    ...slotOf(response),
  };
}

function slotOf({ slot }: Pick<ImportedResponse, 'slot'>): PrismRow {
  return slot === null ? {} : { [slotField]: slot };
}

function partOf({ extra }: ImportedResponse, part: 'history' | 'utterance'): JsonObject {
  const kept = extra[part];
  return isObject(kept) ? kept : {};
}
