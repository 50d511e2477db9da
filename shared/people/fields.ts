import type { Profile } from './participant.ts';

export type Json = Profile[string];

/** A field of a profile: its name, and the part of it where the field is an object. */
export interface FieldPath {
  readonly name: string;
  readonly part: string | null;
}

/** What is known by field, as `fieldName` spells it; objects in their parts. */
export type Fields = ReadonlyMap<string, Json>;

/**
 * Reads a field as people write it: `age`, `stated_prefs.values`. The first dot divides name and part. A dot that
 * belongs to a name is written `\.`, a backslash `\\`; `\uXXXX` stands for a character that would not be seen.
 */
export function fieldPath(field: string): FieldPath {
  const dot = /^(?:\\[^]|[^\\.])*\./u.exec(field);
  if (dot === null) return { name: unescaped(field), part: null };
  return { name: unescaped(dot[0].slice(0, -1)), part: unescaped(field.slice(dot[0].length)) };
}

/** The inverse of {@link fieldPath}. */
export function fieldName({ name, part }: FieldPath): string {
  return part === null ? escaped(name) : `${escaped(name)}.${escaped(part)}`;
}

/** A profile taken apart: objects by their parts, everything else whole. An empty object has no parts and stays whole. */
export function fieldsOf(profile: Profile): Fields {
  const fields = new Map<string, Json>();
  for (const [name, value] of Object.entries(profile)) {
    const parts = isObject(value) ? Object.entries(value) : [];
    if (parts.length === 0) fields.set(fieldName({ name, part: null }), value);
    for (const [part, inner] of parts) fields.set(fieldName({ name, part }), inner);
  }
  return fields;
}

/**
 * A profile with some of its fields set. A part that is set where no object was makes one; `null` is a value
 * like any other.
 */
export function withFields(profile: Profile, fields: Fields): Profile {
  // Maps, because a field may be called `__proto__`.
  const entries = new Map(Object.entries(profile));
  for (const [field, value] of fields) {
    const { name, part } = fieldPath(field);
    const before = entries.get(name);
    const inside = new Map(before !== undefined && isObject(before) ? Object.entries(before) : []);
    if (part !== null) inside.set(part, value);
    entries.set(name, part === null ? value : Object.fromEntries(inside));
  }
  return Object.fromEntries(entries);
}

/** A profile without a field; an object that loses its last part goes with it. */
export function withoutField(profile: Profile, field: string): Profile {
  const { name, part } = fieldPath(field);
  const entries = new Map(Object.entries(profile));
  const before = entries.get(name);
  entries.delete(name);
  if (part !== null && before !== undefined) {
    const rest = isObject(before) ? Object.entries(before).filter(([key]) => key !== part) : null;
    if (rest === null) entries.set(name, before);
    else if (rest.length > 0) entries.set(name, Object.fromEntries(rest));
  }
  return Object.fromEntries(entries);
}

/** Equal as JSON: the order of the members of an object makes no difference. */
export function sameJson(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    return Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((item, index) => sameJson(item, other[index] as Json));
  }
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && sameJson(one[name] as Json, other[name] as Json));
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Blanks at the ends would be trimmed, control characters be lost in a spreadsheet. */
const unseen = /^\s+|\s+$|[\p{Cc}\p{Cs}\uFEFF]/gu;

function escaped(name: string): string {
  return name.replace(/[\\.]/g, '\\$&').replace(unseen, (found) => Array.from({ length: found.length }, (_, index) => codeOf(found.charCodeAt(index))).join(''));
}

function codeOf(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|([^]))/gu, (_, code: string | undefined, character: string | undefined) =>
    code === undefined ? (character ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
