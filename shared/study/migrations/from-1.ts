import { z } from 'zod';
import { leakCategories } from '../../blinding/leak-categories.ts';
import { Arm as CurrentArm } from '../arms.ts';
import { Identifier, Text } from '../identifier.ts';
import type { Sheet } from '../judgements.ts';
import type { Study } from '../protocol.ts';
import { BlindingGuessStage, ConsentStage, DebriefStage, InstructionsStage, type Stage } from '../stages.ts';

/**
 * Study files of format version 1, as sessions before version 2 were held with them. Kept so that a broken one
 * is still refused at its own field. Whatever reads the same in both versions is taken from the present schema.
 */
const Arm = CurrentArm.omit({ personalisation: true });
const Choice = z.strictObject({ value: Identifier, label: Text });
const Labelled = z.strictObject({ id: Identifier, label: Text, help: z.string().optional() });

const itemBase = { id: Identifier, question: Text, help: z.string().optional(), required: z.boolean() };
const Item = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), ...itemBase, choices: z.array(Choice).min(2) }),
  z.strictObject({ kind: z.literal('sliders'), ...itemBase, low: Text, high: Text, sliders: z.array(Labelled).min(1) }),
  z.strictObject({
    kind: z.literal('text'),
    ...itemBase,
    minimumCharacters: z.number().int().min(0),
    maximumCharacters: z.number().int().min(1),
    lines: z.number().int().min(1).max(20),
  }),
]);

const Judgements = z.strictObject({
  rating: z.strictObject({ question: Text, help: z.string(), low: Text, high: Text }),
  ranking: z.strictObject({ question: Text, help: z.string(), best: Text, worst: Text }),
  attributes: z.strictObject({
    question: Text,
    help: z.string(),
    low: Text,
    high: Text,
    notApplicable: Text,
    items: z.array(Labelled).min(1),
  }),
  feedback: z.strictObject({
    question: Text,
    good: Text,
    bad: Text,
    minimumCharacters: z.number().int().min(0),
    maximumCharacters: z.number().int().min(1),
  }),
});

const stageBase = { id: Identifier, title: Text };
const trialShape = {
  ...stageBase,
  turns: z
    .strictObject({ minimum: z.number().int().min(1), maximum: z.number().int().min(1).max(50) })
    .refine((limits) => limits.minimum <= limits.maximum),
  conversations: z
    .array(
      z.strictObject({
        id: Identifier,
        type: z.enum(['unguided', 'values guided', 'controversy guided']),
        title: Text,
        prompt: Text,
      }),
    )
    .min(1)
    .max(40),
  judgements: Judgements,
};
const Stage1 = z.discriminatedUnion('kind', [
  ConsentStage,
  z.strictObject({ kind: z.literal('questionnaire'), ...stageBase, introduction: z.string(), items: z.array(Item).min(1) }),
  InstructionsStage,
  z.strictObject({ kind: z.literal('practice'), ...trialShape, arms: z.array(Arm).min(2).max(6) }),
  z.strictObject({ kind: z.literal('conversations'), ...trialShape }),
  BlindingGuessStage.omit({ targets: true }),
  DebriefStage,
]);

type Stage1 = z.infer<typeof Stage1>;
type Trial1 = Extract<Stage1, { kind: 'practice' | 'conversations' }>;

export const Study1 = z.strictObject({
  format: z.literal('visavis-study'),
  formatVersion: z.literal(1),
  id: Identifier,
  title: Text,
  summary: z.string(),
  expectedMinutes: z.number().int().min(1),
  arms: z.array(Arm).min(2).max(6),
  minimumRevealDelayMilliseconds: z.number().int().min(0).max(60_000),
  maximumMessageCharacters: z.number().int().min(1),
  stages: z.array(Stage1).min(1),
});
export type Study1 = z.infer<typeof Study1>;

/** Version 1 knew no upper bound; version 2 allows this much. */
const longestMessage = 20_000;

/**
 * Brings a study of version 1 to version 2, where it plays exactly as it did: one session, parallel layout,
 * conversations as listed, ratings and ranking on one sheet and qualities with feedback on the next.
 *
 * Version 1 said nothing of a plan, so the plan is neutral: one participant, no outcome, no contrasts; no
 * strata, all arms in each conversation, the study's id as seed; arms that are not personalised; replies
 * scanned for every kind of leak, flagged, never changed. No arm is right in the blinding guess until named.
 */
