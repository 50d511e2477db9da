/** How far a pane is scrolled: 0 at its start, 1 at its end. */
export interface Scrolled {
  readonly top: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/**
 * Where another pane has to stand so that all show the same share of the latest turn. Threads differ in
 * length, so the same number of pixels would drift apart; within a turn the share is what readers compare.
 */
export function matchingTop(source: Scrolled, target: Omit<Scrolled, 'top'>): number {
  const sourceRoom = source.scrollHeight - source.clientHeight;
  const targetRoom = target.scrollHeight - target.clientHeight;
  if (sourceRoom <= 0 || targetRoom <= 0) return 0;
  return Math.round((Math.min(Math.max(source.top, 0), sourceRoom) / sourceRoom) * targetRoom);
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
  const margin = 12;
  const top = messageHeight > turn.clientHeight / 3 ? turn.replyTop : turn.messageTop;
  return Math.max(0, top - margin);
}
