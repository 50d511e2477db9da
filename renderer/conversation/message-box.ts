/** What stands in the message box, and for which message of the conversation it is meant (0-based). */
export interface MessageBox {
  readonly turn: number;
  readonly text: string;
}

/** Reads a draft; anything else is an empty box. */
export function boxFromDraft(draft: unknown): MessageBox | null {
  if (typeof draft !== 'object' || draft === null || !('turn' in draft) || !('text' in draft)) return null;
  const { turn, text } = draft;
  return typeof turn === 'number' && typeof text === 'string' ? { turn, text } : null;
}

/**
 * The box as it stands once the conversation holds `turnCount` messages.
 * A message that was sent leaves the box; what was typed on while it was being sent stays. A message that was taken back before its replies were shown
 * returns, in front of what was typed since.
 */
export function boxAfter(
  box: MessageBox | null,
  turnCount: number,
  returnedMessage: string | null,
  sentMessage: string | null = null,
): MessageBox {
  if (box === null) return { turn: turnCount, text: returnedMessage ?? '' };
  if (box.turn === turnCount) return box;
  if (box.turn < turnCount) {
    const typedOn = box.turn === turnCount - 1 && sentMessage !== null && box.text.trimStart().startsWith(sentMessage);
    return { turn: turnCount, text: typedOn ? box.text.trimStart().slice(sentMessage.length).trimStart() : '' };
  }
  const parts = [returnedMessage ?? '', box.text].filter((part) => part.trim() !== '');
  return { turn: turnCount, text: parts.join('\n\n') };
}
