import type { ParticipantNote, ParticipantSummary } from '../../shared/people/participant.ts';
import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';

interface SummaryRow {
  readonly text: string;
  readonly made_text: string;
  readonly provider_id: string;
  readonly model: string;
  readonly request: string;
  readonly made_utc_milliseconds: number;
  readonly reviewed_by: string | null;
  readonly reviewed_utc_milliseconds: number | null;
}

/** What moderators noted about a participant, and the summary of them that prompts may use. */
export function personNoteReaderOf(database: Connection) {
  const notes = database.prepare<[string, string], ParticipantNote>(
    `SELECT id, text, written_by AS "by", added_utc_milliseconds AS addedAtUtcMilliseconds FROM participant_note
     WHERE study_id = ? AND participant_code = ? ORDER BY id`,
  );
  const summary = database.prepare<[string, string], SummaryRow>(
    'SELECT * FROM participant_summary WHERE study_id = ? AND participant_code = ?',
  );
  return {
    listNotes: (studyId: string, code: string): readonly ParticipantNote[] => notes.all(studyId, code),
    readSummary: (studyId: string, code: string): ParticipantSummary | null => {
      const row = summary.get(studyId, code);
      return row ? summaryOf(row) : null;
    },
  };
}

function summaryOf(row: SummaryRow): ParticipantSummary {
  return {
    text: row.text,
    madeText: row.made_text,
    providerId: row.provider_id,
    model: row.model,
    request: row.request,
    madeAtUtcMilliseconds: row.made_utc_milliseconds,
    reviewed:
      row.reviewed_by === null || row.reviewed_utc_milliseconds === null
        ? null
        : { by: row.reviewed_by, atUtcMilliseconds: row.reviewed_utc_milliseconds },
  };
}

export function noteWriterOf(database: Connection, now: () => number) {
  const add = database.prepare(
    `INSERT INTO participant_note (study_id, participant_code, text, written_by, added_utc_milliseconds) VALUES (?, ?, ?, ?, ?)`,
  );
  return (studyId: string, code: string, { text, by }: { readonly text: string; readonly by: string }): void => {
    add.run(studyId, code, wellFormed(text), wellFormed(by), now());
  };
}

/** The function that keeps a summary in the place of the one before; null takes it away. */
export function summaryWriterOf(database: Connection, check: (studyId: string, code: string) => void) {
  const set = database.prepare(
    `INSERT OR REPLACE INTO participant_summary (study_id, participant_code, text, made_text, provider_id, model, request,
       made_utc_milliseconds, reviewed_by, reviewed_utc_milliseconds)
     VALUES (@studyId, @code, @text, @madeText, @providerId, @model, @request, @madeAt, @reviewedBy, @reviewedAt)`,
  );
  const remove = database.prepare('DELETE FROM participant_summary WHERE study_id = ? AND participant_code = ?');
  return (studyId: string, code: string, summary: ParticipantSummary | null): void => {
    if (summary === null) {
      remove.run(studyId, code);
      return;
    }
    check(studyId, code);
    set.run({
      studyId,
      code,
      text: wellFormed(summary.text),
      madeText: wellFormed(summary.madeText),
      providerId: summary.providerId,
      model: summary.model,
      request: wellFormed(summary.request),
      madeAt: summary.madeAtUtcMilliseconds,
      reviewedBy: summary.reviewed?.by ?? null,
      reviewedAt: summary.reviewed?.atUtcMilliseconds ?? null,
    });
  };
}
