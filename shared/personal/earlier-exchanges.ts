import type { JudgedConversation, JudgedResponse, JudgedTurn, Judgements } from '../preferences/judged-conversation.ts';
import type { EarlierExchange } from '../session/events.ts';

/** More would make the first event of a session large; the oldest are left out. */
const most = 400;

type Reply = JudgedResponse & { readonly text: string };
interface Compared {
  readonly better: Reply;
  /** Null when the replies were level, or there was one. */
  readonly worse: Reply | null;
}

/**
 * What a person wrote and which reply they thought best and least of, turn by turn, oldest first; conversations
 * without a date count as older than all others. Ratings decide, else the ranking, else what was chosen; where
 * no turn was judged, the judgements on the whole conversation count. Of level replies the first one stands.
 * Empty replies and voided turns are left out. At most 400, the latest.
 */
export function earlierExchangesOf(conversations: readonly JudgedConversation[]): readonly EarlierExchange[] {
  return conversations
    .toSorted((one, two) => (one.atUtcMilliseconds ?? -Infinity) - (two.atUtcMilliseconds ?? -Infinity) || 0)
    .flatMap((conversation) => {
      // Where turns were judged, what was said at the end is not about the responses of a turn.
      const whole = conversation.turns.some(({ judgements }) => isSaid(judgements)) ? null : conversation.atEnd;
      return conversation.turns.flatMap((turn) => exchangeOf(conversation, turn, isSaid(turn.judgements) ? turn.judgements : whole));
    })
    .slice(-most);
}

function exchangeOf(conversation: JudgedConversation, turn: JudgedTurn, judgements: Judgements | null): readonly EarlierExchange[] {
  const replies = turn.responses.filter((each): each is Reply => each.text !== null && each.text.trim() !== '');
  const [first] = replies;
  if (turn.voided || first === undefined || turn.message.trim() === '') return [];
  const { better, worse } = compare(replies, judgements) ?? { better: first, worse: null };
  const ratings = [judgements?.ratings[better.key], worse === null ? undefined : judgements?.ratings[worse.key]] as const;
  return [
    {
      source: conversation.source.kind === 'imported' ? 'imported' : 'session',
      conversationId: conversation.conversationId,
      type: conversation.type,
      turn: turn.turn,
      atUtcMilliseconds: conversation.atUtcMilliseconds,
      message: turn.message,
      better: better.text,
      worse: worse?.text ?? null,
      gap: ratings[0] === undefined || ratings[1] === undefined ? null : Math.abs(ratings[0] - ratings[1]),
    },
  ];
}

function isSaid(judgements: Judgements | null): boolean {
  if (judgements === null) return false;
  return Object.keys(judgements.ratings).length + judgements.ranking.length + judgements.choices.length > 0;
}

function compare(replies: readonly Reply[], judgements: Judgements | null): Compared | null {
  const all = [byRating(replies, judgements), byRanking(replies, judgements), byChoice(replies, judgements)].filter((each) => each !== null);
  return all.find(({ worse }) => worse !== null) ?? all[0] ?? null;
}

function byRating(replies: readonly Reply[], judgements: Judgements | null): Compared | null {
  return byValue(replies, ({ key }) => judgements?.ratings[key] ?? null);
}

function byRanking(replies: readonly Reply[], judgements: Judgements | null): Compared | null {
  return byValue(replies, ({ key }) => {
    const place = judgements?.ranking.findIndex((keys) => keys.includes(key)) ?? -1;
    return place < 0 ? null : -place;
  });
}

function byChoice(replies: readonly Reply[], judgements: Judgements | null): Compared | null {
  for (const { better, others } of judgements?.choices ?? []) {
    const chosen = replies.find(({ key }) => key === better);
    if (chosen !== undefined) return { better: chosen, worse: replies.find(({ key }) => others.includes(key)) ?? null };
  }
  const chosen = replies.find((each) => each.chosen);
  return chosen === undefined ? null : { better: chosen, worse: replies.find((each) => !each.chosen) ?? null };
}

/** The first of the highest, and the first of the lowest unless all are level. */
function byValue(replies: readonly Reply[], valueOf: (reply: Reply) => number | null): Compared | null {
  const valued = replies.flatMap((reply) => {
    const value = valueOf(reply);
    return value === null ? [] : [{ reply, value }];
  });
  const highest = Math.max(...valued.map(({ value }) => value));
  const lowest = Math.min(...valued.map(({ value }) => value));
  const better = valued.find(({ value }) => value === highest)?.reply;
  if (better === undefined) return null;
  return { better, worse: highest === lowest ? null : (valued.find(({ value }) => value === lowest)?.reply ?? null) };
}
