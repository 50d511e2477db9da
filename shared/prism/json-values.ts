import type { Profile } from '../people/participant.ts';

export type Json = Profile[string];
export type JsonObject = Readonly<Record<string, Json>>;

const deepest = 50;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** False for what would not come out of storage as it went in: numbers that overflow, nesting without end. */
export function isKeepable(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= deepest) return false;
  for (const each of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) {
    if (!isKeepable(each, depth + 1)) return false;
  }
  return true;
}

/** The same JSON, whatever the order of members. A member that is missing is not the same as null. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const members = Object.entries(left);
  return (
    members.length === Object.keys(right).length &&
    members.every(([name, value]) => Object.hasOwn(right, name) && sameJson(value, (right as Readonly<Record<string, unknown>>)[name]))
  );
}

/**
 * Members that would come out otherwise than they came in, if the row were written from what was understood
 * of it. They are kept beside it and win when it is written.
 */
export function keptBeside(row: JsonObject, written: JsonObject): Record<string, Json> {
  const kept: [string, Json][] = [];
  for (const [name, value] of Object.entries(row)) {
    if (!Object.hasOwn(written, name) || !sameJson(value, written[name])) kept.push([name, value]);
  }
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(kept);
}
