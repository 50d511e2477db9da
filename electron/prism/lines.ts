import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { PrismProgress } from '../../shared/contract/people.ts';
import { PrismCancelled } from './cancelled.ts';
import { unreadable } from './prism-folder.ts';

/** One line of a file, without its ending. */
export interface Line {
  /** 1 first. */
  readonly number: number;
  /** Null when the bytes are no UTF-8, or too many. */
  readonly text: string | null;
  readonly fault: 'not-utf8' | 'too-long' | null;
  /** Where it begins in the file, and how many bytes it has. */
  readonly offset: number;
  readonly bytes: number;
}

export interface Reading {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Extract<PrismProgress, { kind: 'looking' | 'importing' }>) => void;
}

/** Small enough that what is done with one piece does not keep a window waiting. */
const pieceBytes = 128 * 1024;
export const longestLineMegabytes = 32;
const longestLine = longestLineMegabytes * 1024 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines of a file one by one, never more than a piece of it and one line in memory. Empty lines are left
 * out, a byte order mark and `\r\n` are no part of a line.
 * @throws PrismCancelled as soon as the signal says so, CallRefusal that names the file when it cannot be read or is gone
 */
export async function* linesOf(file: string, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncGenerator<Line> {
  const handle = await open(file, 'r').catch((error: unknown) => refuse(file, error));
  try {
    const piece = Buffer.alloc(pieceBytes);
    let number = 0;
    let offset = 0;
    let read = 0;
    let parts: Buffer[] = [];
    let held = 0;
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, pieceBytes, read).catch((error: unknown) => refuse(file, error));
      if (signal.aborted) throw new PrismCancelled();
      if (bytesRead === 0) break;
      read += bytesRead;
      let start = 0;
      for (;;) {
        const end = piece.subarray(0, bytesRead).indexOf(lineFeed, start);
        if (end === -1) break;
        const last = piece.subarray(start, end);
        const bytes = held + last.length;
        number += 1;
        const line = lineOf(parts.length === 0 ? last : Buffer.concat([...parts, last]), { number, offset, bytes });
        parts = [];
        held = 0;
        start = end + 1;
        offset += bytes + 1;
        if (line !== null) yield line;
      }
      const rest = piece.subarray(start, bytesRead);
      held += rest.length;
      // Of a line too long only its length is kept.
      if (held <= longestLine) parts.push(Buffer.from(rest));
      else parts = [];
      onBytes(read);
    }
    const line = held === 0 ? null : lineOf(Buffer.concat(parts), { number: number + 1, offset, bytes: held });
    if (line !== null) yield line;
  } finally {
    await handle.close();
  }
}

function refuse(file: string, error: unknown): never {
  throw unreadable(file, error);
}

function lineOf(whole: Buffer, place: { readonly number: number; readonly offset: number; readonly bytes: number }): Line | null {
  if (place.bytes > longestLine) return { ...place, text: null, fault: 'too-long' };
  const mark = place.number === 1 && hasByteOrderMark(whole) ? 3 : 0;
  const content = whole.subarray(mark, whole.at(-1) === carriageReturn ? -1 : undefined);
  if (!isUtf8(content)) return { ...place, text: null, fault: 'not-utf8' };
  const text = content.toString('utf8');
  return text.trim() === '' ? null : { ...place, text, fault: null };
}

export function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
