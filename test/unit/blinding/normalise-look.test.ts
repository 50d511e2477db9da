import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseLook, type LookChanges } from '../../../shared/blinding/normalise-look.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`look: VISAVIS_TEST_SEED=${seed}`);

const off: LookChanges = { headings: false, bold: false, emoji: false, trailingQuestions: false };
const all: LookChanges = { headings: true, bold: true, emoji: true, trailingQuestions: true };

const piece = fc.constantFrom(
  ...['# ', '## ', '###', '**', '*', '_', '__', '***', '😀', '1️⃣', '❤️', '👩‍👩‍👧', '🇫🇷', '`', '``', '```', '~~~', '\n', '\n\n', '    ', '- ', '* ', '> ', '1. ', '---', '===', '\\'],
  ...['word', 'Title', ' ', ' ', '?', '. ', 'What do you think?', 'Let me know!', 'a', '|', '[x](http://a.b/_c_)', '#', '\t', '!', '"', 'é', '。'],
);
const anyMarkdown = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const anyLook = fc.record({ headings: fc.boolean(), bold: fc.boolean(), emoji: fc.boolean(), trailingQuestions: fc.boolean() });

describe('the look of a reply', () => {
  it('is the same, byte for byte, when no change is asked for', () => {
    fc.assert(fc.property(fc.oneof(anyMarkdown, fc.string({ unit: 'binary' })), (text) => { expect(normaliseLook(text, off)).toBe(text); }), { seed });
  });

  it('is not changed again once it is plain', () => {
    fc.assert(
      fc.property(fc.oneof(anyMarkdown, fc.string({ unit: 'binary' })), anyLook, (text, look) => {
        const plain = normaliseLook(text, look);
        expect(normaliseLook(plain, look)).toBe(plain);
      }),
      { seed, numRuns: 5_000 },
    );
  });

  it('keeps every word when only headings, bold and emoji go', () => {
    const words = (text: string): string => text.replace(/[^\p{L}]/gu, '');
    fc.assert(
      fc.property(anyMarkdown, (text) => { expect(words(normaliseLook(text, { ...all, trailingQuestions: false }))).toBe(words(text)); }),
      { seed, numRuns: 2_000 },
    );
  });

  it('leaves fenced code alone, whatever stands around it', () => {
    const code = '```py\n# **not** a heading 😀 _x_\nask("What?")\n```';
    fc.assert(
      fc.property(fc.array(fc.constantFrom('# A', '**b** c', '😀', 'So?', '', '- **x**', 'Title\n---', '_e_ *f*'), { maxLength: 6 }), anyLook, (lines, look) => {
        expect(normaliseLook([...lines, '', code, '', 'End.'].join('\n'), look)).toContain(code);
      }),
      { seed },
    );
  });
});

describe('headings', () => {
  const plain = (text: string): string => normaliseLook(text, { ...off, headings: true });

  it('become paragraphs of their own', () => {
    expect(plain('Intro\n# Title\nText\n\n### Next ###\n- one')).toBe('Intro\n\nTitle\n\nText\n\nNext\n\n- one');
    expect(plain('Title\n=====\nText\n\nSecond\n---\nMore')).toBe('Title\n\nText\n\nSecond\n\nMore');
    expect(plain('> ## Quoted\n> text')).toBe('> Quoted\n\n> text');
  });

  it('do not become lists, rules or quotations by that', () => {
    expect(plain('## 1. Introduction')).toBe('1\\. Introduction');
    expect(plain('# - dash')).toBe('\\- dash');
    expect(plain('# # Twice')).toBe('Twice');
  });

  it('are not what only looks like one', () => {
    const text = '#hashtag\n\n- item\n---\n\n| a | b |\n|---|---|\n\n    # code\n\nA\n\n---\n\nB `# c`';
    expect(plain(text)).toBe(text);
  });
});

