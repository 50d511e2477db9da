import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { PrismFileName } from '../../shared/contract/people.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';

export interface PrismFile {
  readonly path: string;
  readonly bytes: number;
}

/** The files of a folder that we read; null for one that is not there. */
export type PrismFolder = Readonly<Record<PrismFileName, PrismFile | null>>;

/** @throws CallRefusal when the folder holds none of them */
export function prismFolderAt(folder: string): PrismFolder {
  const files = {
    survey: fileAt(join(folder, 'survey.jsonl')),
    conversations: fileAt(join(folder, 'conversations.jsonl')),
    utterances: fileAt(join(folder, 'utterances.jsonl')),
  };
  if (Object.values(files).every((file) => file === null)) throw new CallRefusal('prism-no-files', message('prism.no-files', { folder }));
  return files;
}

function fileAt(path: string): PrismFile | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() === true ? { path, bytes: found.size } : null;
  } catch (error) {
    throw new CallRefusal('prism-unreadable', message('prism.unreadable', { file: path, detail: error instanceof Error ? error.message : String(error) }));
  }
}
