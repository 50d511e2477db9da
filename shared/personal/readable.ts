/** Named values of a profile field or an answer, such as the qualities of `stated_prefs`, each with what it is called. */
export interface NamedValue {
  /** As the field names it; ties are told apart by it. */
  readonly key: string;
  readonly name: string;
  readonly value: unknown;
}

/**
 * A value of a profile as a model reads it: texts word for word, lists on one line, objects line by line
 * (`values: 80`), objects of yes and no as the names of what is true. Null when there is nothing to say.
 */
export function readableField(field: string, value: unknown): string | null {
  if (Array.isArray(value)) return joined(value.map(readableValue), ', ');
  if (!isObject(value)) return readableValue(value);
  const named = namedValuesOf(value);
  // Importance from 0 to 100 may happen to be all 0 and 1; it is no list of what is true.
  if (!field.startsWith('stated_prefs') && named.every(({ value: each }) => isFlag(each))) {
    return joined(named.map(({ name, value: each }) => (Number(each) === 1 ? name : null)), ', ');
  }
  return joined(
    named.map(({ name, value: each }) => {
      const text = readableValue(each);
      return text === null ? null : `${name}: ${text}`;
    }),
    '\n',
  );
}

/**
 * The members of an object that say something, by the alphabet, because what is stored does not keep another order. `other` bears the name that `other_text` gives it, and is left
 * out when it has none and is a number of its own (nobody knows what it is a value of).
 * @param names what members are called, by key; other keys are shown with spaces
 */
export function namedValuesOf(object: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string> = new Map()): readonly NamedValue[] {
  const otherText = object['other_text'];
  const other = typeof otherText === 'string' && otherText.trim() !== '' ? otherText : null;
  const members = Object.entries(object).sort(([one], [two]) => (one < two ? -1 : 1));
  return members.flatMap(([key, value]) => {
    if (key === 'other_text' || key.startsWith('order_') || readableValue(value) === null) return [];
    if (key === 'other') return other === null && 'other_text' in object ? [] : [{ key, name: other ?? names.get(key) ?? key, value }];
    return [{ key, name: names.get(key) ?? key.replaceAll('_', ' '), value }];
  });
}

function readableValue(value: unknown): string | null {
  if (value === null || value === undefined || value === 'not-applicable') return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function joined(texts: readonly (string | null)[], separator: string): string | null {
  const told = texts.filter((text) => text !== null);
  return told.length === 0 ? null : told.join(separator);
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || value === 0 || value === 1;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
