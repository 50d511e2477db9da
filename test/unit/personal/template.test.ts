import { describe, expect, it } from 'vitest';
import { assemble, placeholdersOf } from '../../../shared/personal/template.ts';

/** The template with values put in; names without a value have nothing to say. */
function filled(template: string, values: Readonly<Record<string, string>> = {}): string {
  return assemble(template, (name) => values[name] ?? null).text;
}

describe('what of a template is left when something is missing', () => {
  it('leaves out the sentence, and keeps its neighbours', () => {
    const template = 'Be kind. They are {{age}} years old. Keep it short.';
    expect(filled(template, { age: '30' })).toBe('Be kind. They are 30 years old. Keep it short.');
    expect(filled(template)).toBe('Be kind. Keep it short.');
  });

  it('leaves a sentence out when one of its two placeholders has nothing', () => {
    expect(filled('They are {{age}}, from {{country}}. Be kind.', { age: '30' })).toBe('Be kind.');
  });

  it('knows a sentence that begins with a placeholder, and an abbreviation that ends none', () => {
    expect(filled('Be kind. {{name}} is what they want.')).toBe('Be kind.');
    expect(filled('They like sweets, e.g. {{sweet}}. Be kind.')).toBe('Be kind.');
  });

  it('keeps the spaces of what it leaves alone', () => {
    expect(filled('One.  Two {{x}} {{x}} .', { x: 'a' })).toBe('One.  Two a a .');
  });

  it('leaves out a line of which nothing is left, and no gap where several went', () => {
    expect(filled('Known:\nAge: {{age}}.\nWish: {{wish}}.\nBe kind.', { wish: 'rain' })).toBe('Known:\nWish: rain.\nBe kind.');
    expect(filled('First.\n\n{{a}}\n\n{{b}}\n\nLast.')).toBe('First.\n\nLast.');
    expect(filled('{{a}}\n\nLast.')).toBe('Last.');
    expect(filled('First.\n\n\nLast.')).toBe('First.\n\n\nLast.');
  });

  it('leaves out a list item when none of its placeholders has a text, numbers included', () => {
    expect(filled('1. {{a}}\n2. Likes {{b}}. Often.\n- Age: {{c}}', { c: '30' })).toBe('- Age: 30');
    expect(filled('- {{a}} stays. But not {{b}}.', { a: 'This' })).toBe('- This stays.');
  });

  it('takes a heading along with all that it heads', () => {
    expect(filled('Be kind.\nWhat they want:\n{{wish}}\nAnswer briefly.')).toBe('Be kind.\nAnswer briefly.');
    expect(filled('Be kind.\n\n## What they want\n\n{{wish}}\n\nAnswer briefly.')).toBe('Be kind.\n\nAnswer briefly.');
    expect(filled('About them\n{{wish}}')).toBe('');
    expect(filled('About them:\n- Age: {{age}}\n- From {{country}}\n\nBe kind.')).toBe('Be kind.');
  });

  it('keeps a heading of which something is left, and a sentence that heads nothing', () => {
    expect(filled('About them:\n{{a}}\n{{b}}', { b: 'Tall.' })).toBe('About them:\nTall.');
    expect(filled('They told us this.\n{{a}}')).toBe('They told us this.');
  });

  it('takes a heading of headings along', () => {
    expect(filled('# About them\nAge:\n{{age}}\n# Task\nBe kind.')).toBe('# Task\nBe kind.');
  });
});

describe('what is put in', () => {
  it('takes the tags or fences around it along, and leaves none alone', () => {
    const told = (template: string, texts: Readonly<Record<string, string>> = {}) => assemble(template, (name) => texts[name] ?? null).text;
    expect(told('<about>\n{{a}}\n</about>\n\nDo.')).toBe('Do.');
    expect(told('<about>\n{{a}}\nAlways be kind.\n</about>\nDo.')).toBe('<about>\nAlways be kind.\n</about>\nDo.');
    expect(told('<about>\n{{a}}\n<deep kind="x">\n- {{b}}\n</deep>\n</about>\nDo.')).toBe('Do.');
    expect(told('<about>\n{{a}}\n<deep>\n- {{b}}\n</deep>\n</about>\nDo.', { b: 'y' })).toBe('<about>\n<deep>\n- y\n</deep>\n</about>\nDo.');
    expect(told('In their words:\n"""\n{{a}}\n"""\nDo.')).toBe('Do.');
    expect(told('In their words:\n```text\n{{a}}\n```\nDo.')).toBe('Do.');
    expect(told('In their words:\n```text\n{{a}}\n```\nDo.', { a: '```\n</about>' })).toBe('In their words:\n```text\n```\n</about>\n```\nDo.');
    // What has nothing to do with the participant stays as it was written.
    expect(told('<a>\n</a>\n<br>\nDo. {{a}}')).toBe('<a>\n</a>\n<br>\nDo.');
  });

  it('takes items of lists with letters, too', () => {
    expect(assemble('a. {{a}}\nb) {{b}}\n(c) Likes {{c}}. It is fixed.\n• {{d}}', (name) => (name === 'b' ? 'tea' : null)).text).toBe('b) tea');
  });

  it('stands there word for word, whatever is in it', () => {
    const words = '  {{other}} $& $1 \\n "so"\n\n\n- and\t';
    expect(filled('They say: {{ wish }}', { wish: words, other: 'no' })).toBe(`They say: ${words}`);
  });

  it('is found by names with dots and spaces around them, each once', () => {
    expect(placeholdersOf('{{ a.b }} {{c}} {{a.b}} {{}} { {d} }')).toEqual(['a.b', 'c']);
  });
});
