import { createRandom } from '../allocation/random.ts';
import type { PreferenceRecipe } from './recipe.ts';

type Split = PreferenceRecipe['split'];

/**
 * True for a participant who is in the test set alone. Each is drawn by themselves from seed and name, so
 * that nobody moves when somebody is added; the share is met on average, not to the head.
 * @param person names the participant across studies
 */
export function isUnseen(person: string, { seed, unseenParticipants }: Split): boolean {
  return place(seed, 'person', person) < unseenParticipants;
}

/** On which side a conversation of a participant is; all its pairs are with it. */
export function splitOf(person: string, conversation: string, split: Split): 'train' | 'test' {
  if (isUnseen(person, split)) return 'test';
  return place(split.seed, 'conversation', person, conversation) < split.testConversations ? 'test' : 'train';
}

/** Uniform in [0, 1), the same for the same words. */
function place(...words: readonly string[]): number {
  return createRandom(JSON.stringify(words)).next();
}
