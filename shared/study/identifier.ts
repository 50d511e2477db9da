import { z } from 'zod';

/** Short names that stay in data files for ever: lower case, digits, hyphens. */
export const Identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'Use lower-case letters, digits and hyphens, starting with a letter.');

/** A text that somebody reads, so it is never empty. */
export const Text = z.string().trim().min(1);
