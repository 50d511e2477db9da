import { fieldPath, fieldsOf, type Json } from '../../shared/people/fields.ts';
import type { Profile } from '../../shared/people/participant.ts';

export interface ProfileEntry {
  /** As the contract names it: `stated_prefs.values`. */
  readonly field: string;
  /** What stands beside the value: the part within its group. */
  readonly label: string;
  readonly value: Json;
}

/** Fields that belong together: the parts of one field, or all that stand alone. */
export interface ProfileGroup {
  /** Name of the field whose parts these are; null for those that stand alone. */
  readonly name: string | null;
  readonly entries: readonly ProfileEntry[];
}

/** The order in which PRISM showed something to one person; nobody reads that for its own sake. */
const displayOrder = /^order_/u;

/** A profile to read: fields that stand alone first, then every field with parts, display orders last. */
export function profileGroups(profile: Profile): readonly ProfileGroup[] {
  const groups = new Map<string | null, ProfileEntry[]>();
  for (const [field, value] of fieldsOf(profile)) {
    const { name, part } = fieldPath(field);
    const key = part === null ? null : name;
    const entries = groups.get(key) ?? [];
    entries.push({ field, label: part ?? name, value });
    groups.set(key, entries);
  }
  const rank = (name: string | null): number => (name === null ? 0 : displayOrder.test(name) ? 2 : 1);
  return [...groups].map(([name, entries]) => ({ name, entries })).sort((left, right) => rank(left.name) - rank(right.name));
}

/** A value as text; what is no text as JSON. */
export function textOfValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What was typed into a field that held `before`: where a number, a truth value or a list stood, one that is
 * typed stays one. Everything else is text, word for word.
 */
export function valueOfText(text: string, before: Json | undefined): Json {
  if (typeof before === 'string' || before === undefined) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
