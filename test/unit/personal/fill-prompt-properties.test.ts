import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPrompt, fixedTokensOf, placeholderOf } from '../../../shared/personal/fill-prompt.ts';
import type { PromptContext } from '../../../shared/personal/prompt-context.ts';
import { placeholdersOf } from '../../../shared/personal/template.ts';
import type { PersonalPrompt } from '../../../shared/study/arms.ts';
import { exchange } from './a-context.ts';

const seed = Number(process.env['VISAVIS_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
console.info(`filled prompts: VISAVIS_TEST_SEED=${seed}`);

const names = ['age', 'wish', 'stated_prefs', 'best', 'past', 'summary', 'a.b'] as const;
const missing = fc.constantFrom('drop' as const, 'refuse' as const, { fallback: 'nothing known {{age}}' });
const words = fc.oneof(
  fc.constantFrom('{{age}}', '  two  ', 'One.\n\n\n- {{ wish }}', 'e.g. this', '$& {{', ' }} ', 'Sentence one. Sentence two!\n', '日本語です。はい。', ''),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const line = fc
  .array(fc.oneof(fc.constantFrom(...names).map((name) => `{{${name}}}`), fc.constantFrom('Be kind. ', 'They are ', '. ', 'Known: ', '- ', '1. ', '# ', ' ', 'e.g. ')), { maxLength: 5 })
  .map((parts) => parts.join(''));

const prompts: fc.Arbitrary<PersonalPrompt> = fc.record({
  kind: fc.constant('prompt' as const),
  template: fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n')),
  placeholders: fc.record(
    {
      best: fc.record({ kind: fc.constant('top-preferences' as const), count: fc.integer({ min: 1, max: 10 }), missing }),
      past: fc.record({
        kind: fc.constant('examples' as const),
        rule: fc.constantFrom('best-against-worst', 'most-recent', 'same-type', 'nearest-topic'),
        count: fc.integer({ min: 1, max: 5 }),
        missing,
      }),
      summary: fc.record({ kind: fc.constant('summary' as const), missing }),
      wish: fc.record({ kind: fc.constant('field' as const), field: fc.constant('wish'), missing }),
    },
    { requiredKeys: [] },
  ),
  budget: fc.record({ tokens: fc.integer({ min: 0, max: 80 }), cut: fc.subarray([...names, 'stranger']) }),
});

const contexts: fc.Arbitrary<PromptContext> = fc.record({
  answers: fc.constant([]),
  types: fc.constantFrom([], ['unguided']),
  message: words,
  personal: fc.option(
    fc.record({
      profile: fc.record({ age: words, wish: words, stated_prefs: fc.dictionary(fc.constantFrom('values', 'fluency', 'other', 'other_text'), fc.integer({ min: 0, max: 100 })) }, { requiredKeys: [] }),
      summary: fc.option(words),
      exchanges: fc.array(fc.tuple(words, words, fc.option(words), fc.option(fc.integer({ min: 0, max: 99 }))), { maxLength: 6 }).map((list) =>
        list.map(([message, better, worse, gap], index) => exchange(index, { message, better, worse, gap })),
      ),
    }),
  ),
});

/** Texts that come from outside the template, longest first. */
function valuesIn(filled: ReturnType<typeof fillPrompt>): readonly string[] {
  return filled.placeholders.flatMap(({ text }) => (text === null ? [] : [text])).sort((one, two) => two.length - one.length);
}

describe('a filled prompt, whatever is filled in', () => {
  const holds = (check: (prompt: PersonalPrompt, context: PromptContext) => void): void =>
    fc.assert(fc.property(prompts, contexts, check), { seed, numRuns: 400 });

  it('never exceeds its budget, unless what it says to everybody does', () => {
    holds((prompt, context) => {
      const { tokens } = fillPrompt(prompt, context);
      expect(tokens).toBeLessThanOrEqual(Math.max(prompt.budget?.tokens ?? 0, fixedTokensOf(prompt)));
    });
  });

  it('holds what was put in word for word, and what the participant wrote was never changed', () => {
    holds((prompt, context) => {
      const filled = fillPrompt(prompt, context);
      for (const { name, text, missing: done } of filled.placeholders) {
        if (text === null) continue;
        expect(filled.text).toContain(text);
        const placeholder = placeholderOf(prompt, name);
        if (placeholder.kind === 'field' && done === null && placeholder.field !== 'stated_prefs') expect(text).toBe(context.personal?.profile[placeholder.field]);
        if (placeholder.kind === 'summary' && done === null) expect(text).toBe(context.personal?.summary);
      }
    });
  });

  it('has no placeholder left that did not come with a value, and expands none that did', () => {
    holds((prompt, context) => {
      const filled = fillPrompt(prompt, context);
      const own = valuesIn(filled).reduce((text, value) => (value === '' ? text : text.replaceAll(value, '')), filled.text);
      expect(placeholdersOf(own).filter((name) => (names as readonly string[]).includes(name))).toEqual([]);
    });
  });

  it('is the same every time', () => {
    holds((prompt, context) => {
      expect(fillPrompt(structuredClone(prompt), structuredClone(context))).toEqual(fillPrompt(prompt, context));
    });
  });

  it('says of every placeholder what became of it', () => {
    holds((prompt, context) => {
      const { placeholders } = fillPrompt(prompt, context);
      expect(placeholders.map(({ name }) => name)).toEqual(placeholdersOf(prompt.template));
      for (const part of placeholders) {
        if (part.missing === 'dropped' || part.missing === 'refused') expect([part.text, part.source]).toEqual([null, null]);
        if (part.missing === null) expect(part.source).not.toBeNull();
        expect(part.cut).toBeGreaterThanOrEqual(0);
      }
    });
  });
});
