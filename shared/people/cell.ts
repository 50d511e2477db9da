import type { Json } from './fields.ts';

/**
 * How a value stands in a cell of a table, so that it comes back as it was:
 * - an empty cell is no value at all; `null` is one;
 * - numbers, `true` and `false` stand as they are;
 * - a text stands as it is, unless it would be read as something else, or a spreadsheet would calculate it or lose
 *   part of it: then it is a JSON text, in quotation marks;
 * - lists and objects are JSON.
 */
export function cellOf(value: Json): string {
  return typeof value === 'string' && isSafe(value) && valueOfCell(value) === value ? value : quoted(value);
}

/** The inverse of {@link cellOf}; undefined for an empty cell. `TRUE` and `FALSE` are read as spreadsheets write them. */
export function valueOfCell(cell: string): Json | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  if (text === 'null') return null;
  if (text === 'true' || text === 'TRUE') return true;
  if (text === 'false' || text === 'FALSE') return false;
  if (/^["[{]/.test(text)) return jsonOf(text) ?? text;
  return numberOf(text) ?? text;
}

/** A text that stays one whatever it looks like: names from elsewhere, such as `0012`. */
export function textCell(text: string): string {
  return isSafe(text) && textOfCell(text) === text ? text : quoted(text);
}

/** The inverse of {@link textCell}; empty for an empty cell. */
export function textOfCell(cell: string): string {
  const text = cell.trim();
  const read = text.startsWith('"') ? jsonOf(text) : undefined;
  return typeof read === 'string' ? read : text;
}

/**
 * Spreadsheets calculate what begins so – also after a line break or a semicolon, when they divide a file otherwise
 * than it was meant. They shorten blanks and drop what cannot be seen.
 */
function isSafe(text: string): boolean {
  return text === text.trim() && !/(?:^|[;\t\n])\s*[=+\-@＝＋－＠]|[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
}

/** As JSON. What a spreadsheet would calculate after a semicolon is written as an escape. */
function quoted(value: Json): string {
  return JSON.stringify(value).replace(/(?<=;\s*)[=+\-@＝＋－＠]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Only what is written as JSON writes numbers, and is no longer than a number can hold: `007` and `1e5` stay texts. */
function numberOf(text: string): number | undefined {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  if (JSON.stringify(value) === text) return value;
  return !text.includes('e') && text !== '-0' && text.replace(/\D/g, '').length <= 15 ? value : undefined;
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
