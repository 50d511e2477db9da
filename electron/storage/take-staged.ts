import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { codeDrawer } from '../../shared/people/code.ts';
import type { Connection } from './binding.ts';
import { stagingId } from './data-folder.ts';
import { erasedOriginsOf } from './erased-origins.ts';
import { StorageError } from './errors.ts';
import { importRunWriterOf } from './import-runs.ts';
import type { ImportRun, StagedCounts } from './people.ts';

type Counts = StagedCounts['participants'];

interface StagedParticipant {
  readonly originId: string;
  readonly profile: string;
  readonly digest: string;
  /** Of the participant of that name who is registered; null for nobody. */
  readonly code: string | null;
  readonly known: 0 | 1 | null;
}

/** The code of somebody erased, by what the files call them; null for nobody. */
type ErasedCodeOf = (originId: string) => string | null;

/**
 * The function that takes a staged import into the data, all of it or nothing. What is there already stays as it
 * is, also where the import says something else, so doing it twice changes nothing but the list of imports. Of
 * whoever was erased nothing is taken; it counts as conflicting.
 */
export function stagedTakerOf(database: Connection, now: () => number) {
  const addRun = importRunWriterOf(database, now);
  const erasedOrigins = erasedOriginsOf(database);

  const take = database.transaction((studyId: string, run: Pick<ImportRun, 'kind' | 'from'>): StagedCounts => {
    const erasedCodeOf = erasedOrigins(studyId);
    assertEverybodyIsKnown(database, studyId, erasedCodeOf);
    const { people, counts: participants } = takeParticipants(database, studyId, run.kind, now(), erasedCodeOf);
    const counts: Omit<StagedCounts, 'people'> = { participants, conversations: takeConversations(database, studyId) };
    addRun(studyId, { ...run, summary: summaryOf(counts) });
    return { ...counts, people };
  });

  return (studyId: string, stagingFile: string, run: Pick<ImportRun, 'kind' | 'from'>): StagedCounts => {
    // ATTACH would make the file.
    if (!existsSync(stagingFile)) throw notStaged(stagingFile);
    database.prepare('ATTACH ? AS staged').run(stagingFile);
    try {
      if (database.pragma('staged.application_id', { simple: true }) !== stagingId) throw notStaged(stagingFile);
      return take.immediate(studyId, run);
    } finally {
      database.exec('DETACH staged');
    }
  };
}

function notStaged(file: string): StorageError {
  return new StorageError('storage-failed', `The file ${file} holds nothing that an import has read. Import the folder again.`);
}

/** A conversation of somebody of whom nothing else is known is a mistake in the files. */
function assertEverybodyIsKnown(database: Connection, studyId: string, erasedCodeOf: ErasedCodeOf): void {
  const strangers = database
    .prepare<[{ studyId: string }], { readonly conversation_id: string; readonly origin_id: string }>(
      `SELECT conversation_id, origin_id FROM staged.staged_conversation
       WHERE origin_id NOT IN (SELECT origin_id FROM staged.staged_participant)
         AND origin_id NOT IN (SELECT origin_id FROM participant WHERE study_id = @studyId AND origin_id IS NOT NULL)
       GROUP BY origin_id ORDER BY min(ordinal)`,
    )
    .all({ studyId });
  const stranger = strangers.find(({ origin_id }) => erasedCodeOf(origin_id) === null);
  if (stranger) {
    throw new StorageError(
      'unknown-participant',
      `Conversation ${stranger.conversation_id} is of ${stranger.origin_id}, who is neither in the survey that is imported nor registered. ` +
        'Nothing was imported. Import the survey as well, or leave the conversation out.',
    );
  }
}

function takeParticipants(
  database: Connection,
  studyId: string,
  origin: ImportRun['kind'],
  now: number,
  erasedCodeOf: ErasedCodeOf,
): { readonly people: StagedCounts['people']; readonly counts: Counts } {
  const staged = database
    .prepare<[{ studyId: string }], StagedParticipant>(
      `SELECT staged.origin_id AS originId, staged.profile, staged.digest, participant.code,
         staged.digest = participant.origin_digest OR staged.profile = participant.profile AS known
       FROM staged.staged_participant AS staged LEFT JOIN participant ON participant.study_id = @studyId
         AND participant.origin_id = staged.origin_id
       ORDER BY staged.ordinal`,
    )
    .all({ studyId });
  const add = database.prepare(
    `INSERT INTO participant (study_id, code, added_utc_milliseconds, origin, origin_id, origin_digest, profile) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const taken = database.prepare<[string], string>('SELECT code FROM participant WHERE study_id = ?').pluck().all(studyId);
  const drawCode = codeDrawer(taken, (bound) => randomInt(bound));
  const counts = { added: 0, unchanged: 0, conflicting: 0 };
  const people = staged.map(({ originId, profile, digest, code: registered, known }) => {
    const code = registered ?? erasedCodeOf(originId);
    if (code !== null) {
      counts[known === 1 ? 'unchanged' : 'conflicting'] += 1;
      return { originId, participantCode: code, added: false };
    }
    const drawn = drawCode();
    add.run(studyId, drawn, now, origin, originId, digest, profile);
    counts.added += 1;
    return { originId, participantCode: drawn, added: true };
  });
  return { people, counts };
}

function takeConversations(database: Connection, studyId: string): Counts {
  const known = `FROM staged.staged_conversation AS staged JOIN imported_conversation AS stored
    ON stored.study_id = @studyId AND stored.conversation_id = staged.conversation_id`;
  const countOf = (sql: string): number => database.prepare<[{ studyId: string }], number>(sql).pluck().get({ studyId }) ?? 0;
  const all = countOf('SELECT count(*) FROM staged.staged_conversation WHERE @studyId IS NOT NULL');
  const unchanged = countOf(
    `SELECT count(*) ${known} JOIN participant ON participant.study_id = @studyId AND participant.code = stored.participant_code
     WHERE stored.digest = staged.digest AND participant.origin_id = staged.origin_id`,
  );
  const { changes: added } = database
    .prepare(
      `INSERT INTO imported_conversation (study_id, conversation_id, participant_code, type, generated_at, turns, opening, digest, content)
       SELECT @studyId, staged.conversation_id, participant.code, staged.type, staged.generated_at, staged.turns, staged.opening,
         staged.digest, staged.content
       FROM staged.staged_conversation AS staged JOIN participant ON participant.study_id = @studyId AND participant.origin_id = staged.origin_id
       WHERE NOT EXISTS (SELECT 1 FROM imported_conversation WHERE study_id = @studyId AND conversation_id = staged.conversation_id)
       ORDER BY staged.ordinal`,
    )
    .run({ studyId });
  return { added, unchanged, conflicting: all - added - unchanged };
}

function summaryOf({ participants, conversations }: Omit<StagedCounts, 'people'>): string {
  const said = (what: string, { added, unchanged, conflicting }: Counts) => {
    const parts = [
      [added, 'added'],
      [unchanged, 'there already'],
      [conflicting, 'left as stored because they differ'],
    ] as const;
    const happened = parts.flatMap(([count, how]) => (count === 0 ? [] : [`${count} ${how}`]));
    return `${what}: ${happened.join(', ') || 'none'}`;
  };
  return `${said('Participants', participants)}. ${said('Conversations', conversations)}.`;
}
