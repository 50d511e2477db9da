import type { Profile } from '../../people/participant.ts';

const howMany = 3;

/**
 * The three qualities with the highest values in `stated_prefs`, highest first; level ones in the order in
 * which they stand there. Never `order_stated_prefs`, which is the order on the screen.
 * @returns tied: true when a level one was left out
 */
export function topPreferences(profile: Profile): { readonly names: readonly string[]; readonly tied: boolean } {
  const stated = profile['stated_prefs'];
  const values = typeof stated === 'object' && stated !== null && !Array.isArray(stated) ? Object.entries(stated) : [];
  const rated = values.flatMap(([name, value]) => (typeof value === 'number' ? [{ name, value }] : [])).toSorted((a, b) => b.value - a.value);
  const last = rated[howMany - 1];
  return { names: rated.slice(0, howMany).map(({ name }) => name), tied: last !== undefined && rated[howMany]?.value === last.value };
}
