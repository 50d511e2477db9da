import type { BlindingGuess, Slot } from '../../shared/session/events.ts';

/** An answer in the making: no slot chosen yet, a slot, or none of them. */
export interface GuessDraft {
  readonly slot: Slot | 'none' | null;
  readonly sure: string | null;
}

export type GuessDrafts = Readonly<Record<string, GuessDraft>>;

export const noGuess: GuessDraft = { slot: null, sure: null };

/** Complete guesses as they are handed in; null where something is open. */
export function guessOf(conversationId: string, draft: GuessDraft): BlindingGuess | null {
  if (draft.slot === null) return null;
  if (draft.slot === 'none') return { conversationId, slot: null, sure: null };
  return draft.sure === null ? null : { conversationId, slot: draft.slot, sure: draft.sure };
}

/** Reads a kept draft, and only what still fits the conversations and their slots. */
export function guessDraftsFrom(
  draft: unknown,
  conversations: readonly { readonly conversationId: string; readonly slots: readonly Slot[] }[],
): GuessDrafts {
  if (typeof draft !== 'object' || draft === null) return {};
  const kept = draft as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    conversations.flatMap(({ conversationId, slots }) => {
      const guess = kept[conversationId];
      if (typeof guess !== 'object' || guess === null || !('slot' in guess) || !('sure' in guess)) return [];
      const slot = guess.slot === 'none' ? 'none' : (slots.find((each) => each === guess.slot) ?? null);
      const sure = typeof guess.sure === 'string' ? guess.sure : null;
      return [[conversationId, { slot, sure }] as const];
    }),
  );
}
