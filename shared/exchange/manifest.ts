import { z } from 'zod';
import { Identifier } from '../study/identifier.ts';
import { column, Count, Moment, optionalColumn } from './column.ts';

const notLocked = { missing: 'Null when it was not locked.' };
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
        digest: column(Sha256, 'SHA-256 of the study as canonical JSON (RFC 8785), as it was stored.'),
        file: column(z.string(), 'File that holds this version.'),
        stored_in_earlier_format: column(
          z.boolean(),
          'True when it was stored in an earlier format of study files: it stands here in the format of today, so that the digest is not that of the file.',
        ),
        version: optionalColumn(z.int().min(1), 'Number under which it was locked.', notLocked),
        locked_at: optionalColumn(Moment, 'When it was locked.', notLocked),
        locked_by: optionalColumn(z.string(), 'Who locked it.', notLocked),
        reason: optionalColumn(z.string(), 'Why the version before was amended.', { missing: 'Null for the first version, and when it was not locked.' }),
        statement: optionalColumn(z.string(), 'Which sessions fall under which version, as stated at the amendment.', {
          missing: 'Null for the first version, and when it was not locked.',
        }),
        list_digest: optionalColumn(Sha256, 'Allocation list of the version, by its digest.', notLocked),
        sessions: column(Count, 'Sessions that played it.', { unit: 'sessions' }),
      }),
    ),
    'Versions of the study: every locked one, and every other that sessions played; the latest first.',
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
