import { z } from 'zod';
import { Arm } from './arms.ts';
import { trialShape } from './conversations.ts';
import { Identifier, Text } from './identifier.ts';

const stageBase = { id: Identifier, title: Text };
const Markdown = Text.describe('Markdown.');

export const ConsentStage = z.strictObject({
  kind: z.literal('consent'),
  ...stageBase,
  text: Markdown,
  version: Text.describe('Version of the consent text, kept with the answer.'),
  statements: z.array(z.strictObject({ id: Identifier, text: Text })).min(1),
});

export const QuestionnaireStage = z.strictObject({
  kind: z.literal('questionnaire'),
  ...stageBase,
  survey: z.record(z.string(), z.json()).describe('A form of the SurveyJS form library.'),
  language: Text.nullable().describe('Language in which the form is shown; null for its own.'),
});

export const InstructionsStage = z.strictObject({ kind: z.literal('instructions'), ...stageBase, text: Markdown });

const PracticeStage = z.strictObject({
  kind: z.literal('practice'),
  ...stageBase,
  ...trialShape,
  arms: z
    .array(Arm)
    .min(1)
    .max(6)
    .describe('Stand-ins of their own, so that the trial shows nothing of the arms under study.'),
});

const ConversationsStage = z.strictObject({ kind: z.literal('conversations'), ...stageBase, ...trialShape });

const RepeatsStage = z.strictObject({
  kind: z.literal('repeats'),
  ...stageBase,
  of: Identifier.describe('Stage whose conversations come again, in the same session or an earlier one.'),
  count: z.number().int().min(1).describe('How many of them; the allocation says which, and gives other slots.'),
  prompt: Text.describe('What the participant is told about judging once more.'),
  sheets: z.array(Identifier).min(1).describe('Sheets of that stage that are judged again.'),
});

export const BlindingGuessStage = z.strictObject({
  kind: z.literal('blinding-guess'),
  ...stageBase,
  question: Text,
  help: z.string(),
  none: Text.describe('The answer for "none of them".'),
  sureQuestion: Text,
  sureChoices: z.array(z.strictObject({ value: Identifier, label: Text })).min(2),
  targets: z.array(Identifier).describe('Arms for which a guess is right; never leaves the main process during a session.'),
});

export const BreakStage = z.strictObject({
  kind: z.literal('break'),
  ...stageBase,
  text: Markdown,
  minimumSeconds: z.number().int().min(0).max(3_600).describe('Going on is possible after so long.'),
});

export const MessageStage = z.strictObject({
  kind: z.literal('message'),
  ...stageBase,
  text: Markdown,
  answer: z
    .strictObject({
      label: Text,
      minimumCharacters: z.number().int().min(0),
      maximumCharacters: z.number().int().min(1).max(20_000),
    })
    .nullable()
    .describe('A box to write into; null for a text to read alone.'),
});

export const DebriefStage = z.strictObject({ kind: z.literal('debrief'), ...stageBase, text: Markdown });

export const Stage = z.discriminatedUnion('kind', [
  ConsentStage,
  QuestionnaireStage,
  InstructionsStage,
  PracticeStage,
  ConversationsStage,
  RepeatsStage,
  BlindingGuessStage,
  BreakStage,
  MessageStage,
  DebriefStage,
]);
export type Stage = z.infer<typeof Stage>;
export type StageKind = Stage['kind'];
export type StageOf<Kind extends StageKind> = Extract<Stage, { kind: Kind }>;

/** The two kinds of stage in which conversations are held and judged. */
export type TrialStage = StageOf<'practice' | 'conversations'>;

export function isTrialStage(stage: Stage): stage is TrialStage {
  return stage.kind === 'practice' || stage.kind === 'conversations';
}
