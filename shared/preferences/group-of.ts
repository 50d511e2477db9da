import type { Profile } from '../people/participant.ts';

/** Which group of a field somebody is in: its value as one text, parts of objects named after a dot; null where nothing is said. */
export function groupOf(profile: Profile, field: string): string | null {
  const [name = '', part] = profile[field] === undefined ? field.split('.', 2) : [field];
  const whole = profile[name];
  const value = part === undefined ? whole : typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? whole[part] : undefined;
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
