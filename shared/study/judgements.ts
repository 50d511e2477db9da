import { z } from 'zod';
import { Identifier, Text } from './identifier.ts';

/** What a judgement is about: every slot by itself, the preferred one, or the conversation as a whole. */
const Subject = z
  .enum(['each-slot', 'preferred', 'conversation'])
  .describe('each-slot: every response by itself. preferred: the one preferred on an earlier sheet. conversation: as a whole.');

const NotApplicable = Text.nullable().describe('Words of the answer "does not apply"; null when every question must be answered.');

const base = {
  id: Identifier,
  question: Text.describe('May contain {assistant}, the label of the preferred slot.'),
  help: z.string(),
  required: z.boolean(),
};

const SliderJudgement = z.strictObject({
  kind: z.literal('slider'),
  ...base,
  of: Subject,
  low: Text.describe('Label of the left end, stored as 1.'),
  high: Text.describe('Label of the right end, stored as 100.'),
  showNumber: z.boolean(),
  notApplicable: NotApplicable,
  mustMove: z.boolean().describe('True: no thumb until it is set. False: it stands at 50, and left alone counts as 50, not moved.'),
});

const LikertJudgement = z.strictObject({
  kind: z.literal('likert'),
  ...base,
  of: Subject,
  points: z.array(Text).min(2).max(11).describe('Labels from low to high; stored as 1, 2, …'),
  notApplicable: NotApplicable,
});

const ChoiceJudgement = z.strictObject({
  kind: z.literal('choice'),
  ...base,
  strengths: z.array(Text).max(4).describe('How much better, weakest first, stored as 1, 2, …; empty for a plain choice.'),
  tie: Text.nullable().describe('Words of "no difference"; null when one must be chosen.'),
});

const RankingJudgement = z.strictObject({
  kind: z.literal('ranking'),
  ...base,
  best: Text,
  worst: Text,
  ties: z.boolean().describe('Several may share a place.'),
});

const AttributesJudgement = z.strictObject({
  kind: z.literal('attributes'),
  ...base,
  of: Subject,
  low: Text.describe('Label of the left end, stored as 1.'),
  high: Text.describe('Label of the right end, stored as 100.'),
  notApplicable: NotApplicable,
  items: z.array(z.strictObject({ id: Identifier, label: Text, help: z.string().optional() })).min(1),
});

const TextJudgement = z.strictObject({
  kind: z.literal('text'),
  ...base,
  boxes: z.array(z.strictObject({ id: Identifier, label: Text })).min(1).max(4),
  minimumCharacters: z.number().int().min(0).describe('For all boxes together.'),
  maximumCharacters: z.number().int().min(1).describe('For each box.'),
});

export const Judgement = z.discriminatedUnion('kind', [
  SliderJudgement,
  LikertJudgement,
  ChoiceJudgement,
  RankingJudgement,
  AttributesJudgement,
  TextJudgement,
]);
export type Judgement = z.infer<typeof Judgement>;
export type JudgementKind = Judgement['kind'];
export type JudgementOf<Kind extends JudgementKind> = Extract<Judgement, { kind: Kind }>;

/** What is judged on one screen. */
export const Sheet = z.strictObject({
  id: Identifier,
  judgements: z.array(Judgement).min(1),
  preferredBy: Identifier.nullable().describe('Judgement of this sheet that says which slot is preferred; ties are broken at random.'),
});
export type Sheet = z.infer<typeof Sheet>;
