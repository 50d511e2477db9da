import { z } from 'zod';
import { leakCategories } from '../blinding/leak-categories.ts';
import { Identifier, Text } from './identifier.ts';

/** How slots, orders and repeats are dealt to participants. */
export const AllocationPlan = z.strictObject({
  seed: Text.describe('Seed of the allocation list; the same seed gives the same list on every machine.'),
  armsPerConversation: z
    .number()
    .int()
    .min(1)
    .max(6)
    .nullable()
    .describe('Fewer than all arms give balanced incomplete blocks; null for all.'),
  strata: z
    .strictObject({
      question: Text.describe('What the moderator is asked at the start of a first session.'),
      values: z.array(z.strictObject({ id: Identifier, label: Text })).min(2),
    })
    .nullable()
    .describe('Each stratum has a balanced list of its own; null for none.'),
});
export type AllocationPlan = z.infer<typeof AllocationPlan>;

const Outcome = z.strictObject({
  stageId: Identifier,
  judgementId: Identifier,
});

export const AnalysisPlan = z.strictObject({
  plannedParticipants: z.number().int().min(1).max(100_000).describe('In all strata together.'),
  primaryOutcome: Outcome.nullable().describe('The judgement that the study is decided by.'),
  significance: z.number().gt(0).lt(1).describe('Two-sided level, before the correction for several contrasts.'),
  contrasts: z.array(
    z.strictObject({
      id: Identifier,
      first: Identifier.describe('Arm.'),
      second: Identifier.describe('Arm it is set against.'),
      expectation: z.enum(['different', 'first-better', 'equivalent']),
      margin: z.number().gt(0).nullable().describe('Equivalence margin in units of the outcome; null unless equivalence is expected.'),
    }),
  ),
  exclusions: z.array(
    z.strictObject({
      id: Identifier,
      description: Text,
      rule: z
        .enum(['described', 'fewer-conversations-than', 'judged-faster-than-seconds', 'fewer-turns-than'])
        .describe('described: applied by hand.'),
      value: z.number().min(0).nullable(),
    }),
  ),
  notes: z.string(),
});
export type AnalysisPlan = z.infer<typeof AnalysisPlan>;

/** What is done about replies that give their arm away, by words or by looks. */
export const BlindingPolicy = z.strictObject({
  leaks: z.strictObject({
    policy: z.enum(['flag', 'ask-again', 'mask']).describe('flag: shown, and recorded. ask-again: once, then flagged. mask: covered.'),
    categories: z.array(z.enum(leakCategories)).describe('What is looked for.'),
    names: z.array(Text).describe('Names and words that give an arm away, besides the known ones.'),
    mask: Text.describe('What stands in place of a covered passage.'),
  }),
  look: z
    .strictObject({
      headings: z.boolean().describe('Headings become paragraphs.'),
      bold: z.boolean().describe('Bold and italic words lose their emphasis.'),
      emoji: z.boolean().describe('Emoji are left out.'),
      trailingQuestions: z.boolean().describe('Questions at the end of a reply are left out.'),
    })
    .describe('True takes them out of every reply before it is shown.'),
});
export type BlindingPolicy = z.infer<typeof BlindingPolicy>;
