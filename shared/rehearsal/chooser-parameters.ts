import { z } from 'zod';

const LogOdds = z.number().min(-10).max(10);
const Probability = z.number().min(0).max(1);

/** Advantage of a place on the screen, in natural log-odds of being preferred. */
const PositionBias = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z
    .strictObject({
      kind: z.literal('linear'),
      firstOverLast: LogOdds.describe('Log-odds of the first slot against the last; evenly less from slot to slot.'),
    })
    .describe('Above 0: primacy. Below 0: recency.'),
  z.strictObject({
    kind: z.literal('slots'),
    logOdds: z.array(LogOdds).min(1).max(6).describe('One per slot from the first on; only differences matter.'),
  }),
]);

/**
 * What a scripted participant is like. Worths and biases are natural log-odds, as fitted worths are: of two
 * replies that differ by 0.4, the better one is preferred with odds of exp(0.4) to 1, at noise 1.
 */
export const ChooserParameters = z.strictObject({
  worths: z.record(z.string(), LogOdds).describe('Worth of every arm by its id, natural log; only differences matter.'),
  worthSpread: z
    .number()
    .min(0)
    .max(10)
    .describe('Standard deviation between people of what each arm is worth to them, natural log. 0: all alike.'),
  positionBias: PositionBias,
  lengthBias: LogOdds.describe('Log-odds per 100 characters more than the other reply. PRISM-X: ln 1.57 = 0.451.'),
  tieRate: z
    .number()
    .min(0)
    .max(0.9)
    .describe('Probability of a tie between two equally good replies, where allowed. Davidson’s ν is 2p / (1 − p).'),
  noise: z
    .number()
    .min(0)
    .max(10)
    .describe('Scale of the Gumbel noise of a judgement. 1: as the worths say. Above: more random. 0: none.'),
  rating: z.strictObject({
    mean: z.number().min(1).max(100).describe('Points given to an average reply, 1 to 100.'),
    spread: z.number().min(0).max(50).describe('Standard deviation between people of that mean, in points.'),
    slope: z.number().min(0).max(100).describe('Points per natural-log unit of worth.'),
  }),
  dropOut: Probability.describe('Probability of leaving after a conversation, for each conversation.'),
  turns: z.strictObject({
    usual: z.number().int().min(1).max(50).describe('Messages in a conversation, within the limits of the study.'),
    continuation: Probability.describe('Probability of one more message, and then of one more again, up to the maximum.'),
  }),
  messageWords: z.number().min(1).max(2000).describe('Words of a message, on average.'),
  pace: z.strictObject({
    readingWordsPerMinute: z.number().min(20).max(2000).describe('Silent reading; 238 in Brysbaert (2019).'),
    writingWordsPerMinute: z.number().min(1).max(300).describe('Writing with thinking; 19 in Karat et al. (1999).'),
    judgingSeconds: z.number().min(0).max(600).describe('Seconds per slider, place in a ranking or question.'),
    spread: z.number().min(0).max(2).describe('Standard deviation between people of the natural log of their pace.'),
  }),
});
export type ChooserParameters = z.infer<typeof ChooserParameters>;

/**
 * A chooser to start from: no arm better than another, position and length as people showed them in
 * PRISM-X (ranked best first 24.1%, last 28.6% of the time; odds of 1.57 per 100 characters). Spreads, ties,
 * rating and pace beyond the sources named above are round guesses for a researcher to replace.
 */
export function usualChooser(armIds: readonly string[]): ChooserParameters {
  return {
    worths: Object.fromEntries(armIds.map((armId) => [armId, 0])),
    worthSpread: 0.5,
    positionBias: { kind: 'linear', firstOverLast: -0.171 },
    lengthBias: 0.451,
    tieRate: 0.1,
    noise: 1,
    rating: { mean: 60, spread: 12, slope: 12 },
    dropOut: 0.01,
    turns: { usual: 3, continuation: 0.3 },
    messageWords: 15,
    pace: { readingWordsPerMinute: 238, writingWordsPerMinute: 19, judgingSeconds: 6, spread: 0.3 },
  };
}
