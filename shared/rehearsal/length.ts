import { createRandom, type Random } from '../allocation/random.ts';
import { quantile } from '../statistics/quantile.ts';
import {
  drawPerson,
  messageWordsOf,
  type Person,
  secondsToJudge,
  secondsToRead,
  secondsToWrite,
  turnsOf,
} from './chooser.ts';
import type { ChooserParameters } from './chooser-parameters.ts';

/** What takes time in a session. Words are counted in the texts of the study, as everywhere. */
export type TimedStep =
  | { readonly kind: 'read'; readonly words: number }
  | { readonly kind: 'write'; readonly words: number }
  /** Questions of a questionnaire or judgements on a sheet, with the words that are read for them. */
  | { readonly kind: 'answer'; readonly questions: number; readonly words: number }
  /** A pause of a fixed length, the same for everybody. */
  | { readonly kind: 'wait'; readonly seconds: number }
  | TimedConversation;

export interface TimedConversation {
  readonly kind: 'conversation';
  readonly turns: { readonly minimum: number; readonly maximum: number };
  /** Replies that are read after every message. */
  readonly repliesPerTurn: number;
  readonly replyWords: number;
  /** From the message to the reveal. */
  readonly secondsToReveal: number;
  /** Sliders, places and questions after every turn; the end of the conversation is a step of its own. */
  readonly judgementsPerTurn: number;
  /** Talking time after which the conversation is over; null for none. */
  readonly timeLimitSeconds: number | null;
}

/** Seconds that a session takes from the first step to the last. */
export interface SessionLength {
  readonly tenthPercentile: number;
  readonly median: number;
  readonly ninetiethPercentile: number;
}

/**
 * How long a session takes, for scripted participants who stay to the end: reading at their speed, every
 * reply in every slot once; writing their messages; judging.
 * @param participants how many are drawn, 1,000 by default
 * @returns seconds; the same seed gives the same
 */
export function sessionLength(
  chooser: ChooserParameters,
  steps: readonly TimedStep[],
  seed: string,
  participants = 1000,
): SessionLength {
  if (participants < 1) throw new RangeError('The length of a session needs a participant.');
  const random = createRandom(seed);
  const totals = Array.from({ length: participants }, () => {
    const person = drawPerson(chooser, random);
    return steps.reduce((sum, step) => sum + secondsOf(person, step, random), 0);
  });
  return {
    tenthPercentile: quantile(totals, 0.1) ?? 0,
    median: quantile(totals, 0.5) ?? 0,
    ninetiethPercentile: quantile(totals, 0.9) ?? 0,
  };
}

function secondsOf(person: Person, step: TimedStep, random: Random): number {
  switch (step.kind) {
    case 'read':
      return secondsToRead(person, step.words);
    case 'write':
      return secondsToWrite(person, step.words);
    case 'answer':
      return secondsToRead(person, step.words) + secondsToJudge(person, step.questions);
    case 'wait':
      return step.seconds;
    case 'conversation':
      return secondsOfConversation(person, step, random);
  }
}

function secondsOfConversation(person: Person, step: TimedConversation, random: Random): number {
  const turns = turnsOf(person, step.turns, random);
  let seconds = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    seconds += secondsToWrite(person, messageWordsOf(person, random));
    seconds += step.secondsToReveal;
    seconds += secondsToRead(person, step.repliesPerTurn * step.replyWords);
    seconds += secondsToJudge(person, step.judgementsPerTurn);
    // Whoever is talking when the time is up goes on to the judgements.
    if (step.timeLimitSeconds !== null && seconds >= step.timeLimitSeconds) return step.timeLimitSeconds;
  }
  return seconds;
}
