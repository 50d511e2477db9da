import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PrismFileName } from '../../shared/contract/people.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';

export interface PrismFile {
  readonly path: string;
  readonly bytes: number;
}

/** The files of a folder that we read; null for one that is not there. */
export type PrismFolder = Readonly<Record<PrismFileName, PrismFile | null>>;

/** @throws CallRefusal when the folder holds none of them, and for one that is packed, or a pointer of Git LFS: it is not passed over as if it were not there */
export function prismFolderAt(folder: string): PrismFolder {
  const files = {
    survey: fileAt(join(folder, 'survey.jsonl')),
    conversations: fileAt(join(folder, 'conversations.jsonl')),
    utterances: fileAt(join(folder, 'utterances.jsonl')),
  };
  if (Object.values(files).every((file) => file === null)) throw new CallRefusal('prism-no-files', message('prism.no-files', { folder }));
  return files;
}

/** Files in the manner of PRISM's that are not read, such as `metadata.jsonl` of the release. */
export function notNeededIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.jsonl') && !PrismFileName.options.some((file) => name === `${file}.jsonl`)).sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** What is said of a file that cannot be opened or read: that it is gone meanwhile, or what the system says. */
export function unreadable(file: string, error: unknown): CallRefusal {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new CallRefusal('prism-gone', message('prism.gone', { file }));
  return new CallRefusal('prism-unreadable', message('prism.unreadable', { file, detail: error instanceof Error ? error.message : String(error) }));
}

function fileAt(path: string): PrismFile | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() === true) {
      refuseStandIn(path);
      return { path, bytes: found.size };
    }
    const packed = packedEndings.map((ending) => `${path}${ending}`).find((each) => existsSync(each));
    if (packed !== undefined) throw new CallRefusal('prism-packed', message('prism.packed', { file: packed, plain: basename(path) }));
    return null;
  } catch (error) {
    if (error instanceof CallRefusal) throw error;
    throw unreadable(path, error);
  }
}

const packedEndings = ['.gz', '.zip', '.zst', '.xz', '.bz2'];
const gzip = Buffer.from([0x1f, 0x8b]);
const pointer = Buffer.from('version https://git-lfs');

/** A file under the right name that holds something else. */
function refuseStandIn(path: string): void {
  const start = Buffer.alloc(pointer.length);
  const descriptor = openSync(path, 'r');
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (start.subarray(0, gzip.length).equals(gzip)) throw new CallRefusal('prism-packed', message('prism.packed-inside', { file: path }));
  if (start.equals(pointer)) throw new CallRefusal('prism-pointer', message('prism.pointer', { file: path }));
}
