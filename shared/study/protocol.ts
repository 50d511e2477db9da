import { z } from 'zod';

/**
 * A study file, `*.study.json`: what is asked of whom, in which order, of which arms.
 * This schema is the only definition: files are read through it, the codebook is written from it.
 */
const studyFormatVersion = 1;

/** Short names that stay in data files for ever: lower case, digits, hyphens. */
export const Identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'Use lower-case letters, digits and hyphens, starting with a letter.');

const Text = z.string().trim().min(1);

export const SamplingParameters = z.strictObject({
  temperature: z.number().min(0).max(2).optional().describe('Sampling temperature, 0 to 2.'),
  topP: z.number().gt(0).max(1).optional().describe('Nucleus sampling, 0 to 1.'),
  maximumOutputTokens: z.number().int().min(1).max(32_000).optional().describe('Longest reply, in tokens.'),
  seed: z.number().int().optional().describe('Seed sent to the endpoint, where it supports one.'),
});
export type SamplingParameters = z.infer<typeof SamplingParameters>;

export const ModelChoice = z.strictObject({
  providerId: Identifier.describe('Provider as set up in the settings; "practice" is built in.'),
  model: Text.describe('Model name as the endpoint knows it.'),
  parameters: SamplingParameters.describe('What is set; the rest is left to the endpoint.'),
  systemPrompt: z.string().describe('System prompt, empty for none.'),
});
export type ModelChoice = z.infer<typeof ModelChoice>;

export const Arm = z.strictObject({
  id: Identifier,
  name: Text.describe('For the researcher; never shown in a session.'),
  description: z.string(),
  model: ModelChoice.describe('Used unless the settings map the arm to another model.'),
});
export type Arm = z.infer<typeof Arm>;

const Choice = z.strictObject({ value: Identifier, label: Text });

const itemBase = {
  id: Identifier,
  question: Text,
  help: z.string().optional(),
  required: z.boolean(),
};

export const QuestionnaireItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), ...itemBase, choices: z.array(Choice).min(2) }),
  z.strictObject({
    kind: z.literal('sliders'),
    ...itemBase,
    low: Text,
    high: Text,
    sliders: z.array(z.strictObject({ id: Identifier, label: Text, help: z.string().optional() })).min(1),
  }),
  z.strictObject({
    kind: z.literal('text'),
    ...itemBase,
    minimumCharacters: z.number().int().min(0),
    maximumCharacters: z.number().int().min(1),
    lines: z.number().int().min(1).max(20),
  }),
]);
export type QuestionnaireItem = z.infer<typeof QuestionnaireItem>;

const TurnLimits = z
  .strictObject({
    minimum: z.number().int().min(1),
    maximum: z.number().int().min(1).max(50),
  })
  .refine((limits) => limits.minimum <= limits.maximum, 'The minimum of turns is above the maximum.');

const Judgements = z.strictObject({
  rating: z.strictObject({ question: Text, help: z.string(), low: Text, high: Text }),
  ranking: z.strictObject({ question: Text, help: z.string(), best: Text, worst: Text }),
  attributes: z.strictObject({
    question: Text.describe('May contain {assistant}, the label of the slot ranked best.'),
    help: z.string(),
    low: Text,
    high: Text,
    notApplicable: Text,
    items: z.array(z.strictObject({ id: Identifier, label: Text, help: z.string().optional() })).min(1),
  }),
  feedback: z.strictObject({
    question: Text,
    good: Text,
    bad: Text,
    minimumCharacters: z.number().int().min(0).describe('For both boxes together.'),
    maximumCharacters: z.number().int().min(1).describe('For each box.'),
  }),
});
export type Judgements = z.infer<typeof Judgements>;

export const ConversationPlan = z.strictObject({
  id: Identifier,
  type: z.enum(['unguided', 'values guided', 'controversy guided']).describe('As in PRISM.'),
  title: Text,
  prompt: Text.describe('What the participant is asked to talk about.'),
});
export type ConversationPlan = z.infer<typeof ConversationPlan>;

const stageBase = { id: Identifier, title: Text };

export const ConsentStage = z.strictObject({
  kind: z.literal('consent'),
  ...stageBase,
  text: Text.describe('Markdown.'),
  version: Text.describe('Version of the consent text, kept with the answer.'),
  statements: z.array(z.strictObject({ id: Identifier, text: Text })).min(1),
});

