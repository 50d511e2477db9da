/** How far an answer is from its limits, without surrounding space; null when it is within. */
export function problemOfLength(
  text: string,
  limits: { readonly minimumCharacters: number; readonly maximumCharacters: number },
): { readonly kind: 'too-short' | 'too-long'; readonly count: number } | null {
  const { length } = text.trim();
  if (length > limits.maximumCharacters) return { kind: 'too-long', count: length - limits.maximumCharacters };
  if (length < limits.minimumCharacters) return { kind: 'too-short', count: limits.minimumCharacters - length };
  return null;
}
