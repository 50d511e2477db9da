import { z } from 'zod';
import type { JudgedConversation, JudgedResponse, JudgedTurn, Judgements } from '../preferences/judged-conversation.ts';
import { Slot } from '../session/events.ts';
import type { ImportedConversation, ImportedResponse, ImportedTurn } from './imported-conversation.ts';
import { choicesField, layoutField, rankingField, ratingsField } from './layout.ts';

/** As our own files say what was ranked and chosen; slots name the responses. */
const Ranking = z.array(z.array(Slot).min(1)).refine((places) => new Set(places.flat()).size === places.flat().length);
const Ratings = z.partialRecord(Slot, z.number().min(1).max(100));
const Choices = z.array(z.strictObject({ better: Slot.nullable(), others: z.array(Slot) }));

/**
 * An imported conversation as examples and pairs are taken from it. Ratings are the scores. In PRISM's files the
 * chosen response counts as better than those with another score: among level ones PRISM drew the winner. Our
 * own, which have a `layout`, say themselves what was rated, chosen and ranked, of a turn or of the whole. What a
 * model had read are the chosen replies, or, where `layout` says that threads ran side by side, its own.
 */
export function judgedConversationOf(studyId: string, participantCode: string, conversation: ImportedConversation): JudgedConversation {
  const { conversationId, type, generatedAt, turns, feedback, extra } = conversation;
  const isOurs = typeof extra[layoutField] === 'string';
  const sideBySide = extra[layoutField] === 'parallel';
  // The opening turn's scores may stand for the whole; where ratings are said, they alone count.
  const saysRatings = [conversation, ...turns].some((each) => each.extra[ratingsField] !== undefined);
  return {
    studyId,
    participantCode,
    source: { kind: 'imported' },
    conversationId,
    stageId: null,
    type,
    atUtcMilliseconds: timeOf(generatedAt),
    turns: turns.map((turn, index) => judgedTurn(turn, turns.slice(0, index), { isOurs, sideBySide, saysRatings })),
    atEnd: isOurs ? orNothing({ ratings: givenIn(extra), ...saidIn(extra) }) : null,
    feedback,
  };
}

function judgedTurn({ turn, message, responses, extra }: ImportedTurn, earlier: readonly ImportedTurn[], { isOurs, sideBySide, saysRatings }: { readonly isOurs: boolean; readonly sideBySide: boolean; readonly saysRatings: boolean }): JudgedTurn {
  return {
    turn,
    message,
    voided: false,
    responses: responses.map((response, index): JudgedResponse => ({
      key: keyOf(response, index, isOurs),
      text: response.text,
      armId: null,
      model: response.model,
      provider: response.provider,
      slot: response.slot,
      chosen: response.chosen,
      history: earlier.map((before) => ({ message: before.message, reply: replyRead(before, response, sideBySide)?.text ?? '' })),
    })),
    judgements: orNothing(isOurs ? { ratings: saysRatings ? givenIn(extra) : ratingsOf(responses, isOurs), ...saidIn(extra) } : judgementsOn(responses)),
  };
}

function keyOf({ slot }: ImportedResponse, index: number, isOurs: boolean): string {
  return isOurs && slot !== null ? slot : `r${index + 1}`;
}

/** The reply of an earlier turn that stood in the thread of a response. */
function replyRead({ responses }: ImportedTurn, by: ImportedResponse, sideBySide: boolean): ImportedResponse | undefined {
  const ofSameThread = responses.find(({ slot, model }) => (by.slot === null ? model === by.model : slot === by.slot));
  if (sideBySide) return ofSameThread;
  const chosen = responses.filter((response) => response.chosen);
  // Where two are marked, the model that answers next tells with which the conversation went on.
  return chosen.find(({ model }) => model === by.model) ?? chosen[0] ?? ofSameThread;
}

function saidIn(extra: ImportedTurn['extra']): Pick<Judgements, 'ranking' | 'choices'> {
  return { ranking: Ranking.safeParse(extra[rankingField]).data ?? [], choices: Choices.safeParse(extra[choicesField]).data ?? [] };
}

function givenIn(extra: ImportedTurn['extra']): Judgements['ratings'] {
  return Ratings.safeParse(extra[ratingsField]).data ?? {};
}

function orNothing(judgements: Judgements): Judgements | null {
  const { ratings, ranking, choices } = judgements;
  return Object.keys(ratings).length + ranking.length + choices.length === 0 ? null : judgements;
}

function ratingsOf(responses: readonly ImportedResponse[], isOurs: boolean): Judgements['ratings'] {
  return Object.fromEntries(responses.flatMap((response, index) => (response.score === null ? [] : [[keyOf(response, index, isOurs), response.score] as const])));
}

function judgementsOn(responses: readonly ImportedResponse[]): Judgements {
  const keyed = responses.map((response, index) => ({ response, key: keyOf(response, index, false) }));
  const [better, second] = keyed.filter(({ response }) => response.chosen);
  // Where two are marked, nobody can say which was meant.
  const choices = better === undefined || second !== undefined ? [] : choiceOf(better.key, keyed.filter((other) => other !== better && !areLevel(other.response, better.response)));
  return { ratings: ratingsOf(responses, false), ranking: [], choices };
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
