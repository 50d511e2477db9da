import { namedValuesOf } from './readable.ts';

/** The field that holds what matters to a person, unless a placeholder names another. */
export const statedPreferences = 'stated_prefs';

/**
 * The qualities with the highest values, most important first; level ones in the alphabetical order of their
 * keys. Values that are no numbers are left out, and `other` unless `other_text` says what it is. Orders of
 * display (`order_…`) are no values.
 * @param names what the qualities are called, by key; keys with spaces where none is given
 */
export function topPreferences(values: Readonly<Record<string, unknown>>, count: number, names?: ReadonlyMap<string, string>): readonly string[] {
  const { other, ...qualities } = values;
  const told = typeof values['other_text'] === 'string' && values['other_text'].trim() !== '' ? { ...qualities, other } : qualities;
  return namedValuesOf(told, names)
    .flatMap(({ key, name, value }) => (typeof value === 'number' && Number.isFinite(value) ? [{ key, name, value }] : []))
    .sort((one, two) => two.value - one.value || (one.key < two.key ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}