export function migrateFrom1(old: Study1): Study {
  return {
    format: old.format,
    formatVersion: 2,
    id: old.id,
    title: old.title,
    summary: old.summary,
    template: null,
    arms: old.arms.map(withoutPersonalisation),
    sessions: [
      { id: 'session', title: old.title, expectedMinutes: old.expectedMinutes, gap: null, stages: old.stages.map((stage) => stageFrom1(stage, old)) },
    ],
    allocation: { seed: old.id, armsPerConversation: null, strata: null },
    analysis: { plannedParticipants: 1, primaryOutcome: null, significance: 0.05, contrasts: [], exclusions: [], notes: '' },
    blinding: {
      leaks: { policy: 'flag', categories: [...leakCategories], names: [], mask: '[…]' },
      look: { headings: false, bold: false, emoji: false, trailingQuestions: false },
    },
  };
}

function withoutPersonalisation(arm: z.infer<typeof Arm>): Study['arms'][number] {
  return { ...arm, personalisation: { kind: 'none' } };
}

function stageFrom1(stage: Stage1, old: Study1): Stage {
  switch (stage.kind) {
    case 'consent':
    case 'instructions':
    case 'debrief':
      return stage;
    case 'blinding-guess':
      return { ...stage, targets: [] };
    case 'questionnaire':
      return {
        kind: 'questionnaire',
        id: stage.id,
        title: stage.title,
        survey: { pages: [{ name: stage.id, description: stage.introduction, elements: stage.items.map(questionFrom1) }] },
        language: null,
      };
    case 'practice':
      return { kind: 'practice', ...trialFrom1(stage, old), arms: stage.arms.map(withoutPersonalisation) };
    case 'conversations':
      return { kind: 'conversations', ...trialFrom1(stage, old) };
  }
}

function trialFrom1({ id, title, turns, conversations, judgements }: Trial1, old: Study1) {
  return {
    id,
    title,
    layout: { kind: 'parallel' as const, sendTo: 'all' as const },
    conversations: {
      count: conversations.length,
      order: 'listed' as const,
      types: conversations.map((plan) => ({
        id: plan.id,
        label: plan.type,
        title: plan.title,
        prompt: plan.prompt,
        opening: { kind: 'free' as const },
      })),
    },
    turns,
    timeLimitSeconds: null,
    messages: { maximumCharacters: Math.min(old.maximumMessageCharacters, longestMessage), maximumWords: null, pasting: true },
    replies: { words: null, revealDelayMilliseconds: old.minimumRevealDelayMilliseconds },
    turnSheet: null,
    sheets: sheetsFrom1(judgements),
  };
}

/** The judgements keep the names under which old sessions are read: rating, ranking, attributes, feedback. */
function sheetsFrom1({ rating, ranking, attributes, feedback }: Trial1['judgements']): Sheet[] {
  return [
    {
      id: 'comparison',
      judgements: [
        { kind: 'slider', id: 'rating', ...rating, required: true, of: 'each-slot', showNumber: false, notApplicable: null, mustMove: true },
        { kind: 'ranking', id: 'ranking', ...ranking, required: true, ties: false },
      ],
      preferredBy: 'ranking',
    },
    {
      id: 'explanation',
      judgements: [
        { kind: 'attributes', id: 'attributes', ...attributes, required: true, of: 'preferred' },
        {
          kind: 'text',
          id: 'feedback',
          question: feedback.question,
          help: '',
          required: feedback.minimumCharacters > 0,
          boxes: [
            { id: 'good', label: feedback.good },
            { id: 'bad', label: feedback.bad },
          ],
          minimumCharacters: feedback.minimumCharacters,
          maximumCharacters: feedback.maximumCharacters,
        },
      ],
      preferredBy: null,
    },
  ];
}

/** A question in the words of the form library; stored names and values stay what they were. */
function questionFrom1(item: z.infer<typeof Item>) {
  const base = { name: item.id, title: item.question, ...(item.help === undefined ? {} : { description: item.help }), isRequired: item.required };
  switch (item.kind) {
    case 'choice':
      return { type: 'radiogroup', ...base, choices: item.choices.map(({ value, label }) => ({ value, text: label })) };
    case 'sliders':
      return {
        type: 'sliderbattery',
        ...base,
        low: item.low,
        high: item.high,
        sliders: item.sliders.map(({ id, label, help }) => ({ id, label, ...(help === undefined ? {} : { help }) })),
      };
    case 'text':
      return {
        type: 'comment',
        ...base,
        rows: item.lines,
        maxLength: item.maximumCharacters,
        ...(item.minimumCharacters === 0 ? {} : { validators: [{ type: 'text', minLength: item.minimumCharacters }] }),
      };
  }
}
