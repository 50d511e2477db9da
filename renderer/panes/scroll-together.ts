/**
 * Where the turns of a pane begin when it is scrolled, first to last, and then the end of the scrolling.
 * Never falling.
 */
export type Stops = readonly number[];

/**
 * Where another pane has to stand so that both show the same turn, and the same share of it. Threads
 * differ in length, so the same number of pixels would drift apart from turn to turn.
 */
export function matchingTop(top: number, source: Stops, target: Stops): number {
  const last = Math.min(source.length, target.length) - 1;
  if (last < 1) return 0;
  const turn = Math.max(
    0,
    source.slice(0, last).findLastIndex((stop) => stop <= top),
  );
  const [from = 0, to = 0] = [source[turn], source[turn + 1]];
  const [targetFrom = 0, targetTo = 0] = [target[turn], target[turn + 1]];
  const share = to > from ? Math.min(Math.max((top - from) / (to - from), 0), 1) : 0;
  return Math.round(targetFrom + share * (targetTo - targetFrom));
}

/**
 * Where a pane scrolls to when a turn appears: to its message, so that the question stands above the
 * reply; when the message itself is long, to the reply.
 */
export function topForTurn(turn: {
  readonly messageTop: number;
  readonly replyTop: number;
  readonly clientHeight: number;
}): number {
  const messageHeight = turn.replyTop - turn.messageTop;
  const top = messageHeight > turn.clientHeight / 3 ? turn.replyTop - marginAboveReply : turn.messageTop - marginAbove;
  return Math.max(0, top);
}

/** Room above a turn that a pane scrolls to. */
export const marginAbove = 12;

/** Less than the gap under a message, so that nothing of its last line is left over. */
const marginAboveReply = 6;
