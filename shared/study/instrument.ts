import { z } from 'zod';
import { Identifier, Text } from './identifier.ts';
import { Stage } from './stages.ts';

/** An instrument file, `*.instrument.json`: one stage, ready to be put into a study. */
export const Instrument = z.strictObject({
  format: z.literal('visavis-instrument'),
  formatVersion: z.literal(1),
  id: Identifier,
  title: Text,
  description: z.string().describe('For the researcher: what it asks, and where it comes from.'),
  stage: Stage,
});
export type Instrument = z.infer<typeof Instrument>;
