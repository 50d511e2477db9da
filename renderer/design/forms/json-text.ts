import { findNodeAtLocation, parseTree, type ParseError } from 'jsonc-parser';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { SurveyPart } from './survey-pages.ts';

export type ReadSurveyJson =
  | { readonly ok: true; readonly survey: SurveyPart }
  /** not-json: stops being JSON on that line. no-form: JSON, but no group of fields in braces. */
  | { readonly ok: false; readonly reason: 'not-json' | 'no-form'; readonly line: number };

/** Reads a form as it was typed. */
export function readSurveyJson(text: string): ReadSurveyJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true });
    return { ok: false, reason: 'not-json', line: lineAt(text, errors[0]?.offset ?? text.length) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, reason: 'no-form', line: 1 };
  return { ok: true, survey: value as SurveyPart };
}

/** The line, from 1, on which a field stands; where it is missing, that of the nearest thing that should hold it. */
export function lineOfPath(text: string, path: ProblemPath): number {
  const root = parseTree(text);
  if (root === undefined) return 1;
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return lineAt(text, node.parent?.type === 'property' ? node.parent.offset : node.offset);
  }
  return 1;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
