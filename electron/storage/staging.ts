import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../../shared/people/participant.ts';
import type { ImportedConversation } from '../../shared/prism/imported-conversation.ts';
import { canonicalJson } from '../../shared/study/canonical-json.ts';
import { loadDatabaseLibrary } from './binding.ts';
import { sha256, wellFormed } from './canonical.ts';
import { createPrivateFile, stagingId } from './data-folder.ts';

/**
 * What is read of a survey and its conversations before any of it becomes data: files of hundreds of
 * megabytes are read row by row into a throw-away database beside the data, and `takeStaged` then takes
 * all of it in one transaction, or nothing.
 */
export interface Staging {
  /** False when a participant of that origin id is staged already; then the first one stays. */
  readonly addParticipant: (participant: { readonly originId: string; readonly profile: Profile }) => boolean;
  /** False when a conversation of that id is staged already; then the first one stays. Its participant may come later. */
  readonly addConversation: (staged: { readonly originId: string; readonly conversation: ImportedConversation }) => boolean;
  /** Ends the staging; the file stays until it was taken or is deleted. */
  readonly close: () => void;
}

const stagingName = /^import-[0-9a-f-]{36}\.staging(-journal)?$/u;

/**
 * Name of a staging file in the data folder that nobody has used yet. Whoever makes the file deletes it;
 * what a crash leaves behind is deleted when the storage is opened, so open the storage first.
 */
export function newStagingFile(folder: string): string {
  return join(folder, `import-${randomUUID()}.staging`);
}

/** Deletes what an import left in the folder when it was killed. */
export function removeLeftStaging(folder: string): void {
  readdirSync(folder)
    .filter((name) => stagingName.test(name))
    .forEach((name) => { rmSync(join(folder, name), { force: true }); });
}

/** Makes a staging file, readable by its owner only. Nothing in it survives a crash, and nothing needs to. */
export function openStaging(file: string): Staging {
  createPrivateFile(file);
  const Database = loadDatabaseLibrary();
  const database = new Database(file);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('cache_size = -16384');
  database.exec(tables);
  database.pragma(`application_id = ${stagingId}`);
  database.exec('BEGIN');
  const addParticipant = database.prepare(
    'INSERT INTO staged_participant (origin_id, profile, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const addConversation = database.prepare(
    `INSERT INTO staged_conversation (conversation_id, origin_id, type, generated_at, turns, opening, content, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  return {
    addParticipant: ({ originId, profile }) => {
      const json = canonicalJson(wellFormed(profile));
      return addParticipant.run(originId, json, sha256(json)).changes === 1;
    },
    addConversation: ({ originId, conversation }) => {
      const mended = wellFormed(conversation) as ImportedConversation;
      const json = canonicalJson(mended);
      const { conversationId, type, generatedAt, turns } = mended;
      const { changes } = addConversation.run(
        conversationId,
        originId,
        type,
        generatedAt,
        turns.length,
        openingOf(mended),
        json,
        sha256(json),
      );
      return changes === 1;
    },
    close: () => {
      if (database.open) database.exec('COMMIT');
      database.close();
    },
  };
}

const shownOfAnOpening = 200;

/** The beginning of the first message, for lists. */
function openingOf({ turns }: ImportedConversation): string {
  const message = turns[0]?.message ?? '';
  // Not in the middle of a pair of surrogates.
  return message.length <= shownOfAnOpening ? message : `${message.slice(0, shownOfAnOpening).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const tables = `
CREATE TABLE staged_participant (
  ordinal INTEGER PRIMARY KEY, -- in the order of the file
  origin_id TEXT NOT NULL UNIQUE CHECK (length(origin_id) > 0),
  profile TEXT NOT NULL, -- canonical JSON
  digest TEXT NOT NULL -- SHA-256 of it
) STRICT;
CREATE TABLE staged_conversation (
  ordinal INTEGER PRIMARY KEY,
  conversation_id TEXT NOT NULL UNIQUE CHECK (length(conversation_id) > 0),
  origin_id TEXT NOT NULL,
  type TEXT,
  generated_at TEXT,
  turns INTEGER NOT NULL,
  opening TEXT NOT NULL,
  content TEXT NOT NULL, -- canonical JSON
  digest TEXT NOT NULL
) STRICT;
`;
