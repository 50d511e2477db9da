import type { JudgedConversation, JudgedResponse, JudgedTurn, Judgements } from '../preferences/judged-conversation.ts';
import type { ImportedConversation, ImportedResponse, ImportedTurn } from './imported-conversation.ts';
import { layoutField } from './layout.ts';

/**
 * An imported conversation as examples and pairs are taken from it. Ratings are the scores. The chosen
 * response counts as better than those with another score: among level ones PRISM drew the winner. What a
 * model had read are the chosen replies, or, where `layout` says that threads ran side by side, its own.
 */
export function judgedConversationOf(studyId: string, participantCode: string, conversation: ImportedConversation): JudgedConversation {
  const { conversationId, type, generatedAt, turns, feedback, extra } = conversation;
  const sideBySide = extra[layoutField] === 'parallel';
  return {
    studyId,
    participantCode,
    source: { kind: 'imported' },
    conversationId,
    stageId: null,
    type,
    atUtcMilliseconds: timeOf(generatedAt),
    turns: turns.map((turn, index) => judgedTurn(turn, turns.slice(0, index), sideBySide)),
    atEnd: null,
    feedback,
  };
}

function judgedTurn({ turn, message, responses }: ImportedTurn, earlier: readonly ImportedTurn[], sideBySide: boolean): JudgedTurn {
  return {
    turn,
    message,
    voided: false,
    responses: responses.map((response, index): JudgedResponse => ({
      key: keyOf(response, index, sideBySide),
      text: response.text,
      armId: null,
      model: response.model,
      provider: response.provider,
      slot: response.slot,
      chosen: response.chosen,
      history: earlier.map((before) => ({ message: before.message, reply: replyRead(before, response, sideBySide)?.text ?? '' })),
    })),
    judgements: judgementsOn(responses, sideBySide),
  };
}

function keyOf({ slot }: ImportedResponse, index: number, sideBySide: boolean): string {
  return sideBySide && slot !== null ? slot : `r${index + 1}`;
}

/** The reply of an earlier turn that stood in the thread of a response. */
function replyRead({ responses }: ImportedTurn, by: ImportedResponse, sideBySide: boolean): ImportedResponse | undefined {
  const ofSameThread = responses.find(({ slot, model }) => (by.slot === null ? model === by.model : slot === by.slot));
  if (sideBySide) return ofSameThread;
  const chosen = responses.filter((response) => response.chosen);
  // Where two are marked, the model that answers next tells with which the conversation went on.
  return chosen.find(({ model }) => model === by.model) ?? chosen[0] ?? ofSameThread;
}

function judgementsOn(responses: readonly ImportedResponse[], sideBySide: boolean): Judgements | null {
  const keyed = responses.map((response, index) => ({ response, key: keyOf(response, index, sideBySide) }));
  const ratings = Object.fromEntries(keyed.flatMap(({ key, response }) => (response.score === null ? [] : [[key, response.score] as const])));
  const [better, second] = keyed.filter(({ response }) => response.chosen);
  // Where two are marked, nobody can say which was meant.
  const choices = better === undefined || second !== undefined ? [] : choiceOf(better.key, keyed.filter((other) => other !== better && !areLevel(other.response, better.response)));
  return Object.keys(ratings).length === 0 && choices.length === 0 ? null : { ratings, ranking: [], choices };
}

function choiceOf(better: string, others: readonly { readonly key: string }[]): Judgements['choices'] {
  return others.length === 0 ? [] : [{ better, others: others.map(({ key }) => key) }];
}

function areLevel(one: ImportedResponse, other: ImportedResponse): boolean {
  return one.score !== null && one.score === other.score;
}

/** `YYYY-MM-DD HH:MM:SS`, which says no zone and is taken for UTC; null for anything else. */
function timeOf(generatedAt: string | null): number | null {
  const found = generatedAt === null ? null : /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/u.exec(generatedAt);
  const time = found === null ? Number.NaN : Date.parse(`${found[1] ?? ''}T${found[2] ?? ''}Z`);
  return Number.isNaN(time) ? null : time;
}
