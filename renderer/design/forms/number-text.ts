/** What a number field holds: a number, nothing, or something that is no number. */
export type ReadNumber = { readonly kind: 'number'; readonly value: number } | { readonly kind: 'empty' } | { readonly kind: 'unreadable' };

/** Reads what was typed, with a comma or a point. */
export function readNumber(text: string): ReadNumber {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (!/^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(trimmed)) return { kind: 'unreadable' };
  return { kind: 'number', value: Number(trimmed.replace(',', '.')) };
}
