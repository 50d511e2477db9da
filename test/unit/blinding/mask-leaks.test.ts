import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fencedBlocksOf } from '../../../shared/blinding/fences.ts';
import { findLeaks, maskLeaks } from '../../../shared/blinding/find-leaks.ts';
import { leakCategories, type LeakCategory } from '../../../shared/blinding/leak-categories.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`masking: VISAVIS_TEST_SEED=${seed}`);

function masked(reply: string, categories: readonly LeakCategory[] = leakCategories, mask = '[covered]'): string {
  const findings = findLeaks(reply, { names: [], systemPrompt: '', profile: [], message: '', categories });
  return maskLeaks(reply, findings, mask);
}

describe('a masked reply', () => {
  it('covers a name by itself, with its version', () => {
    expect(masked('Ask **GPT-4o mini**, or `DeepSeek`, today.')).toBe('Ask **[covered]**, or `[covered]`, today.');
  });

  it('covers the whole sentence of a self-introduction, which would tell even without the name', () => {
    expect(masked('Good morning! I am Claude, an assistant who likes poems. What shall we read?')).toBe(
      'Good morning! [covered] What shall we read?',
    );
  });

  it('says it once for sentences that follow each other', () => {
    expect(masked("I'm sorry, but I can't assist with that. As an AI, I have limits. Goodbye.")).toBe('[covered] Goodbye.');
  });

  it('keeps the marks of lists, quotations and headings', () => {
    expect(masked('- One\n- As an AI, I am unsure\n> I was trained by people.\n## I am Claude')).toBe(
      '- One\n- [covered]\n> [covered]\n## [covered]',
    );
  });

  it('takes reasoning away with the code in it', () => {
    expect(masked('<think>\n```js\nplan()\n```\n</think>\nHere it is.')).toBe('[covered]\nHere it is.');
  });

  it('opens code again that began in what was covered', () => {
    expect(masked('<think>so\n```js\na()\n</think>\nb()\n```\nDone.')).toBe('[covered]\n```\nb()\n```\nDone.');
  });

  it('ends code that ended in what was covered', () => {
    expect(masked('```js\na() // <think>\n```\nso </think>Done.')).toBe('```js\na() // [covered]\n```\nDone.');
  });

  it('covers a name in the language of a fence and in the code', () => {
    expect(masked('```chatgpt\nask("ChatGPT")\n```')).toBe('```[covered]\nask("[covered]")\n```');
  });

  it('is the reply itself, byte for byte, where nothing was found', () => {
    const reply = 'Two spaces  \r\n\tand a tab\u00a0.\n';
    expect(masked(reply)).toBe(reply);
  });

  it('cannot be made to open code by the mask', () => {
    expect(masked('ChatGPT', leakCategories, '```\n[x]')).toBe(' [x]');
  });

  it('holds nothing any more that would be found', () => {
    const piece = fc.constantFrom(
      ...['As an AI, ', 'I am Claude. ', 'I was trained by OpenAI', 'GPT-4o mini ', 'Sorry, I cannot assist. ', 'my system prompt ', 'the ', 'model ', 'Gemini ', '1.5 ', '\n', '<think>', '</think>', '[INST]'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const shown = masked(pieces.join(''));
        expect(masked(shown)).toBe(shown);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('never turns text into code nor code into text', () => {
    const piece = fc.constantFrom(
      ...['```', '```js', '~~~', '````', '> ```', '- ```', '  ```', '<think>', '</think>', 'I am Claude.', 'Ask ChatGPT.', '[INST]', '', 'As an AI,', '```gpt4'],
    );
    const lines = fc.array(fc.array(piece, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(lines, (drawn) => {
        // Every line ends in a word of its own, so that one can see where it went.
        const reply = drawn.map((pieces, index) => (pieces[0]?.endsWith('`') === true || pieces[0] === '~~~' ? pieces[0] : `${pieces.join(' ')} w${index}x`)).join('\n');
        const shown = masked(reply);
        for (let index = 0; index < drawn.length; index += 1) {
          const word = `w${index}x`;
          if (reply.includes(word) && shown.includes(word)) expect([word, isCode(shown, word)]).toEqual([word, isCode(reply, word)]);
        }
      }),
      { seed, numRuns: 3_000 },
    );
  });
});

function isCode(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return fencedBlocksOf(text).some((block) => at > block.openingEnd && at < (block.closingStart ?? block.end + 1));
}
