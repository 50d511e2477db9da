import { mkdir, open, readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PreferenceManifest } from '../../shared/preferences/manifest.ts';
import { CallRefusal } from '../call-refusal.ts';
import { besideThenInPlace } from '../exchange/archive.ts';
import { exportErrorOf } from '../exchange/errors.ts';
import { MemberFile } from '../exchange/member-file.ts';
import { message } from '../messages/message.ts';
import { flushFolder } from '../storage/data-folder.ts';
import type { FormatFile } from './format-files.ts';

export type WrittenFile = PreferenceManifest['files'][number];

/** Writes one more file, `folder/name` where it stands in a folder of its own. */
export type WriteFile = (file: FormatFile) => Promise<WrittenFile>;

/**
 * Makes a folder of files. It appears whole and on disk, or not at all.
 * @throws CallRefusal when something is there already, or the file system refuses
 */
export async function writeFolder(folder: string, write: (writeFile: WriteFile) => Promise<void>): Promise<void> {
  try {
    await removeIfEmpty(folder);
    await besideThenInPlace(folder, async (workFolder) => {
      const beside = join(workFolder, 'data');
      await mkdir(beside, { mode: 0o700 });
      await write((file) => writeMember(beside, file));
      flushFolder(beside);
      return beside;
    });
  } catch (error) {
    throw exportErrorOf(error, folder);
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  const inside = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return ['a file'];
    throw error;
  });
  if (inside === null) return;
  if (inside.length > 0) throw new CallRefusal('folder-taken', message('preferences.folder-taken', { folder }));
  await rmdir(folder);
}

async function writeMember(folder: string, { name, rows, chunks }: FormatFile): Promise<WrittenFile> {
  await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
  const member = await MemberFile.create(folder, name, { hasRows: false });
  try {
    for (const chunk of chunks) await member.write(chunk);
    const { bytes, sha256 } = await member.finish();
    const handle = await open(member.path, 'r+');
    await handle.sync();
    await handle.close();
    return { name, rows, bytes, sha256 };
  } catch (error) {
    await member.abandon();
    throw error;
  }
}
