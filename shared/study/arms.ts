import { z } from 'zod';
import { Identifier, Text } from './identifier.ts';

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

/** What is done when a placeholder has nothing to stand for. */
const WhenMissing = z
  .union([z.enum(['drop', 'refuse']), z.strictObject({ fallback: Text.describe('Put in instead.') })])
  .describe('drop: the sentence is left out. refuse: the session is not begun. Or a text that is put in instead.');
export type WhenMissing = z.infer<typeof WhenMissing>;

/** Which earlier exchanges of the participant are shown as examples. */
export const exampleRules = ['best-against-worst', 'most-recent', 'same-type', 'nearest-topic'] as const;

const missing = WhenMissing.optional().describe('What is done when there is nothing; drop unless said.');

/** What a placeholder stands for. One that the arm says nothing about stands for the field of its name. */
export const Placeholder = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('field'),
      field: Text.describe('Question, or field of the profile; parts are named after a dot: stated_prefs.values.'),
      missing,
    })
    .describe('An answer or a field of the profile, word for word.'),
  z
    .strictObject({
      kind: z.literal('top-preferences'),
      field: Text.optional().describe('Values by quality, higher is more important; stated_prefs unless said.'),
      count: z.number().int().min(1).max(10).describe('How many, most important first.'),
      missing,
    })
    .describe('The qualities that the participant gave the highest values; never in their order of display.'),
  z
    .strictObject({
      kind: z.literal('examples'),
      rule: z.enum(exampleRules).describe('Which earlier exchanges are taken.'),
      count: z.number().int().min(1).max(20).describe('How many at most.'),
      missing,
    })
    .describe('Earlier exchanges of the participant, with what they thought of the replies.'),
  z.strictObject({ kind: z.literal('summary'), missing }).describe('The reviewed summary of the participant.'),
]);
export type Placeholder = z.infer<typeof Placeholder>;

export const PersonalPrompt = z.strictObject({
  kind: z.literal('prompt'),
  template: Text.describe(
    'Added to the system prompt. {{name}} stands for a placeholder; a sentence with a placeholder that has nothing to say is left out, unless the placeholder says otherwise.',
  ),
  placeholders: z.record(z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/), Placeholder).optional().describe('Placeholders by name.'),
  budget: z
    .strictObject({
      tokens: z.number().int().min(50).max(100_000).describe('Longest filled template, in tokens as they are estimated.'),
      cut: z.array(z.string()).describe('Placeholders in the order in which they are cut; those not named are cut last, from the end of the template.'),
    })
    .optional()
    .describe('No limit unless said.'),
});
export type PersonalPrompt = z.infer<typeof PersonalPrompt>;

export const OwnModel = z.strictObject({
  kind: z.literal('own-model'),
  model: Text.refine((rule) => rule.includes('{participant}') || rule.includes('{source}'), 'Say where the code stands: write {participant} or {source}.')
    .nullable()
    .describe('Model name of a participant: {participant} stands for the code, {source} for what the person is called in imported data. Null when only the mapping counts.'),
  withoutOne: z
    .enum(['refuse', 'common'])
    .optional()
    .describe("What happens to a participant without a model: refuse the session (unless said otherwise), or use the arm's common model and record it."),
});
export type OwnModel = z.infer<typeof OwnModel>;

/** How an arm is made personal. */
export const Personalisation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }).describe('The same for everybody.'),
  PersonalPrompt.describe('Told about the participant in the system prompt.'),
  OwnModel.describe("A model of the participant's own. The arm's model is the common one."),
]);
export type Personalisation = z.infer<typeof Personalisation>;

export const Arm = z.strictObject({
  id: Identifier,
  name: Text.describe('For the researcher; never shown in a session.'),
  description: z.string(),
  model: ModelChoice.describe('Used unless the settings map the arm to another model.'),
  personalisation: Personalisation,
});
export type Arm = z.infer<typeof Arm>;
