import { drawInteger, type Random } from '../../../shared/allocation/random.ts';

/** What a robot writes where. */
export interface Speech {
  profile(item: string): string;
  /** @param turn 0 for the first message of a conversation */
  message(conversation: string, turn: number): string;
  good(conversation: string): string;
  bad(conversation: string): string;
}

const openers = ['How do I', 'What is the best way to', 'Should I', 'Can you explain how to', 'Why is it hard to'];
const doings = ['learn to swim', 'cook for six people', 'sleep better', 'choose a bicycle', 'grow tomatoes on a balcony', 'save on heating'];
const endings = ['when time is short?', 'without spending much?', 'at my age?', 'with two small children?'];

/** Different sentences for every seed; the same for the same seed. */
export function randomSpeech(random: Random): Speech {
  const one = (list: readonly string[]): string => list[drawInteger(random, list.length)] ?? '';
  const question = (): string => `${one(openers)} ${one(doings)} ${one(endings)}`;
  return {
    profile: (item) => `About ${item}: I would rather ${one(doings)} than talk. ${one(doings)} matters to me.`,
    message: (_conversation, turn) => (turn === 0 ? question() : `And then: ${question()}`),
    good: () => `It told me how to ${one(doings)}.`,
    bad: () => `It forgot to say how to ${one(doings)}.`,
  };
}
