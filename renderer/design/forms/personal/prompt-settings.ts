import { placeholdersOf } from '../../../../shared/personal/template.ts';
import type { PersonalPrompt, Placeholder } from '../../../../shared/study/arms.ts';

/** What stands in a template may have any name; only these can be given settings of their own. */
const settable = /^[A-Za-z0-9_.-]{1,100}$/;

export function canBeSet(name: string): boolean {
  return settable.test(name);
}

/** The names in a template, in their order, and those that have settings and stand nowhere in it. */
export function namesOf(prompt: PersonalPrompt): { readonly used: readonly string[]; readonly unused: readonly string[] } {
  const used = placeholdersOf(prompt.template);
  return { used, unused: Object.keys(settingsIn(prompt)).filter((name) => !used.includes(name)) };
}

/** What a name stands for; one that the arm says nothing about stands for the field of its name. */
export function settingOf(prompt: PersonalPrompt, name: string): Placeholder {
  const settings = settingsIn(prompt);
  return (Object.hasOwn(settings, name) ? settings[name] : undefined) ?? { kind: 'field', field: name };
}

/** All settings with those of one name changed. */
export function withSetting(prompt: PersonalPrompt, name: string, placeholder: Placeholder): Readonly<Record<string, Placeholder>> {
  return { ...settingsIn(prompt), [name]: placeholder };
}

/** All settings without those of one name; undefined when none are left. */
export function withoutSetting(prompt: PersonalPrompt, name: string): Readonly<Record<string, Placeholder>> | undefined {
  const rest = Object.fromEntries(Object.entries(settingsIn(prompt)).filter(([each]) => each !== name));
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** A placeholder of another kind; what is done when there is nothing stays. */
export function ofKind(kind: Placeholder['kind'], name: string, before: Placeholder): Placeholder {
  const missing = before.missing === undefined ? {} : { missing: before.missing };
  switch (kind) {
    case 'field':
      return { kind, field: name, ...missing };
    case 'top-preferences':
      return { kind, count: 3, ...missing };
    case 'examples':
      return { kind, rule: 'best-against-worst', count: 3, ...missing };
    case 'summary':
      return { kind, ...missing };
  }
}

/** Something that can be put into a template. */
export interface Offered {
  readonly name: string;
  /** Its settings; null where the name says it all. */
  readonly placeholder: Placeholder | null;
}

/** Where the keyboard stands in a text, or what is marked in it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * A template with a placeholder put in.
 * @param stretch replaced by it; null puts it at the end, on a line of its own that names it
 * @returns the prompt, and where the keyboard goes on
 */
export function withInserted(prompt: PersonalPrompt, { name, placeholder }: Offered, stretch: Stretch | null): { readonly prompt: PersonalPrompt; readonly caret: number } {
  const { template } = prompt;
  const gap = template === '' || template.endsWith('\n') ? '' : '\n';
  const words = stretch !== null ? `{{${name}}}` : `${gap}${placeholder === null ? `${name}: ` : ''}{{${name}}}`;
  const { start, end } = stretch ?? { start: template.length, end: template.length };
  const next = { ...prompt, template: template.slice(0, start) + words + template.slice(end) };
  const isNew = placeholder !== null && !Object.hasOwn(settingsIn(prompt), name);
  return {
    prompt: isNew ? { ...next, placeholders: withSetting(prompt, name, placeholder) } : next,
    caret: start + words.length,
  };
}

/** The placeholders of a template in the order in which they are cut: those named first, then the others from the end. */
export function cutOrderOf(prompt: PersonalPrompt): readonly string[] {
  const { used } = namesOf(prompt);
  const cut: unknown = prompt.budget?.cut;
  const named = Array.isArray(cut) ? [...new Set(cut.map(String))].filter((name) => used.includes(name)) : [];
  return [...named, ...used.filter((name) => !named.includes(name)).toReversed()];
}

const cutFirst: readonly Placeholder['kind'][] = ['examples', 'summary', 'field', 'top-preferences'];

/** A budget to begin with: what is long and can be spared goes first. */
export function usualBudget(prompt: PersonalPrompt): NonNullable<PersonalPrompt['budget']> {
  const fromEnd = namesOf(prompt).used.toReversed();
  return { tokens: 1_000, cut: cutFirst.flatMap((kind) => fromEnd.filter((name) => settingOf(prompt, name).kind === kind)) };
}

/** The settings that are there; a draft may hold anything in their place. */
function settingsIn(prompt: PersonalPrompt): Readonly<Record<string, Placeholder>> {
  const { placeholders } = prompt;
  return typeof placeholders === 'object' && !Array.isArray(placeholders) && (placeholders as unknown) !== null ? placeholders : {};
}
