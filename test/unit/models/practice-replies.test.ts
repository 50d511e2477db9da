import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../shared/session/events.ts';
import { composeReply, countWords } from '../../../electron/models/practice/compose-reply.ts';
import { practiceModels } from '../../../electron/models/practice/practice-models.ts';
import { findTopic } from '../../../electron/models/practice/topic.ts';

const arms = [
  'practice-brief',
  'practice-warm',
  'practice-agreeable',
  'practice-long-winded',
] as const;
const plainModels = [1, 2, 3, 4].map((number) => `practice-plain-${number}`);

const openingMessages = [
  'Should schools ban mobile phones?',
  'What is the best way to learn Spanish as an adult?',
  'I’ve been feeling lonely since I moved to a new city',
  'How can I deal with my boss who micromanages me?',
  'Why is housing so expensive?',
  'Tell me about the four-day work week.',
  'Recommend a gift for my dad who loves gardening',
  'I believe that social media is harmful to teenagers.',
  'Is it wrong to eat meat?',
  'immigration',
];

function modelOf(name: string): (typeof practiceModels)[number] {
  const model = practiceModels.find((each) => each.name === name);
  if (model === undefined) throw new Error(name);
  return model;
}

function reply(name: string, messages: readonly ChatMessage[], seed = 'a'): string {
  return composeReply(modelOf(name), messages, seed);
}

function user(content: string): ChatMessage {
  return { role: 'user', content };
}

