import type { Slot } from '../../shared/session/events.ts';

/** What stands in the message box, for which message of the conversation (0-based), and for whom. */
export interface MessageBox {
  readonly turn: number;
  readonly text: string;
  /** The only slot that it goes to; null for all. */
  readonly to: Slot | null;
}

/** Reads a draft; anything else is an empty box. A slot that is not on the screen is no addressee. */
export function boxFromDraft(draft: unknown, slots: readonly Slot[] = []): MessageBox | null {
  if (typeof draft !== 'object' || draft === null || !('turn' in draft) || !('text' in draft)) return null;
  const { turn, text } = draft;
  if (typeof turn !== 'number' || typeof text !== 'string') return null;
  const to = 'to' in draft ? draft.to : null;
  return { turn, text, to: slots.find((slot) => slot === to) ?? null };
}

/**
 * The box as it stands once the conversation holds `turnCount` messages.
 * A message that was sent leaves the box, and the next one is again for all; what was typed on while it was
 * being sent stays. A message that was taken back before its replies were shown returns, in front of what was
 * typed since.
 * @param sentMessages what may be the message sent last: slots that are written to alone have their own
 */
export function boxAfter(
  box: MessageBox | null,
  turnCount: number,
  returnedMessage: string | null,
  sentMessages: readonly string[] = [],
): MessageBox {
  if (box === null) return { turn: turnCount, text: returnedMessage ?? '', to: null };
  if (box.turn === turnCount) return box;
  if (box.turn < turnCount) {
    const written = box.text.trimStart();
    const sent = sentMessages
      .filter((message) => written.startsWith(message))
      .reduce((longest, message) => (message.length > longest.length ? message : longest), '');
    const typedOn = box.turn === turnCount - 1 && sent !== '';
    return { turn: turnCount, text: typedOn ? written.slice(sent.length).trimStart() : '', to: null };
  }
  const parts = [returnedMessage ?? '', box.text].filter((part) => part.trim() !== '');
  return { turn: turnCount, text: parts.join('\n\n'), to: box.to };
}
