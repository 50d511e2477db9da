import { z } from 'zod';
import type { Slot } from '../session/events.ts';
import type { ConversationState } from '../session/state.ts';
import { eventsOfConversation, type ExportedSession } from './exported-session.ts';

/** Ranks count from the best; said in every row, because other tools count from the worst. */
export const RankDirection = z.literal('1 = best');
export const rankDirection: z.infer<typeof RankDirection> = '1 = best';

/** 1 for the slot ranked best; null while the slot has no place. */
export function rankOf({ places }: ConversationState, slot: Slot): number | null {
  const index = places.indexOf(slot);
  return index < 0 ? null : index + 1;
}

/** Ratings and ranking were handed in and cannot be changed any more. */
export function isConfirmed({ best }: ConversationState): boolean {
  return best !== null;
}

/** Every setting of a slot's rating, oldest first; the last one counts. */
export function ratingsGiven(session: ExportedSession, conversationId: string, slot: Slot) {
  return eventsOfConversation(session, 'rating-given', conversationId).filter((event) => event.payload.slot === slot);
}