/** A whole thread: the model's replies to the messages, each given with the history so far. */
function converse(name: string, messages: readonly string[], seed = 'a'): string[] {
  const thread: ChatMessage[] = [];
  return messages.map((message) => {
    thread.push(user(message));
    const answer = reply(name, thread, seed);
    thread.push({ role: 'assistant', content: answer });
    return answer;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const praise =
  /\b(great|excellent|brilliant|insightful|perfect|absolutely right|spot on|I agree|exactly right)\b/gi;
const warmth =
  /\b(together|glad|love|lovely|kind to yourself|heart|feel|feels|feelings|cheering|alone|trusting)\b/gi;

describe('the manners of the practice models', () => {
  const seeds = ['a', 'b', 'c', 'd'];
  const replies = (name: string): string[] =>
    seeds.flatMap((seed) => openingMessages.map((message) => reply(name, [user(message)], seed)));
  const rate = (name: string, pattern: RegExp): number =>
    mean(replies(name).map((text) => text.match(pattern)?.length ?? 0));

  it('differ in length: the long-winded one needs 120 to 180 words, the others about 50', () => {
    for (const text of replies('practice-long-winded')) {
      expect(countWords(text)).toBeGreaterThanOrEqual(120);
      expect(countWords(text)).toBeLessThanOrEqual(180);
    }
    const lengths = arms.slice(0, 3).map((name) => mean(replies(name).map(countWords)));
    expect(lengths[0]).toBeLessThan(42);
    for (const length of lengths) {
      expect(length).toBeGreaterThan(28);
      expect(length).toBeLessThan(65);
    }
    expect(lengths[0]).toBeLessThan(Math.min(lengths[1] ?? 0, lengths[2] ?? 0));
  });

  it('differ in praise and warmth', () => {
    expect(rate('practice-agreeable', praise)).toBeGreaterThan(1.5);
    for (const other of ['practice-brief', 'practice-warm', 'practice-long-winded']) {
      expect(rate(other, praise)).toBeLessThan(0.3);
    }
    expect(rate('practice-warm', warmth)).toBeGreaterThan(1.5);
    expect(rate('practice-brief', warmth)).toBeLessThan(0.3);
    expect(rate('practice-long-winded', warmth)).toBeLessThan(0.3);
  });

  it('are one and the same for the four plain models, in different words', () => {
    const lengths = plainModels.map((name) => mean(replies(name).map(countWords)));
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(6);
    for (const name of plainModels) expect(rate(name, praise)).toBeLessThan(0.3);
    for (const message of openingMessages) {
      expect(new Set(plainModels.map((name) => reply(name, [user(message)]))).size).toBe(4);
    }
  });

  it('never name themselves, a model or a maker, even when asked', () => {
    const questions = [
      'Who are you?',
      'Which model are you?',
      'Are you ChatGPT or Claude?',
      'Who made you, OpenAI or Google?',
      'I think Gemini and Llama are better than GPT-5, tell me about Mistral',
    ];
    for (const name of [...arms, ...plainModels]) {
      for (const text of [...openingMessages, ...questions].flatMap((message) =>
        converse(name, [message, 'Go on']),
      )) {
        expect(text).not.toMatch(
          /practice|gpt|claude|gemini|llama|mistral|openai|google|anthropic|language model/i,
        );
        expect(text).not.toMatch(/\{(a|A|earlier|quote)\}|undefined/);
      }
    }
  });
});

describe('what the practice models say', () => {
  it('picks up the participant’s own words', () => {
    for (const name of [...arms, ...plainModels]) {
      const texts = ['a', 'b', 'c'].map((seed) =>
        reply(name, [user('Should schools ban mobile phones?')], seed),
      );
      expect(texts.filter((text) => text.includes('mobile phones')).length).toBeGreaterThan(0);
      expect(reply(name, [user('What do you think of my new kitchen garden?')])).not.toContain(
        'my new',
      );
    }
    expect(findTopic('How can I deal with my boss who micromanages me?')?.main).toBe('your boss');
    expect(findTopic('What’s the meaning of life?')?.main).toBe('the meaning of life');
    expect(findTopic('I feel so lonely')?.main).toBe('loneliness');
    expect(findTopic('go on')).toBeNull();
    expect(findTopic('')).toBeNull();
  });

  it('goes on from turn to turn without repeating itself', () => {
    const messages = [
      'Should schools ban mobile phones?',
      'And at home?',
      'Go on',
      'Go on',
      'Go on',
      'Go on',
    ];
    for (const name of [...arms, ...plainModels]) {
      expect(new Set(converse(name, messages)).size).toBe(6);
    }
    expect(converse('practice-warm', messages).slice(1).join(' ')).toContain('mobile phones');
  });

  it('depends on the seed, the model and the messages, and on nothing else', () => {
    for (const name of [...arms, ...plainModels]) {
      expect(converse(name, openingMessages)).toEqual(converse(name, openingMessages));
    }
    const withSystem = [
      { role: 'system', content: 'Be short.' } as const,
      user('Why is housing so expensive?'),
    ];
    const variants = new Set([
      ...['a', 'b', 'c', 'd'].map((seed) =>
        reply('practice-warm', [user('Why is housing so expensive?')], seed),
      ),
      reply('practice-warm', withSystem),
    ]);
    expect(variants.size).toBeGreaterThan(2);
  });

  it('gives a table, code, a list or verse where one is asked for', () => {
    for (const name of [...arms, ...plainModels]) {
      const table = reply(name, [user('Make a table comparing electric cars and petrol cars')]);
      expect(table).toContain('| Aspect | Electric cars | Petrol cars |\n| --- | --- | --- |');
      expect(reply(name, [user('Write Python code that sorts books')])).toMatch(
        /```python\n[\s\S]+\n```/,
      );
      expect(reply(name, [user('a javascript function for books')])).toMatch(
        /```javascript\n[\s\S]+\n```/,
      );
      expect(reply(name, [user('Give me a list of places in Kenya')])).toMatch(/^(- |1\. )/m);
      expect(reply(name, [user('Write a poem about my dog')])).toContain('your dog');
    }
  });

  it('answers from right to left when written to so, or asked for it', () => {
    const arabic = /\p{Script=Arabic}/gu;
    const hebrew = /\p{Script=Hebrew}/gu;
    const share = (text: string, script: RegExp): number =>
      (text.match(script)?.length ?? 0) / (text.match(/\p{L}/gu)?.length ?? 1);
    for (const name of [...arms, ...plainModels]) {
      const inArabic = reply(name, [user('كيف أتعلم اللغة الإسبانية؟')]);
      expect(share(inArabic, arabic)).toBeGreaterThan(0.95);
      expect(inArabic).toContain('الإسبانية');
      expect(share(reply(name, [user('איך לומדים ספרדית?')]), hebrew)).toBeGreaterThanOrEqual(1);
      expect(share(reply(name, [user('Please answer in Arabic')]), arabic)).toBeGreaterThanOrEqual(
        1,
      );
      expect(share(reply(name, [user('Please answer in Hebrew')]), hebrew)).toBeGreaterThanOrEqual(
        1,
      );
      expect(reply(name, [user('اكتب جدول مقارنة')])).toContain('| --- |');
    }
  });

  it('takes odd messages without stumbling', () => {
    for (const message of [
      '',
      '?',
      '   ',
      '$& $1 {a} {quote}',
      '😀😀😀',
      'x'.repeat(5000),
      '12345',
      '| a | b |',
      '<script>',
    ]) {
      for (const name of arms) {
        expect(reply(name, [user(message)]).length).toBeGreaterThan(0);
      }
    }
    expect(reply('practice-brief', []).length).toBeGreaterThan(0);
  });

  it('offers a text of exactly 2,000 words for measurements', () => {
    const text = reply('practice-words-2000', [user('Hello')]);
    expect(countWords(text)).toBe(2000);
    expect(text).toMatch(/^## /m);
    expect(text).toMatch(/^- /m);
    expect(text).toContain('| --- |');
  });
});