export const QuestionnaireStage = z.strictObject({
  kind: z.literal('questionnaire'),
  ...stageBase,
  introduction: z.string(),
  items: z.array(QuestionnaireItem).min(1),
});

export const InstructionsStage = z.strictObject({
  kind: z.literal('instructions'),
  ...stageBase,
  text: Text.describe('Markdown.'),
});

const trialShape = {
  ...stageBase,
  turns: TurnLimits,
  conversations: z.array(ConversationPlan).min(1),
  judgements: Judgements,
};

const PracticeStage = z.strictObject({
  kind: z.literal('practice'),
  ...trialShape,
  arms: z
    .array(Arm)
    .min(2)
    .max(6)
    .describe('Stand-ins of their own, so that the trial shows nothing of the arms under study.'),
});

const ConversationsStage = z.strictObject({ kind: z.literal('conversations'), ...trialShape });

export const BlindingGuessStage = z.strictObject({
  kind: z.literal('blinding-guess'),
  ...stageBase,
  question: Text,
  help: z.string(),
  none: Text.describe('The answer for "none of them".'),
  sureQuestion: Text,
  sureChoices: z.array(Choice).min(2),
});

export const DebriefStage = z.strictObject({
  kind: z.literal('debrief'),
  ...stageBase,
  text: Text.describe('Markdown.'),
});

export const Stage = z.discriminatedUnion('kind', [
  ConsentStage,
  QuestionnaireStage,
  InstructionsStage,
  PracticeStage,
  ConversationsStage,
  BlindingGuessStage,
  DebriefStage,
]);
export type Stage = z.infer<typeof Stage>;
export type StageKind = Stage['kind'];
export type StageOf<Kind extends StageKind> = Extract<Stage, { kind: Kind }>;
/** The two kinds of stage in which conversations are held and judged. */
export type TrialStage = StageOf<'practice' | 'conversations'>;

export const Study = z
  .strictObject({
    format: z.literal('visavis-study'),
    formatVersion: z.literal(studyFormatVersion),
    id: Identifier,
    title: Text,
    summary: z.string(),
    expectedMinutes: z.number().int().min(1),
    arms: z.array(Arm).min(2).max(6),
    minimumRevealDelayMilliseconds: z.number().int().min(0).max(60_000),
    maximumMessageCharacters: z.number().int().min(1),
    stages: z.array(Stage).min(1),
  })
  .superRefine((study, context) => {
    const refuseDuplicates = (ids: readonly string[], path: (string | number)[], what: string) => {
      ids.forEach((id, index) => {
        if (ids.indexOf(id) !== index) {
          context.addIssue({ code: 'custom', path, message: `The ${what} "${id}" is defined twice.` });
        }
      });
    };
    refuseDuplicates(study.arms.map((arm) => arm.id), ['arms'], 'arm');
    refuseDuplicates(study.stages.map((stage) => stage.id), ['stages'], 'stage');
    refuseDuplicates(
      study.stages.flatMap((stage) => (isTrialStage(stage) ? stage.conversations.map((plan) => plan.id) : [])),
      ['stages'],
      'conversation',
    );
    study.stages.forEach((stage, index) => {
      if (stage.kind === 'questionnaire') {
        refuseDuplicates(stage.items.map((item) => item.id), ['stages', index, 'items'], 'question');
      }
      if (stage.kind === 'practice') {
        refuseDuplicates(stage.arms.map((arm) => arm.id), ['stages', index, 'arms'], 'arm');
        if (stage.arms.length !== study.arms.length) {
          context.addIssue({
            code: 'custom',
            path: ['stages', index, 'arms'],
            message: `The practice trial has ${stage.arms.length} arms, the study ${study.arms.length}; they must be as many.`,
          });
        }
      }
    });
  });
export type Study = z.infer<typeof Study>;

export function isTrialStage(stage: Stage): stage is TrialStage {
  return stage.kind === 'practice' || stage.kind === 'conversations';
}

/** The arms that answer in a stage: stand-ins in practice, the study's own otherwise. */
export function armsOfStage(study: Study, stage: TrialStage): readonly Arm[] {
  return stage.kind === 'practice' ? stage.arms : study.arms;
}
