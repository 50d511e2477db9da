import { estimateTokenCount } from 'tokenx';
import type { PersonalPrompt, Placeholder } from '../study/arms.ts';
import { chooseExamples, exampleText } from './examples.ts';
import { findField, type FilledSource } from './fields.ts';
import type { PromptContext } from './prompt-context.ts';
import { isObject } from './readable.ts';
import { assemble, placeholdersOf, placesOf } from './template.ts';
import { statedPreferences, topPreferences } from './top-preferences.ts';

/** A placeholder of a template, as it was filled in. */
export interface FilledPart {
  readonly name: string;
  readonly kind: Placeholder['kind'];
  /** What stands in the prompt; null when there was nothing, when nothing was left, and when its sentence went with another placeholder. */
  readonly text: string | null;
  /** Null when there was nothing. */
  readonly source: FilledSource | null;
  /** What was done because there was nothing; null when there was something. */
  readonly missing: 'dropped' | 'fallback' | 'refused' | null;
  /** Items that the budget took away; a whole text counts as one. */
  readonly cut: number;
}

export interface FilledPrompt {
  readonly text: string;
  /** As they are estimated; the model's own count may differ by a tenth or so. */
  readonly tokens: number;
  /** In the order of the template. */
  readonly placeholders: readonly FilledPart[];
}

interface Content {
  readonly name: string;
  readonly kind: Placeholder['kind'];
  readonly items: readonly string[];
  readonly separator: string;
  readonly source: FilledSource | null;
  readonly missing: FilledPart['missing'];
}

/** What a placeholder stands for: as the prompt says, else the field of its name. */
export function placeholderOf({ placeholders = {} }: Pick<PersonalPrompt, 'placeholders'>, name: string): Placeholder {
  const said = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
  return said ?? { kind: 'field', field: name };
}

/**
 * A template filled in for one participant at one moment. Texts are put in word for word. Over its budget, the
 * placeholders are cut in the order that the prompt states: examples and top preferences lose their last items
 * first, fields and summaries go whole and take their sentence along. What the template itself says is never cut.
 */
export function fillPrompt(prompt: PersonalPrompt, context: PromptContext): FilledPrompt {
  const names = placeholdersOf(prompt.template);
  const contents = new Map(names.map((name) => [name, contentOf(name, placeholderOf(prompt, name), context)]));
  const left = new Map([...contents].map(([name, { items }]) => [name, items.length]));
  const assembled = () => {
    const filled = assemble(prompt.template, (name) => textOf(contents.get(name), left.get(name) ?? 0));
    return { ...filled, tokens: estimateTokenCount(filled.text) };
  };
  let filled = assembled();
  for (const name of prompt.budget === undefined ? [] : cuttingOrder(prompt, names)) {
    // What went with another's sentence has nothing to give.
    for (let items = left.get(name) ?? 0; items > 0 && filled.placed.has(name) && filled.tokens > (prompt.budget?.tokens ?? Infinity); items -= 1) {
      left.set(name, items - 1);
      filled = assembled();
    }
  }
  return {
    text: filled.text,
    tokens: filled.tokens,
    placeholders: [...contents.values()].map((content) => ({
      name: content.name,
      kind: content.kind,
      text: filled.placed.has(content.name) ? textOf(content, left.get(content.name) ?? 0) : null,
      source: content.source,
      missing: content.missing,
      cut: content.items.length - (left.get(content.name) ?? 0),
    })),
  };
}

/** Tokens of what a template says to everybody, as they are estimated. */
export function fixedTokensOf({ template }: Pick<PersonalPrompt, 'template'>): number {
  return estimateTokenCount(assemble(template, () => null).text);
}

/** Those that the budget names, then the others from the end of the template. */
function cuttingOrder({ budget, template }: PersonalPrompt, names: readonly string[]): readonly string[] {
  const named = [...new Set(budget?.cut)].filter((name) => names.includes(name));
  const places = placesOf(template);
  const lastPlace = (name: string): number => places.lastIndexOf(name);
  return [...named, ...names.filter((name) => !named.includes(name)).sort((one, two) => lastPlace(two) - lastPlace(one))];
}

function textOf(content: Content | undefined, items: number): string | null {
  return content === undefined || items === 0 ? null : content.items.slice(0, items).join(content.separator);
}

function contentOf(name: string, placeholder: Placeholder, context: PromptContext): Content {
  const found = findContent(placeholder, context);
  const base = { name, kind: placeholder.kind };
  if (found !== null && found.items.length > 0) return { ...base, ...found, missing: null };
  const { missing = 'drop' } = placeholder;
  if (typeof missing === 'object') return { ...base, items: [missing.fallback], separator: '', source: null, missing: 'fallback' };
  return { ...base, items: [], separator: '', source: null, missing: missing === 'refuse' ? 'refused' : 'dropped' };
}

function findContent(placeholder: Placeholder, context: PromptContext): Pick<Content, 'items' | 'separator' | 'source'> | null {
  switch (placeholder.kind) {
    case 'field': {
      const found = findField(context, placeholder.field);
      return found && { items: [found.text], separator: '', source: found.source };
    }
    case 'top-preferences': {
      const found = findField(context, placeholder.field ?? statedPreferences);
      if (found === null || !isObject(found.value)) return null;
      return { items: topPreferences(found.value, placeholder.count, found.names), separator: ', ', source: found.source };
    }
    case 'examples': {
      const chosen = chooseExamples(context.personal?.exchanges ?? [], placeholder.rule, placeholder.count, context);
      const conversationIds = [...new Set(chosen.map(({ conversationId }) => conversationId))];
      return { items: chosen.map(exampleText), separator: '\n\n', source: { kind: 'exchanges', conversationIds } };
    }
    case 'summary': {
      const summary = context.personal?.summary ?? '';
      return summary.trim() === '' ? null : { items: [summary], separator: '', source: { kind: 'summary' } };
    }
  }
}
