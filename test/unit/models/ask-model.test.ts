import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { FailureCategory } from '../../../shared/session/events.ts';
import { mayPass } from '../../../electron/models/retry-policy.ts';
import { ask, chunkLine, startPractice, startServer, streamHeaders } from './ask-setup.ts';

describe('a call that goes well', () => {
  it('brings the whole reply with tokens, timings and the model the server names', async () => {
    const practice = await startPractice();
    const { result, events } = await ask({
      ...practice,
      model: 'practice-warm',
      parameters: { temperature: 1, seed: 7 },
    });
    if (result.status !== 'ok') throw new Error(JSON.stringify(result));
    expect(result.text.length).toBeGreaterThan(100);
    expect(result).toMatchObject({ finishReason: 'stop', reportedModel: 'practice-warm' });
    expect(result.usage?.completionTokens).toBeGreaterThan(20);
    expect(result.usage?.promptTokens).toBeGreaterThan(3);
    expect(result.timing.timeToFirstTokenMilliseconds).toBeLessThanOrEqual(
      result.timing.totalMilliseconds,
    );
    expect(Math.abs(result.timing.startedAt - Date.now())).toBeLessThan(60_000);
    expect(events.map((event) => event.kind)).toEqual(['attempt-started', 'attempt-ended']);
    expect(result.attempts[0]?.request).toEqual({
      url: `${practice.baseURL}/chat/completions`,
      body: {
        model: 'practice-warm',
        messages: [{ role: 'user', content: 'Should schools ban mobile phones?' }],
        stream: true,
        stream_options: { include_usage: true },
        temperature: 1,
        seed: 7,
      },
    });
  });

  it('keeps the finish reason of a reply that reached its length limit', async () => {
    const practice = await startPractice();
    const { result } = await ask({ ...practice, parameters: { maximumOutputTokens: 5 } });
    expect(result).toMatchObject({
      status: 'ok',
      finishReason: 'length',
      usage: { completionTokens: 5 },
    });
  });

  it('accepts a server that marks the end but gives no reason and no usage', async () => {
    const { baseURL } = await startServer((_request, response) => {
      response
        .writeHead(200, streamHeaders)
        .end(`${chunkLine({ content: 'Yes.' })}data: [DONE]\n\n`);
    });
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({ status: 'ok', text: 'Yes.', finishReason: null, usage: null });
  });

  it('takes token counts for unknown that no record can hold', async () => {
    const { baseURL } = await startServer((_request, response) => {
      const usage = { prompt_tokens: 1e300, completion_tokens: 5 };
      response
        .writeHead(200, streamHeaders)
        .end(`${chunkLine({ content: 'Yes.' })}data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
    });
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({ status: 'ok', text: 'Yes.', usage: null });
  });

  it('sends a neutral placeholder where no key is set, and nothing from the environment', async () => {
    const headers: Record<string, unknown>[] = [];
    const { baseURL } = await startServer((request, response) => {
      headers.push(request.headers);
      response.writeHead(200, streamHeaders).end(chunkLine({ content: 'Yes.' }, 'stop'));
    });
    vi.stubEnv('OPENAI_API_KEY', 'sk-elsewhere');
    vi.stubEnv('OPENAI_ADMIN_KEY', 'sk-admin');
    vi.stubEnv('OPENAI_ORG_ID', 'org-1');
    await ask({ baseURL });
    vi.unstubAllEnvs();
    expect(headers[0]?.['authorization']).toBe('Bearer none');
    expect(headers[0]?.['openai-organization']).toBeUndefined();
  });
});

describe('trouble that passes', () => {
  it('rides out a burst of 429 and a server error, and records all three attempts', async () => {
    const practice = await startPractice('practice-brief=429@2:1+500:1');
    const { result, events, waits } = await ask(practice);
    expect(result.status).toBe('ok');
    expect(result.attempts.map((attempt) => attempt.outcome)).toEqual([
      'rate-limited',
      'server-error',
      'ok',
    ]);
    expect(result.attempts.map((attempt) => attempt.httpStatus)).toEqual([429, 500, 200]);
    expect(waits).toEqual([2000, 1000]);
    expect(events.filter((event) => event.kind === 'waiting')).toMatchObject([
      { nextNumber: 2, of: 4, waitMilliseconds: 2000, because: 'rate-limited' },
      { nextNumber: 3, of: 4, waitMilliseconds: 1000, because: 'server-error' },
    ]);
  });

  it('never takes half of a dropped stream for a reply', async () => {
    const practice = await startPractice('practice-brief=drop');
    const { result } = await ask(practice);
    expect(result).toMatchObject({ status: 'failed', category: 'connection-lost' });
    expect(result.attempts).toHaveLength(4);
    expect(result.attempts[0]?.receivedText.length).toBeGreaterThan(10);
  });

  it('never takes a stream that closes politely in the middle for a reply', async () => {
    const { baseURL } = await startServer((_request, response) => {
      response.writeHead(200, streamHeaders).end(chunkLine({ content: 'On the one hand' }));
    });
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({ status: 'failed', category: 'connection-lost' });
  });

  it('gives up a hanging model after the limit and asks again', async () => {
    const practice = await startPractice('practice-brief=hang:1');
    const { result } = await ask(practice, { timeoutMilliseconds: 300 });
    expect(result.attempts.map((attempt) => attempt.outcome)).toEqual(['timed-out', 'ok']);
    expect(result.attempts[0]?.detail).toBe('Nothing arrived for 300 ms.');
  });

  it('times out a stream that falls silent after its first words', async () => {
    const { baseURL } = await startServer((_request, response) => {
      response.writeHead(200, streamHeaders).write(chunkLine({ content: 'On the one' }));
    });
    const { result } = await ask(
      { baseURL },
      { timeoutMilliseconds: 300, retryPolicy: { attempts: 1 } },
    );
    expect(result).toMatchObject({ status: 'failed', category: 'timed-out' });
    expect(result.attempts[0]).toMatchObject({ receivedText: 'On the one', httpStatus: 200 });
  });

  it('waits for a slow server that shows signs of life, but not for ever', async () => {
    const { baseURL } = await startServer((_request, response) => {
      response.writeHead(200, streamHeaders);
      const beat = setInterval(() => response.write(': still thinking\n\n'), 10);
      response.on('close', () => clearInterval(beat));
    });
    const { result } = await ask(
      { baseURL },
      { timeoutMilliseconds: 400, wholeAttemptMilliseconds: 600, retryPolicy: { attempts: 1 } },
    );
    expect(result.attempts[0]?.detail).toBe('Not finished after 600 ms.');
    expect(result.attempts[0]?.totalMilliseconds).toBeGreaterThan(550);
  });

  it('tries an empty reply again and then fails as an empty reply', async () => {
    const practice = await startPractice('practice-brief=empty');
    const { result } = await ask(practice);
    expect(result).toMatchObject({ status: 'failed', category: 'empty-reply' });
    expect(result.attempts.map((attempt) => attempt.outcome)).toEqual(Array(4).fill('empty-reply'));
  });

  it('counts white space alone as an empty reply', async () => {
    const { baseURL } = await startServer((_request, response) => {
      response.writeHead(200, streamHeaders).end(chunkLine({ content: ' \n\u00a0 ' }, 'stop'));
    });
    expect((await ask({ baseURL })).result).toMatchObject({ category: 'empty-reply' });
  });

  it('calls garbage in the stream malformed, and a web page too', async () => {
    const practice = await startPractice('practice-brief=garbage');
    expect((await ask(practice)).result).toMatchObject({ category: 'malformed-stream' });
    const { baseURL } = await startServer((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<h1>Welcome to the hotel network</h1>');
    });
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({ category: 'malformed-stream', attempts: { length: 4 } });
    expect(result.attempts[0]?.detail).toContain('text/html');
  });

  it('reads an error that comes inside a stream', async () => {
    const { baseURL } = await startServer((_request, response) => {
      const error = { error: { code: 429, message: 'The upstream model is busy.' } };
      response
        .writeHead(200, streamHeaders)
        .end(`${chunkLine({ content: 'So' })}data: ${JSON.stringify(error)}\n\n`);
    });
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({
      category: 'rate-limited',
      detail: 'The upstream model is busy.',
    });
  });

  it('says which address refused the connection', async () => {
    const { baseURL, server } = await startServer(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({ status: 'failed', category: 'connection-lost' });
    expect(result.attempts[3]).toMatchObject({ systemCode: 'ECONNREFUSED', httpStatus: null });
    expect(result.attempts[3]?.detail).toContain('ECONNREFUSED');
  });
});

describe('trouble that does not pass', () => {
  const answers: readonly (readonly [number, object, string])[] = [
    [401, { message: 'Incorrect key' }, 'refused-key'],
    [403, { message: 'Not for you' }, 'refused-key'],
    [402, { message: 'No credit' }, 'refused-key'],
    [429, { message: 'You exceeded your quota', code: 'insufficient_quota' }, 'refused-key'],
    [404, { message: 'Not found' }, 'unknown-model'],
    [400, { message: 'The model `x` does not exist' }, 'unknown-model'],
    [400, { message: 'temperature must be below 2' }, 'bad-request'],
    [422, { message: 'messages: field required' }, 'bad-request'],
  ];
  it.each(answers)('does not repeat a %i %j: %s', async (status, error, category) => {
    let requests = 0;
    const { baseURL } = await startServer((_request, response) => {
      requests += 1;
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error }));
    });
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({ status: 'failed', category });
    expect(requests).toBe(1);
  });

  it('asks again without the field that an older server does not know', async () => {
    const bodies: Record<string, unknown>[] = [];
    const { baseURL } = await startServer((request, response) => {
      void (async () => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
        bodies.push(body);
        const unknown =
          'stream_options' in body
            ? 'stream_options'
            : 'max_tokens' in body
              ? 'max_tokens: use max_completion_tokens'
              : null;
        if (unknown === null)
          response.writeHead(200, streamHeaders).end(chunkLine({ content: 'Yes.' }, 'stop'));
        else
          response
            .writeHead(400)
            .end(JSON.stringify({ error: { message: `Unsupported parameter ${unknown}` } }));
      })();
    });
    const { result, waits } = await ask(
      { baseURL, parameters: { maximumOutputTokens: 200 } },
      { retryPolicy: { attempts: 1 } },
    );
    expect(result).toMatchObject({ status: 'ok', attempts: { length: 3 } });
    expect(bodies[2]).toMatchObject({ max_completion_tokens: 200 });
    expect(result.attempts[2]?.request.body).toEqual(bodies[2]);
    expect(waits).toEqual([]);
  });

  it('sorts every category into passing or not', () => {
    expect(FailureCategory.options.filter(mayPass)).toEqual([
      'rate-limited',
      'server-error',
      'connection-lost',
      'timed-out',
      'empty-reply',
      'malformed-stream',
    ]);
  });
});

describe('a stop', () => {
  it('ends a running attempt at once and closes the line to the model', async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    const { baseURL } = await startServer((request, response) => {
      closed = once(request.socket, 'close');
      response.writeHead(200, streamHeaders).write(chunkLine({ content: 'On the one' }));
      setTimeout(() => stop.abort(), 20);
    });
    const { result, events } = await ask({ baseURL }, { signal: stop.signal });
    expect(result.status).toBe('cancelled');
    expect(result.attempts[0]).toMatchObject({ outcome: 'cancelled', receivedText: 'On the one' });
    expect(events.at(-1)?.kind).toBe('attempt-ended');
    await closed;
  });

  it('ends a call that waits for the first byte', async () => {
    const practice = await startPractice('practice-brief=hang');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const { result } = await ask(practice, { signal: stop.signal });
    expect(result).toMatchObject({ status: 'cancelled', attempts: [{ outcome: 'cancelled' }] });
  });

  it('ends the wait between two attempts', async () => {
    const practice = await startPractice('practice-brief=500');
    const stop = new AbortController();
    const { result } = await ask(practice, {
      signal: stop.signal,
      onAttempt: (event) => event.kind === 'waiting' && stop.abort(),
    });
    expect(result).toMatchObject({ status: 'cancelled', attempts: { length: 1 } });
    expect(practice.requestCount()).toBe(1);
  });

  it('sends nothing when it was stopped before it began', async () => {
    const practice = await startPractice();
    const { result } = await ask(practice, { signal: AbortSignal.abort() });
    expect(result).toEqual({ status: 'cancelled', attempts: [] });
    expect(practice.requestCount()).toBe(0);
  });
});
