import { describe, expect, it } from 'vitest';
import { readReadyPrompts } from '../../../electron/personal/ready-prompts.ts';
import { fillPrompt } from '../../../shared/personal/fill-prompt.ts';
import { problemsOfStudy } from '../../../shared/study/problems.ts';
import { templateStudy } from '../study/templates-at-hand.ts';
import { ada, contextWith, exchange } from './a-context.ts';

const ready = readReadyPrompts('resources/prompts');
const whole = contextWith({ profile: ada, summary: 'They teach and like it short.', exchanges: [exchange(1), exchange(2)] }, { message: 'Message 2' });

describe('the ready-made prompts', () => {
  it('are four, from little to much', () => {
    expect(ready.map(({ id }) => id)).toEqual(['profile-only', 'stated-preferences', 'preferences-with-examples', 'full-context']);
  });

  it.each(ready)('$id makes sense in a study', ({ prompt }) => {
    const study = templateStudy('prism-x');
    study.arms[1]!.personalisation = prompt;
    expect(problemsOfStudy(study)).toEqual([]);
  });

  it.each(ready)('$id tells of somebody who is known all about, and of nobody without leaving scraps', ({ prompt }) => {
    const filled = fillPrompt(prompt, whole);
    expect(filled.placeholders.some(({ text }) => text !== null)).toBe(true);
    expect(filled.tokens).toBeLessThanOrEqual(prompt.budget?.tokens ?? 0);
    const { text } = fillPrompt(prompt, contextWith(null));
    expect(text).not.toMatch(/:\s*$|\{\{|\n/);
    expect(text.length).toBeGreaterThan(100);
  });

  it('say together what the issue asks of them', () => {
    const texts = ready.map(({ prompt }) => fillPrompt(prompt, whole).text);
    expect(texts[0]).toContain('In their own words:\nI teach maths in a village school.\nI like short answers.\n\nFacts:\n- Age: 25-34 years old\n- Lives in: Chile');
    expect(texts[0]).not.toContain('factuality');
    expect(texts[1]).toContain('most important first: factuality, helpfulness, creativity.');
    expect(texts[2]).toContain('Message: Message 2\nLiked reply: Good 2\nDisliked reply: Bad 2');
    expect(texts[3]).toMatch(/In short: They teach[\s\S]*I teach maths[\s\S]*Be direct[\s\S]*Facts:[\s\S]*factuality, helpfulness[\s\S]*Message: Message 2/);
  });
});
