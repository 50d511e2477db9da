import type { ImportedConversation, ImportedResponse, ImportedTurn } from './imported-conversation.ts';
import { isKeepable, isObject, type Json, type JsonObject, keptBeside, sameJson } from './json-values.ts';
import { slotField, utteranceFields } from './layout.ts';
import { remarksOn, replyOf, responseOf, textOrNull } from './read-conversation.ts';
import { problemsOfIssues, rowError, type RowProblem, type RowReading, rowWarning, unreadable } from './row-problem.ts';
import { UtteranceRow } from './rows.ts';
import { type PrismConversation, utteranceOf } from './write-rows.ts';

/** A line of utterances.jsonl that means something by itself. */
export interface Utterance {
  readonly utteranceId: string | null;
  readonly conversationId: string;
  readonly userId: string;
  /** As it stands in the file. */
  readonly row: JsonObject;
}

/** Reads a line of utterances.jsonl; {@link withUtterances} says where it belongs. */
export function readUtteranceRow(row: unknown): RowReading<Utterance> {
  if (!isObject(row)) return unreadable('not-an-object');
  if (!isKeepable(row)) return unreadable('not-keepable');
  const parsed = UtteranceRow.safeParse(row);
  const problems = parsed.success ? [] : problemsOfIssues(parsed.error, row, ([name]) => name !== undefined && fatal.has(name));
  const sound = !problems.some(({ severity }) => severity === 'error');
  return {
    value: sound ? utteranceOfRow(row) : null,
    problems,
    unknownFields: Object.keys(row).filter((name) => !known.has(name)),
    missingFields: utteranceFields.filter((name) => !Object.hasOwn(row, name)),
  };
}

const fatal: ReadonlySet<PropertyKey> = new Set(['conversation_id', 'user_id', 'turn', 'within_turn_id', 'user_prompt', 'model_response', 'score', 'if_chosen']);
const known: ReadonlySet<string> = new Set([...utteranceFields, slotField]);

/** A line that {@link readUtteranceRow} found sound, without looking once more. */
export function utteranceOfRow(row: JsonObject): Utterance {
  return {
    utteranceId: textOrNull(row['utterance_id']),
    conversationId: row['conversation_id'] as string,
    userId: row['user_id'] as string,
    row,
  };
}

interface Merged extends PrismConversation {
  /** What is wrong with an utterance, by its place among those given. */
  readonly problems: readonly { readonly index: number; readonly problem: RowProblem }[];
}

/**
 * A conversation with the ids and fields that its utterances add. They belong together by turn and
 * `within_turn_id`, or by their text where they have none. What a line says otherwise than the history is
 * reported and kept beside; the history counts.
 */
export function withUtterances({ userId, conversation }: PrismConversation, utterances: readonly Utterance[]): Merged {
  const problems: { index: number; problem: RowProblem }[] = [];
  const turns = conversation.turns.map((turn) => ({ ...turn, responses: [...turn.responses] }));
  const taken = new Set<ImportedResponse>();
  utterances.forEach((utterance, index) => {
    const { row } = utterance;
    const report = (problem: RowProblem): void => void problems.push({ index, problem });
    if (utterance.userId !== userId) {
      report(rowError('user_id', 'other-user', { user: utterance.userId, owner: userId, conversation: conversation.conversationId }));
      return;
    }
    const turn = turns.find((each) => each.turn === row['turn']);
    const place = turn === undefined ? -1 : turn.responses.findIndex((response) => !taken.has(response) && belongs(row, response));
    const response = turn?.responses[place];
    if (turn === undefined || response === undefined) {
      report(rowError('within_turn_id', 'no-such-response', { conversation: conversation.conversationId, turn: Number(row['turn']) }));
      return;
    }
    const merged = withUtterance(userId, conversation, turn, response, utterance);
    turn.responses[place] = merged.response;
    taken.add(merged.response);
    merged.differing.forEach((field) => {
      report(rowWarning(field, 'differs', { conversation: conversation.conversationId }));
    });
  });
  return { userId, conversation: { ...conversation, turns }, problems };
}

function belongs(row: JsonObject, response: ImportedResponse): boolean {
  const withinTurnId = row['within_turn_id'];
  return typeof withinTurnId === 'number' ? response.withinTurnId === withinTurnId : response.text === replyOf(row['model_response']);
}

/** Where a line and the history could contradict each other, and somebody should look. */
const compared = ['user_prompt', 'model_response', 'score', 'if_chosen', 'model_name', 'model_provider', 'conversation_type', slotField] as const;

function withUtterance(userId: string, conversation: ImportedConversation, turn: ImportedTurn, response: ImportedResponse, { row }: Utterance) {
  const identified = { ...response, utteranceId: textOrNull(row['utterance_id']), interactionId: textOrNull(row['interaction_id']) };
  const beside = keptBeside(row, utteranceOf(userId, conversation, turn, identified));
  const nameless = identified.utteranceId === null && identified.interactionId === null;
  const extra: Record<string, Json> = Object.keys(beside).length > 0 || nameless ? { ...response.extra, utterance: beside } : response.extra;
  const understood: Readonly<Record<string, unknown>> = { ...row, model_response: replyOf(row['model_response']), score: row['score'] ?? null, if_chosen: row['if_chosen'] === true };
  const stored: Readonly<Record<string, unknown>> = { ...utteranceOf(userId, conversation, turn, identified), model_response: response.text };
  const differing = compared.filter((field) => Object.hasOwn(beside, field) && !sameJson(understood[field], stored[field]));
  return { response: { ...identified, extra }, differing };
}

/** A conversation that only utterances.jsonl holds, put together from its lines. */
export function conversationOfUtterances(conversationId: string, utterances: readonly Utterance[]): Merged {
  const [first] = utterances;
  if (first === undefined) throw new TypeError('A conversation is put together from one utterance at least.');
  const turns = new Map<number, ImportedTurn>();
  for (const { row, userId } of utterances) {
    if (userId !== first.userId) continue;
    const turn = row['turn'] as number;
    const open = turns.get(turn) ?? { turn, message: row['user_prompt'] as string, responses: [], extra: {} };
    open.responses.push({ ...responseOf(row, 'model_response'), extra: {} });
    turns.set(turn, open);
  }
  const balanced = first.row['included_in_balanced_subset'];
  const conversation: ImportedConversation = {
    conversationId,
    type: textOrNull(first.row['conversation_type']),
    generatedAt: null,
    turns: [...turns.values()].sort((left, right) => left.turn - right.turn),
    performance: {},
    choice: {},
    feedback: null,
    extra: balanced === undefined ? {} : { included_in_balanced_subset: balanced },
  };
  const merged = withUtterances({ userId: first.userId, conversation }, utterances);
  const remarks = remarksOn(conversation.turns, 'turn').map((problem) => ({ index: 0, problem }));
  return { ...merged, problems: [...remarks, ...merged.problems] };
}
