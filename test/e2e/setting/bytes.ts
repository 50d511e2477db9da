import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files of a folder and all folders in it that hold a text, as UTF-8 or UTF-16, in capitals or not. */
export function filesWith(folder: string, text: string): readonly string[] {
  return filesIn(folder).filter((file) => {
    const bytes = bytesOf(file);
    return [bytes.toString('latin1'), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')].some((content) => content.toLowerCase().includes(text.toLowerCase()));
  });
}

/** Windows put files away while they are looked for. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** All files of a folder and of the folders in it. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
