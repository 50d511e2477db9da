import { describe, expect, it } from 'vitest';
import { beginningOf } from '../../../../renderer/ui/beginning.ts';
import { directionOf } from '../../../../renderer/ui/text-direction.ts';

describe('the direction of a text', () => {
  it('follows its first letter, whatever stands before it', () => {
    expect(directionOf('Hello')).toBe('ltr');
    expect(directionOf('1. «שלום» hello')).toBe('rtl');
    expect(directionOf('… اختر لحظة')).toBe('rtl');
    expect(directionOf('42')).toBe('ltr');
  });
});

describe('the beginning of a long reply, which is painted first', () => {
  const paragraph = 'It is worth saying again that patience helps. '.repeat(10);

  it('is the whole text when that is short', () => {
    expect(beginningOf(paragraph)).toBe(paragraph);
  });

  it('ends between two blocks and is the start of the text', () => {
    const text = Array.from({ length: 20 }, (_, index) => `${index} ${paragraph}`).join('\n\n');
    const beginning = beginningOf(text);
    expect(text.startsWith(`${beginning}\n\n`)).toBe(true);
    expect(beginning.length).toBeGreaterThan(1_500);
    expect(beginning.length).toBeLessThan(2_500);
  });

  it('leaves a code block whole for the second step', () => {
    const code = `\`\`\`python\n${'print(1)\n\n'.repeat(300)}\`\`\``;
    expect(beginningOf(`${paragraph}\n\n${code}\n\nThe end.`).trim()).toBe(paragraph.trim());
  });

  it('is the whole text when there is nowhere to cut', () => {
    const endless = 'word '.repeat(2_000);
    expect(beginningOf(endless)).toBe(endless);
  });
});
