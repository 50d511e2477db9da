import { z } from 'zod';
import { PreferenceFormat, PreferenceRecipe } from './recipe.ts';

/** Raised when a file means something else than before. */
export const preferenceFormatVersion = 1;

/** Where the words of a study come from, exactly: the same sources and recipe give the same files. */
const ManifestSource = z.strictObject({
  study_id: z.string(),
  sessions: z.array(z.strictObject({ session_id: z.string(), last_event_hash: z.string().describe('Hash of the last event: of the chain, and so of the whole session.') })),
  imported_conversations: z.int(),
  imported_sha256: z.string().nullable().describe('Of those conversations, a line each, in order; null when there are none.'),
});

/** manifest.json. It says no time, so that the same data give the same bytes. */
export const PreferenceManifest = z.strictObject({
  format: z.literal('visavis-preference-data'),
  format_version: z.int(),
  app_version: z.string(),
  file_format: PreferenceFormat,
  recipe: PreferenceRecipe,
  sources: z.array(ManifestSource),
  pairs: z.int(),
  train_pairs: z.int(),
  test_pairs: z.int(),
  files: z.array(z.strictObject({ name: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() })),
});
export type PreferenceManifest = z.infer<typeof PreferenceManifest>;
