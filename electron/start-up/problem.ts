import { message } from '../messages/message.ts';
import { StorageError } from '../storage/errors.ts';
import { listBackupsOf } from '../storage/open-storage.ts';
import type { BackupEntry } from '../storage/storage.ts';
import { StudyFileError } from '../studies/study-text.ts';
import { StartProblem } from './prepare-data-folder.ts';

/** Why the app did not start, and what can be done about it. */
export interface Problem {
  readonly code: string;
  readonly sentence: string;
  /** Only for a damaged database: restoring over a sound or a newer one would lose data. */
  readonly backup: BackupEntry | null;
}

export function problemOf(error: unknown, dataFolder: string): Problem {
  if (error instanceof StorageError) {
    const damaged = error.code === 'damaged-database';
    return { code: error.code, sentence: error.message, backup: damaged ? newestBackup(dataFolder) : null };
  }
  if (error instanceof StartProblem) return { code: error.code, sentence: error.message, backup: null };
  if (error instanceof StudyFileError) return { code: 'study-file', sentence: error.message, backup: null };
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'unexpected', sentence: message('problem.unexpected', { detail }), backup: null };
}

function newestBackup(dataFolder: string): BackupEntry | null {
  try {
    return listBackupsOf(dataFolder)[0] ?? null;
  } catch {
    return null;
  }
}
