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

/** How an arm is made personal. */
export const Personalisation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }).describe('The same for everybody.'),
  z
    .strictObject({
      kind: z.literal('prompt'),
      template: Text.describe(
        'Added to the system prompt. {{question}} stands for the participant\'s answer to that question; a line whose answers are all missing is left out.',
      ),
    })
    .describe('Told about the participant in the system prompt.'),
  z
    .strictObject({
      kind: z.literal('own-model'),
      model: Text.refine((rule) => rule.includes('{participant}'), 'Say where the code stands: write {participant}.').describe(
        'Model name of a participant; {participant} stands for the code.',
      ),
    })
    .describe('A model of the participant\'s own.'),
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
