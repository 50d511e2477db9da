import { describe, expect, it } from 'vitest';
import OpenAI from 'openai';
import { parsePracticeFaults } from '../../../electron/models/practice/fault.ts';
import { practiceModelNames } from '../../../electron/models/practice/practice-models.ts';
import { ask, startPractice } from './ask-setup.ts';

describe('the practice server', () => {
  it('lets nobody in without the key of this start', async () => {
    const practice = await startPractice();
    const other = await startPractice();
    expect(practice.apiKey).not.toBe(other.apiKey);
    for (const authorization of ['', `Bearer ${other.apiKey}`, practice.apiKey]) {
      const answer = await fetch(`${practice.baseURL}/models`, { headers: { authorization } });
      expect(answer.status).toBe(401);
    }
    expect(new URL(practice.baseURL).hostname).toBe('127.0.0.1');
  });

  it('answers in one piece as well as in a stream, with the same text', async () => {
    const practice = await startPractice();
    const client = new OpenAI({
      baseURL: practice.baseURL,
      apiKey: practice.apiKey,
      maxRetries: 0,
    });
    const messages = [{ role: 'user' as const, content: 'Should schools ban mobile phones?' }];
    for (const model of practiceModelNames) {
      const whole = await client.chat.completions.create({ model, messages });
      const { result } = await ask({ ...practice, model, messages });
      if (result.status !== 'ok') throw new Error(result.status);
      expect(whole.choices[0]?.message.content).toBe(result.text);
      expect(whole.choices[0]?.finish_reason).toBe('stop');
      expect(whole.usage?.completion_tokens).toBe(result.usage?.completionTokens);
    }
  });

  it('gives the same replies from two servers with the same seed, and others with another', async () => {
    const [first, second, third] = await Promise.all([
      startPractice('', 'one'),
      startPractice('', 'one'),
      startPractice('', 'two'),
    ]);
    const textsOf = async (practice: { baseURL: string; apiKey: string }): Promise<string[]> =>
      await Promise.all(
        practiceModelNames.map(async (model) => {
          const { result } = await ask({ ...practice, model });
          return result.status === 'ok' ? result.text : result.status;
        }),
      );
    const texts = await textsOf(first);
    expect(await textsOf(second)).toEqual(texts);
    expect(await textsOf(third)).not.toEqual(texts);
  });

  it('refuses a body it can’t read', async () => {
    const practice = await startPractice();
    for (const body of ['', '{', '{"model": 1}', '{"model": "practice-brief", "messages": [1]}']) {
      const answer = await fetch(`${practice.baseURL}/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${practice.apiKey}` },
        body,
      });
      expect(answer.status).toBe(400);
    }
  });

  it('takes its time at a natural pace', async () => {
    const practice = await startPractice();
    practice.setPace({ minimumMilliseconds: 60, maximumMilliseconds: 120 });
    const { result } = await ask(practice);
    if (result.status !== 'ok') throw new Error(result.status);
    expect(result.timing.timeToFirstTokenMilliseconds).toBeGreaterThan(10);
    expect(result.timing.totalMilliseconds).toBeGreaterThan(50);
  });

  it('closes at once, with a hanging request open', async () => {
    const practice = await startPractice('*=hang');
    const asked = ask(practice, { retryPolicy: { attempts: 1 } });
    while (practice.requestCount() === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await practice.close();
    expect((await asked).result).toMatchObject({ category: 'connection-lost' });
  });
});

describe('faults on demand', () => {
  it('hit as many requests as asked for, and then the model is well', async () => {
    const practice = await startPractice('practice-warm=429:2');
    const { result } = await ask({ ...practice, model: 'practice-warm' });
    expect(result.attempts.map((attempt) => attempt.outcome)).toEqual([
      'rate-limited',
      'rate-limited',
      'ok',
    ]);
    expect((await ask({ ...practice, model: 'practice-warm' })).result.attempts).toHaveLength(1);
    expect((await ask({ ...practice, model: 'practice-brief' })).result.attempts).toHaveLength(1);
  });

  it('set for all models count for each of them', async () => {
    const practice = await startPractice('*=500:1');
    for (const model of ['practice-brief', 'practice-warm', 'practice-brief']) {
      await ask({ ...practice, model });
    }
    expect(practice.requestCount()).toBe(5);
  });

  it('can be switched while the server runs', async () => {
    const practice = await startPractice();
    practice.setFault('practice-brief', { kind: 'drop' });
    expect((await ask(practice)).result).toMatchObject({ category: 'connection-lost' });
    practice.setFault('practice-brief', [
      { kind: 'empty', times: 1 },
      { kind: 'garbage', times: 1 },
    ]);
    expect((await ask(practice)).result.attempts.map((attempt) => attempt.outcome)).toEqual([
      'empty-reply',
      'malformed-stream',
      'ok',
    ]);
    practice.setFault('practice-brief', { kind: 'hang' });
    practice.setFault('practice-brief', null);
    expect((await ask(practice)).result.status).toBe('ok');
    practice.setFault('*', { kind: '500' });
    practice.clearFaults();
    expect((await ask(practice)).result.status).toBe('ok');
  });

  it('are read from the form of the command line', () => {
    expect(
      parsePracticeFaults(' practice-warm=429:2, practice-brief=hang ,*=slow@5000+drop:1 '),
    ).toEqual([
      { model: 'practice-warm', faults: [{ kind: '429', times: 2 }] },
      { model: 'practice-brief', faults: [{ kind: 'hang' }] },
      {
        model: '*',
        faults: [
          { kind: 'slow', value: 5000 },
          { kind: 'drop', times: 1 },
        ],
      },
    ]);
    expect(parsePracticeFaults('')).toEqual([]);
    for (const wrong of ['practice-warm', 'practice-warm=418', 'practice-warm=429:x', '=hang']) {
      expect(() => parsePracticeFaults(wrong)).toThrow(wrong);
    }
  });

  it('are refused for a model that does not exist', async () => {
    await expect(startPractice('practise-warm=hang')).rejects.toThrow(
      'There is no practice model “practise-warm”',
    );
    const practice = await startPractice();
    expect(() => practice.setFault('gpt', { kind: 'hang' })).toThrow('There is no practice model');
  });
});
