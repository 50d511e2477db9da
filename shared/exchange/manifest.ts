import { z } from 'zod';
import { Identifier } from '../study/protocol.ts';
import { column, Count, Moment, optionalColumn } from './column.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** MANIFEST.json: what is in the archive, and how to see that it is still the same. */
export const Manifest = z.strictObject({
  format: column(z.literal('visavis-export'), 'What this archive is.'),
  format_version: column(z.int().min(1), 'Grows when a column is taken away or changes its meaning.'),
  app_version: column(z.string(), 'Version of Visavis that wrote it.'),
  exported_at: column(Moment, 'When it was written.'),
  study_id: column(Identifier, 'Study.'),
  studies: column(
    z.array(
      z.strictObject({
        digest: column(Sha256, 'SHA-256 of the study as canonical JSON (RFC 8785).'),
        file: column(z.string(), 'File that holds this version.'),
        sessions: column(Count, 'Sessions that played it.', { unit: 'sessions' }),
      }),
    ),
    'Versions of the study that the sessions played, the latest first.',
  ),
  sessions: column(Count, 'Sessions in the archive, whatever their status.', { unit: 'sessions' }),
  erased_sessions: column(z.array(z.string()), "Sessions whose words were erased: they stand in events.jsonl without payloads, and in no other file."),
  files: column(
    z.array(
      z.strictObject({
        name: column(z.string(), 'Name in the archive.'),
        bytes: column(Count, 'Size.', { unit: 'bytes' }),
        sha256: column(Sha256, 'SHA-256 of the file, hexadecimal.'),
        rows: optionalColumn(Count, 'Rows or lines, without the header.', { unit: 'rows', missing: 'Null for a file that has none.' }),
      }),
    ),
    'Every file of the archive but this one.',
  ),
});
export type Manifest = z.infer<typeof Manifest>;
