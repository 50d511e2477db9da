import type { KeyChange } from '../../shared/contract/moderator.ts';

export type KeyChoice = KeyChange['kind'];

/** What is to happen with the key, from what was typed; null while something is missing or cannot be. */
export function keyChangeOf(choice: KeyChoice, value: string, variable: string): KeyChange | null {
  switch (choice) {
    case 'keep':
    case 'none':
      return { kind: choice };
    case 'value':
      // Keys are pasted, and pasting brings a line break along.
      return value.trim() === '' ? null : { kind: 'value', value: value.trim() };
    case 'environment':
      return /^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.trim()) ? { kind: 'environment', variable: variable.trim() } : null;
  }
}

/** What is wrong with a base URL, if anything. */
export function problemOfAddress(address: string): 'missing' | 'not-an-address' | 'with-key' | null {
  const text = address.trim();
  if (text === '') return 'missing';
  if (!URL.canParse(text)) return 'not-an-address';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return 'not-an-address';
  // A key in an address would end up in logs and records.
  return username === '' && password === '' ? null : 'with-key';
}
