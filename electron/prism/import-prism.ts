import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { PrismChoice, PrismReport } from '../../shared/contract/people.ts';
import type { PrismConversation } from '../../shared/prism/write-rows.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { wellFormed } from '../storage/canonical.ts';
import { newStagingFile, openStaging } from '../storage/staging.ts';
import type { Storage } from '../storage/storage.ts';
import { PrismCancelled } from './cancelled.ts';
import type { Reading } from './lines.ts';
import { prismFolderAt } from './prism-folder.ts';
import { type Tallies, walkPrism } from './walk.ts';

export type PrismStorage = Pick<Storage, 'erasedOrigins' | 'folder' | 'listParticipants' | 'listImportedConversations' | 'readImportedConversation' | 'takeStaged'>;

/**
 * Takes people and conversations of a folder into a study: all that was chosen, or nothing. What is there
 * already stays as it is.
 * @throws CallRefusal when a line is broken and `skipBroken` was not said, PrismCancelled when the signal says so
 */
export async function importPrism(storage: PrismStorage, studyId: string, folder: string, choice: PrismChoice, reading: Reading): Promise<PrismReport> {
  const began = performance.now();
  const files = prismFolderAt(folder);
  const codes = codesByOrigin(storage, studyId);
  if (files.survey === null && codes.size === 0) throw new CallRefusal('prism-no-survey', message('prism.no-survey', { folder }));
  const chosen = choice.userIds === null ? null : new Set(choice.userIds);
  const erasedCodeOf = storage.erasedOrigins(studyId);
  const codeOf = (userId: string): string | null => codes.get(userId) ?? erasedCodeOf(userId);
  const missing = new Set([...(chosen ?? [])].filter((userId) => codeOf(userId) === null));
  const utterances = utteranceCounts(storage, studyId, (userId) => erasedCodeOf(userId) !== null);
  const stagingFile = newStagingFile(storage.folder);
  try {
    const staging = openStaging(stagingFile);
    let tallies: Tallies;
    try {
      tallies = await walkPrism(files, {
        kind: 'importing',
        ...reading,
        codeOf,
        onPerson: ({ userId, profile }) => {
          missing.delete(userId);
          if (chosen === null || chosen.has(userId)) staging.addParticipant({ originId: userId, profile });
        },
        onConversation: (held, lines) => {
          if (chosen !== null && !chosen.has(held.userId)) return;
          staging.addConversation({ originId: held.userId, conversation: held.conversation });
          utterances.count(held, lines);
        },
      });
    } finally {
      staging.close();
    }
    refuseBroken(tallies, choice);
    const [stranger] = missing;
    if (stranger !== undefined) throw new CallRefusal('prism-unknown-choice', message('prism.unknown-choice', { folder, user: stranger }));
    if (reading.signal.aborted) throw new PrismCancelled();
    const { participants, conversations, people } = storage.takeStaged(studyId, stagingFile, { kind: 'prism', from: basename(folder) });
    return {
      files: [
        { file: 'survey', ...participants, broken: tallies.survey.broken },
        { file: 'conversations', ...conversations, broken: tallies.conversations.broken },
        { file: 'utterances', ...utterances.counts(), broken: tallies.utterances.broken },
      ],
      participants: people.map(({ originId, participantCode, added }) => ({ userId: originId, participantCode, added })),
      milliseconds: performance.now() - began,
    };
  } finally {
    ['', '-journal', '-wal', '-shm'].forEach((suffix) => { rmSync(`${stagingFile}${suffix}`, { force: true }); });
  }
}

/** Who of a study came from PRISM, by what they are called there. */
export function codesByOrigin(storage: Pick<Storage, 'listParticipants'>, studyId: string): ReadonlyMap<string, string> {
  return new Map(storage.listParticipants(studyId).flatMap(({ originId, code }) => (originId === null ? [] : [[originId, code] as const])));
}

function refuseBroken(tallies: Tallies, { skipBroken }: PrismChoice): void {
  const each = [tallies.survey, tallies.conversations, tallies.utterances];
  const count = each.reduce((sum, { broken }) => sum + broken, 0);
  const [first] = each.flatMap(({ file, firstError }) => (firstError === null ? [] : [{ file, ...firstError }]));
  if (skipBroken || first === undefined) return;
  const { file, line, field, message: reason } = first;
  throw new CallRefusal('prism-broken', message('prism.broken', { count, file: `${file}.jsonl`, line, field: field ?? 'none', reason }));
}

/** Utterances are stored with their conversation, so they share its fate. */
function utteranceCounts(storage: PrismStorage, studyId: string, isErased: (userId: string) => boolean) {
  const known = new Set(storage.listImportedConversations(studyId).map(({ conversationId }) => conversationId));
  const counts = { added: 0, unchanged: 0, conflicting: 0 };
  return {
    count: ({ userId, conversation }: PrismConversation, lines: number): void => {
      const { conversationId } = conversation;
      if (isErased(userId)) {
        counts.conflicting += lines;
        return;
      }
      if (!known.has(conversationId)) {
        counts.added += lines;
        return;
      }
      const stored = storage.readImportedConversation(studyId, conversationId)?.conversation;
      if (isDeepStrictEqual(stored, wellFormed(conversation))) counts.unchanged += lines;
      else counts.conflicting += lines;
    },
    counts: () => counts,
  };
}
