import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { z } from 'zod';

/** The lines of a list beside the database. One that a power cut left unfinished, or that somebody else wrote, is passed over. */
export function linesIn<Line>(file: string, schema: z.ZodType<Line>): readonly Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').flatMap((line): Line[] => {
    const parsed = schema.safeParse(jsonOf(line));
    return parsed.success ? [parsed.data] : [];
  });
}

/** Adds lines to a list that only its owner can read; they are on disk afterwards. */
export function appendLines(file: string, lines: readonly unknown[]): void {
  const unfinished = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'));
  const descriptor = openSync(file, 'a', 0o600);
  try {
    writeSync(descriptor, `${unfinished ? '\n' : ''}${lines.map((line) => `${JSON.stringify(line)}\n`).join('')}`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
