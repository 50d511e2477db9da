import { z } from 'zod';

/** How a participant is named: readable aloud, no spaces, no names of people. */
export const ParticipantCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/, 'Use up to 32 letters, digits and hyphens.');
