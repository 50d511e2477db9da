import type { Connection } from './binding.ts';
import { sha256 } from './canonical.ts';
import { compactionIsPending } from './compaction.ts';
import { broughtBackIn } from './erasure-list.ts';

interface ConversationRow {
  readonly ordinal: number;
  readonly digest: string;
  readonly content: string;
}

/** Imported conversations match their digests, and of whoever was erased nothing is left. Names rows, never what stands in them. */
export function findingsOfPeople(database: Connection): readonly string[] {
  return [
    ...changedConversations(database),
    ...leftOfErasedPeople(database),
    ...leftOfErasedSessions(database),
    ...broughtBackIn(database).map(({ code }) => `Participant ${code} was erased, but a restored backup has their words again. End their open session, then start Visavis again; it erases them.`),
    ...(compactionIsPending(database) ? [unfinishedErasing] : []),
  ];
}

const unfinishedErasing =
  'Remains of what was erased may still lie in the file. Free as much space as it is large, close other programs that read it, and start Visavis again; it finishes the erasing by itself.';

function changedConversations(database: Connection): readonly string[] {
  const findings: string[] = [];
  const all = database.prepare<[], ConversationRow>('SELECT ordinal, digest, content FROM imported_conversation ORDER BY ordinal');
  for (const { ordinal, digest, content } of all.iterate()) {
    if (sha256(content) !== digest) findings.push(`Imported conversation ${ordinal}: its content does not match its digest.`);
  }
  return findings;
}

function leftOfErasedPeople(database: Connection): readonly string[] {
  return ['participant_note', 'participant_summary', 'imported_conversation', 'own_model'].flatMap((table) =>
    database
      .prepare<[], { readonly code: string; readonly rows: number }>(
        `SELECT code, count(*) AS rows FROM participant
         JOIN ${table} AS held ON held.study_id = participant.study_id AND held.participant_code = participant.code
         WHERE erased_utc_milliseconds IS NOT NULL GROUP BY participant.number`,
      )
      .all()
      .map(({ code }) => `Participant ${code} was erased, but table ${table} still has rows of them.`),
  );
}

function leftOfErasedSessions(database: Connection): readonly string[] {
  return database
    .prepare<[], { readonly session_id: string; readonly sequence: number }>(
      `SELECT session_id, sequence FROM erased_session JOIN event_payload USING (session_id) WHERE payload IS NOT NULL ORDER BY session_id, sequence`,
    )
    .all()
    .map(({ session_id, sequence }) => `Session ${session_id} was erased, but event ${sequence} still has what it said.`);
}
