import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ParsedTable } from '../../shared/people/columns.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { tableRows } from './table-rows.ts';

const largestMegabytes = 50;
const mostColumns = 500;

/**
 * Reads a table of participants: CSV with commas, semicolons or tabs, with or without a byte order mark, its first
 * line naming the columns. Lines without anything in a cell are passed over. Throws a `CallRefusal` that names file and line for what is none.
 */
export function readTable(file: string): ParsedTable {
  const name = basename(file);
  const text = textOf(file, name);
  const [header, ...rows] = tableRows(text, name);
  if (header === undefined || rows.length === 0) throw new CallRefusal('table-empty', message('people.table.empty', { file: name }));
  if (header.cells.length > mostColumns) {
    throw new CallRefusal('table-too-wide', message('people.table.too-wide', { file: name, columns: header.cells.length, most: mostColumns }));
  }
  return { columns: header.cells.map((cell) => cell.trim()), rows };
}

function textOf(file: string, name: string): string {
  try {
    const megabytes = Math.ceil(statSync(file).size / 1_000_000);
    if (megabytes > largestMegabytes) throw new CallRefusal('table-too-large', message('people.table.too-large', { file: name, megabytes, most: largestMegabytes }));
    const bytes = readFileSync(file);
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
    const text = encoding === 'utf-8' ? utf8Of(bytes, name) : new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const nul = text.indexOf('\0');
    if (nul >= 0) throw new CallRefusal('table-not-text', message('people.table.nul', { file: name, line: lineAt(text, nul) }));
    return text;
  } catch (error) {
    if (error instanceof CallRefusal) throw error;
    if (error instanceof TypeError) throw new CallRefusal('table-not-text', message('people.table.not-utf-16', { file: name }));
    throw new CallRefusal('table-unreadable', message('people.table.unreadable', { file, detail: error instanceof Error ? error.message : String(error) }));
  }
}

/** Names the line of the first byte that is no UTF-8: older programs write single letters otherwise. */
function utf8Of(bytes: Buffer, name: string): string {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const lenient = bytes.toString('utf8');
  const marks = [...lenient.matchAll(/\uFFFD/g)].map(({ index }) => index);
  // A replacement character may also have stood in the file as such.
  const first = marks.find((at) => !bytes.subarray(Buffer.byteLength(lenient.slice(0, at))).subarray(0, 3).equals(Buffer.from('\uFFFD')));
  throw new CallRefusal('table-not-text', message('people.table.not-utf-8', { file: name, line: lineAt(lenient, first ?? 0) }));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n|\n|\r/).length;
}