describe('bold and italic', () => {
  const plain = (text: string): string => normaliseLook(text, { ...off, bold: true });

  it('become plain', () => {
    expect(plain('**Bold**, *italic*, ***both***, __bold__ and _italic_, **a *nested* one**.')).toBe('Bold, italic, both, bold and italic, a nested one.');
    expect(plain('- **Walk**: over\n  two **long\n  lines**')).toBe('- Walk: over\n  two long\n  lines');
  });

  it('are not stars, underscores and products', () => {
    const text = '* item\n* item\n\n5 * 3 * 2, snake_case_name, \\*literal\\*, `**code**`, https://x.org/_a_\n\n***';
    expect(plain(text)).toBe(text);
  });

  it('do not leave lists behind', () => {
    expect(plain('**1. Step one**\n\n**2.** Step two')).toBe('1\\. Step one\n\n2\\. Step two');
  });
});

describe('emoji', () => {
  const plain = (text: string): string => normaliseLook(text, { ...off, emoji: true });

  it('go, with the space they leave', () => {
    expect(plain('Great! 🎉🎉\n- ✅ Done 👍🏽 well\n🇫🇷 France, 👩‍👩‍👧 family, 🏴󠁧󠁢󠁳󠁣󠁴󠁿 Scotland ❤️.')).toBe('Great!\n- Done well\nFrance, family, Scotland .');
    expect(plain('1️⃣ First')).toBe('1 First');
  });

  it('are not letters, signs and code', () => {
    const text = 'Café © 2024 ™ → ✓ 5 # * naïve 日本 `🎉`\n\n```\n🎉\n```';
    expect(plain(text)).toBe(text);
  });

  it('stay where they are the whole reply', () => {
    expect(plain('👍')).toBe('👍');
  });
});

describe('questions and offers at the end', () => {
  const plain = (text: string): string => normaliseLook(text, { ...off, trailingQuestions: true });

  it.each([
    ['Walk more. What do you think?', 'Walk more.'],
    ['Walk more.\n\nWould you like a plan? Or something else? 😊', 'Walk more.'],
    ['Walk more.\n\n**Shall I go on?**\n', 'Walk more.'],
    ['- Walk\n- Swim\n\n---\n\nLet me know if you have any questions!', '- Walk\n- Swim'],
    ["Walk more. If you'd like, I can write you a plan.", 'Walk more.'],
    ["Walk more.\n\nHow old are you?\n\nI'm happy to help.", 'Walk more.'],
    ['Geh mehr. Möchtest du einen Plan?', 'Geh mehr.'],
    ['多走路。你觉得怎么样？', '多走路。'],
    ['امش أكثر. ما رأيك؟', 'امش أكثر.'],
  ])('go: %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it.each([
    'How old are you?',
    'How old are you? Where do you live?',
    'Ask them:\n\n- How old are you?\n- Where do you live?',
    'She asked: "Are you there?"',
    'Why walk? Because it helps.',
    'If you want more heat, add chilli.',
    '> To be or not to be?',
    'Run this:\n\n```\nwhy?\n```',
    '## A question\n\nWhat do you want?',
  ])('stay where they are the reply, or part of what it says: %j', (text) => {
    expect(plain(text)).toBe(text);
  });
});

describe('a hostile reply', () => {
  it.each([
    ['stars', '*a '.repeat(60_000)],
    ['mixed marks', '*_'.repeat(100_000)],
    ['openers of one kind, closers of the other', `${'_a '.repeat(30_000)}${'b* '.repeat(30_000)}`],
    ['backticks of all lengths', Array.from({ length: 600 }, (_, length) => '`'.repeat(length)).join(' ')],
    ['emoji', '😀 '.repeat(60_000)],
    ['questions', 'Why? '.repeat(40_000)],
    ['headings of headings', '# '.repeat(100_000)],
    ['quotations', '> '.repeat(100_000)],
    ['spaces', `${' '.repeat(200_000)}#`],
  ])('is made plain, too: %s', (_, text) => {
    expect(normaliseLook(text, all).length).toBeLessThanOrEqual(text.length + 1);
  });
});
