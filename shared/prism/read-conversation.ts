import { Slot } from '../session/events.ts';
import type { ImportedResponse, ImportedTurn } from './imported-conversation.ts';
import { isKeepable, isObject, type Json, type JsonObject, keptBeside } from './json-values.ts';
import { choicesField, conversationFields, emptyReply, layoutField, messageFields, rankingField, ratingsField, responseFields, slotField } from './layout.ts';
import { problemsOfIssues, rowError, type RowProblem, type RowReading, rowWarning, unreadable } from './row-problem.ts';
import { ConversationRow } from './rows.ts';
import { conversationHeadOf, messageEntryOf, type PrismConversation, responseEntryOf } from './write-rows.ts';

/** Reads a line of conversations.jsonl. Its responses have no utterance ids yet. */
export function readConversationRow(row: unknown): RowReading<PrismConversation> {
  if (!isObject(row)) return unreadable('not-an-object');
  if (!isKeepable(row)) return unreadable('not-keepable');
  const parsed = ConversationRow.safeParse(row);
  const problems: RowProblem[] = parsed.success ? [] : [...problemsOfIssues(parsed.error, row, isFatal)];
  const history = historyOf(row);
  const hasErrors = (): boolean => problems.some(({ severity }) => severity === 'error');
  const turns = hasErrors() ? [] : turnsOf(history, problems);
  if (!hasErrors()) problems.push(...remarksOn(turns, 'conversation_history'));
  return { value: hasErrors() ? null : conversationOf(row, turns), problems, ...fieldsOf(row, history) };
}

const fatalInRow: ReadonlySet<PropertyKey> = new Set(['conversation_id', 'user_id', 'conversation_history']);
const harmlessInEntry: ReadonlySet<PropertyKey> = new Set(['model_name', 'model_provider', slotField]);

/** Without these nobody could say whose words they are, in which order, or what was thought of them. */
function isFatal([field, , name]: readonly PropertyKey[]): boolean {
  return field !== undefined && fatalInRow.has(field) && !(name !== undefined && harmlessInEntry.has(name));
}

function historyOf(row: JsonObject): readonly JsonObject[] {
  const history = row['conversation_history'];
  return Array.isArray(history) ? history.filter(isObject) : [];
}

function conversationOf(row: JsonObject, turns: ImportedTurn[]): PrismConversation {
  const userId = row['user_id'] as string;
  const understood = {
    conversationId: row['conversation_id'] as string,
    type: textOrNull(row['conversation_type']),
    generatedAt: textOrNull(row['generated_datetime']),
    turns,
    performance: attributesOf(row['performance_attributes']),
    choice: attributesOf(row['choice_attributes']),
    feedback: textOrNull(row['open_feedback']),
  };
  const { conversation_history, ...rest } = row;
  const { conversation_history: written, ...head } = conversationHeadOf(userId, understood);
  return { userId, conversation: { ...understood, extra: keptBeside(rest, head) } };
}

type OpenTurn = ImportedTurn & { responses: ImportedResponse[] };

function turnsOf(history: readonly JsonObject[], problems: RowProblem[]): ImportedTurn[] {
  const turns: OpenTurn[] = [];
  history.forEach((entry, index) => {
    const field = `conversation_history[${index}].turn`;
    const turn = entry['turn'] as number;
    const running = turns.at(-1);
    if (entry['role'] === 'user') {
      if (running !== undefined && turn <= running.turn) problems.push(rowError(field, 'turn-out-of-order', { turn, before: running.turn }));
      const message = entry['content'] as string;
      turns.push({ turn, message, responses: [], extra: keptBeside(entry, messageEntryOf({ turn, message })) });
    } else if (running?.turn !== turn) {
      problems.push(rowError(field, 'response-without-message', { turn }));
    } else {
      running.responses.push(responseOfEntry(turn, entry));
    }
  });
  return turns;
}

function responseOfEntry(turn: number, entry: JsonObject): ImportedResponse {
  const understood = responseOf(entry, 'content');
  const beside = keptBeside(entry, responseEntryOf(turn, understood));
  return { ...understood, extra: Object.keys(beside).length === 0 ? {} : { history: beside } };
}

/** What is understood of a response, in a history or in utterances.jsonl. Ids come with the utterances. */
export function responseOf(row: JsonObject, textField: 'content' | 'model_response'): Omit<ImportedResponse, 'extra'> {
  return {
    text: replyOf(row[textField]),
    model: textOrNull(row['model_name']),
    provider: textOrNull(row['model_provider']),
    score: typeof row['score'] === 'number' ? row['score'] : null,
    chosen: row['if_chosen'] === true,
    withinTurnId: typeof row['within_turn_id'] === 'number' ? row['within_turn_id'] : null,
    slot: Slot.safeParse(row[slotField]).data ?? null,
    utteranceId: null,
    interactionId: null,
  };
}

/** Null for an empty reply, however the file says so. */
export function replyOf(content: Json | undefined): string | null {
  return typeof content !== 'string' || content === '' || content === emptyReply ? null : content;
}

export function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function attributesOf(value: Json | undefined): Record<string, number | null> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number | null] => entry[1] === null || typeof entry[1] === 'number'));
}

/** What a researcher should know about turns that are taken all the same. */
export function remarksOn(turns: readonly ImportedTurn[], field: string): readonly RowProblem[] {
  return turns.flatMap(({ turn, responses }, place) => {
    const remarks: RowProblem[] = [];
    const chosen = responses.filter((response) => response.chosen).length;
    const ids = responses.flatMap(({ withinTurnId }) => withinTurnId ?? []);
    if (turn !== place && turn !== (turns[place - 1]?.turn ?? -1) + 1) remarks.push(rowWarning(field, 'turns-missing', { turn }));
    if (responses.length === 0) remarks.push(rowWarning(field, 'no-responses', { turn }));
    else if (chosen === 0) remarks.push(rowWarning(field, 'none-chosen', { turn }));
    else if (chosen > 1) remarks.push(rowWarning(field, 'several-chosen', { turn, count: chosen }));
    if (new Set(ids).size < ids.length) remarks.push(rowWarning(field, 'double-within-turn-id', { turn }));
    return remarks;
  });
}

const inRow: ReadonlySet<string> = new Set([...conversationFields, layoutField, rankingField, choicesField, ratingsField]);
const inMessage: ReadonlySet<string> = new Set([...responseFields, slotField, rankingField, choicesField, ratingsField]);
const inEntry: ReadonlySet<string> = new Set([...responseFields, slotField]);

function fieldsOf(row: JsonObject, history: readonly JsonObject[]): Pick<RowReading<never>, 'unknownFields' | 'missingFields'> {
  const unknown = new Set<string>();
  const missing = new Set<string>();
  for (const name of Object.keys(row)) if (!inRow.has(name)) unknown.add(name);
  for (const name of conversationFields) if (!Object.hasOwn(row, name)) missing.add(name);
  for (const entry of history) {
    const known = entry['role'] === 'user' ? inMessage : inEntry;
    for (const name of Object.keys(entry)) if (!known.has(name)) unknown.add(`conversation_history[].${name}`);
    const needed = entry['role'] === 'user' ? messageFields : responseFields;
    for (const name of needed) if (!Object.hasOwn(entry, name)) missing.add(`conversation_history[].${name}`);
  }
  return { unknownFields: [...unknown], missingFields: [...missing] };
}
