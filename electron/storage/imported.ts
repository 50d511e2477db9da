import type { ImportedConversation } from '../../shared/prism/imported-conversation.ts';
import type { Connection } from './binding.ts';
import type { ImportedConversationEntry, ImportedConversationRow } from './people.ts';

interface Row {
  readonly ordinal: number;
  readonly participant_code: string;
  readonly content: string;
}

/** Few enough to be in memory together, also when replies are long. */
const readAtOnce = 64;

/** Conversations that were held elsewhere. */
export function importedReaderOf(database: Connection) {
  // One statement for both: without a code, everybody's.
  const whose = 'study_id = @studyId AND (@code IS NULL OR participant_code = @code)';
  const heads = database.prepare<[{ studyId: string; code: string | null }], ImportedConversationEntry>(
    `SELECT participant_code AS participantCode, conversation_id AS conversationId, type, generated_at AS generatedAt, turns, opening
     FROM imported_conversation WHERE ${whose} ORDER BY ordinal`,
  );
  const one = database.prepare<[string, string], Row>(
    'SELECT ordinal, participant_code, content FROM imported_conversation WHERE study_id = ? AND conversation_id = ?',
  );
  const next = {
    everybody: database.prepare<[{ studyId: string; after: number }], Row>(
      `SELECT ordinal, participant_code, content FROM imported_conversation
       WHERE study_id = @studyId AND ordinal > @after ORDER BY ordinal LIMIT ${readAtOnce}`,
    ),
    // The plus keeps SQLite on the index by participant.
    ofOne: database.prepare<[{ studyId: string; code: string; after: number }], Row>(
      `SELECT ordinal, participant_code, content FROM imported_conversation
       WHERE study_id = @studyId AND participant_code = @code AND +ordinal > @after ORDER BY +ordinal LIMIT ${readAtOnce}`,
    ),
  };

  function rowOf(studyId: string, { participant_code, content }: Row): ImportedConversationRow {
    return { studyId, participantCode: participant_code, conversation: JSON.parse(content) as ImportedConversation };
  }

  /** In portions, because nothing else can be asked of the database while a statement is being stepped through. */
  function* each(studyId: string, code?: string): Generator<ImportedConversationRow> {
    for (let after = 0; ; ) {
      const rows = code === undefined ? next.everybody.all({ studyId, after }) : next.ofOne.all({ studyId, code, after });
      for (const row of rows) yield rowOf(studyId, row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < readAtOnce) return;
      after = last.ordinal;
    }
  }

  return {
    listImportedConversations: (studyId: string, code?: string): readonly ImportedConversationEntry[] =>
      heads.all({ studyId, code: code ?? null }),
    readImportedConversation: (studyId: string, conversationId: string): ImportedConversationRow | null => {
      const row = one.get(studyId, conversationId);
      return row ? rowOf(studyId, row) : null;
    },
    /** Can be gone through more than once; each time from the beginning. */
    importedConversations: (studyId: string, code?: string): Iterable<ImportedConversationRow> => ({
      [Symbol.iterator]: () => each(studyId, code),
    }),
  };
}
