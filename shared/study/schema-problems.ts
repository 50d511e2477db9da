import type { z } from 'zod';
import { errorAt, type Problem, type ProblemPath } from './problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * What a schema found, in our codes, so that every window and the command line say it in the same sentences.
 * @param content what was parsed, for the values that the sentences quote
 */
export function problemsOfSchema(issues: readonly Issue[], content: unknown): readonly Problem[] {
  return issues.flatMap((issue) => problemsOfIssue(issue, content));
}

function problemsOfIssue(issue: Issue, content: unknown): readonly Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const found = valueAt(content, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((field) => errorAt([...path, field], 'unknown-field', { field }));
    case 'invalid_type':
      return [
        found === undefined
          ? errorAt(path, 'missing', { expected: issue.expected })
          : errorAt(path, 'wrong-type', { expected: issue.expected, found: inShort(found) }),
      ];
    case 'too_small':
      return [ofTooSmall(issue, path)];
    case 'too_big':
      return [
        issue.origin === 'array'
          ? errorAt(path, 'list-too-long', { maximum: Number(issue.maximum) })
          : errorAt(path, 'number-too-large', { maximum: Number(issue.maximum), inclusive: String(issue.inclusive !== false) }),
      ];
    case 'invalid_format':
      return [errorAt(path, 'not-an-identifier', { found: inShort(found) })];
    case 'invalid_value':
      return [ofChoices(path, found, issue.values.map(String))];
    case 'invalid_union':
      return issue.discriminator === undefined ? ofOptions(issue, path, content) : [ofChoices(path, found, kindsOf(issue))];
    case 'invalid_key':
      return [errorAt(path, 'not-an-identifier', { found: inShort(path.at(-1)) })];
    case 'custom':
      return [ofRefinement(path, issue.message)];
    default:
      break;
  }
  return [errorAt(path, 'unusable', { detail: issue.message })];
}

/** A word out of a list, or a group of fields: whichever it tried to be. */
function ofOptions(issue: Extract<Issue, { code: 'invalid_union' }>, path: ProblemPath, content: unknown): readonly Problem[] {
  const found = valueAt(content, path);
  const isGroup = typeof found === 'object' && found !== null && !Array.isArray(found);
  const inside = issue.errors.find((issues) => issues.every((each) => each.code !== 'invalid_value' && each.code !== 'invalid_type' || each.path.length > 0));
  if (isGroup && inside !== undefined) {
    return inside.flatMap((each) => problemsOfIssue({ ...each, path: [...path, ...each.path] }, content));
  }
  const allowed = issue.errors.flat().flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []));
  // Without words to choose from there is nothing to offer.
  return [allowed.length === 0 ? errorAt(path, 'unusable', { detail: issue.message }) : ofChoices(path, found, allowed)];
}

function ofTooSmall(issue: Extract<Issue, { code: 'too_small' }>, path: ProblemPath): Problem {
  if (issue.origin === 'string') return errorAt(path, 'text-empty');
  const minimum = Number(issue.minimum);
  if (issue.origin === 'array') return errorAt(path, 'list-too-short', { minimum });
  return errorAt(path, 'number-too-small', { minimum, inclusive: String(issue.inclusive !== false) });
}

/** The kinds that a discriminated union knows; the type of the issue does not mention them. */
function kindsOf(issue: Issue): readonly string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

function ofChoices(path: ProblemPath, found: unknown, allowed: readonly string[]): Problem {
  const values = { allowed: allowed.join(', ') };
  return found === undefined
    ? errorAt(path, 'missing-choice', values)
    : errorAt(path, 'unknown-value', { ...values, found: inShort(found) });
}

/** The few refinements of the schema, by the field that they stand at. */
function ofRefinement(path: ProblemPath, detail: string): Problem {
  switch (path.at(-1)) {
    case 'turns':
      return errorAt(path, 'turns-reversed');
    case 'model':
      return errorAt(path, 'own-model-without-participant');
    default:
      return errorAt(path, 'unusable', { detail });
  }
}

/** The value at a path; undefined where the path leads nowhere. */
export function valueAt(content: unknown, path: ProblemPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined,
    content,
  );
}

const longestQuote = 60;

/** A value as a sentence can quote it. */
function inShort(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}
