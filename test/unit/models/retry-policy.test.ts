import { describe, expect, it } from 'vitest';
import {
  defaultRetryPolicy,
  readRetryAfter,
  waitBeforeRetry,
} from '../../../electron/models/retry-policy.ts';
import { ask, chunkLine, startServer, streamHeaders } from './ask-setup.ts';

const noon = Date.UTC(2026, 10, 23, 12, 0, 0);

describe('the pause a server asks for', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['part of a second', { 'retry-after': '0.5' }, 500],
    ['milliseconds', { 'retry-after-ms': '350', 'retry-after': '7' }, 350],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT' }, 9000],
    ['a date that has passed', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    ['nothing', {}, null],
    ['nonsense', { 'retry-after': 'soon' }, null],
  ])('is read as %s', (_form, headers, expected) => {
    expect(readRetryAfter(new Headers(headers as Record<string, string>), noon)).toBe(expected);
  });

  it('is read against the server’s clock, because the laptop’s may be an hour off', () => {
    const headers = new Headers({
      'retry-after': 'Mon, 23 Nov 2026 13:00:05 GMT',
      date: 'Mon, 23 Nov 2026 13:00:00 GMT',
    });
    expect(readRetryAfter(headers, noon)).toBe(5000);
  });

  it.each([
    ['seconds', '3', 3000],
    ['a date', new Date(noon + 4000).toUTCString(), 4000],
  ])('is kept when given as %s', async (_form, retryAfter, expected) => {
    let requests = 0;
    const { baseURL } = await startServer((_request, response) => {
      requests += 1;
      response.sendDate = false;
      if (requests === 1) response.writeHead(429, { 'retry-after': retryAfter }).end('{}');
      else response.writeHead(200, streamHeaders).end(chunkLine({ content: 'Yes.' }, 'stop'));
    });
    const { result, waits } = await ask({ baseURL }, { now: noon, random: () => 0 });
    expect(result.status).toBe('ok');
    expect(waits).toEqual([expected]);
    expect(result.attempts[0]?.retryAfterMilliseconds).toBe(expected);
  });

  it('ends the call when it is longer than a person can be kept waiting', async () => {
    const { baseURL } = await startServer((_request, response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end('{}');
    });
    const { result } = await ask({ baseURL });
    expect(result).toMatchObject({
      status: 'failed',
      category: 'rate-limited',
      attempts: { length: 1 },
    });
  });
});

describe('the wait without a wish from the server', () => {
  it('doubles its ceiling, is spread over all of it, and stops growing at the cap', () => {
    const ceilings = [1, 2, 3, 4, 5, 6, 7].map((failed) =>
      waitBeforeRetry(defaultRetryPolicy, failed, null, () => 1),
    );
    expect(ceilings).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(waitBeforeRetry(defaultRetryPolicy, 3, null, () => 0)).toBe(0);
    expect(waitBeforeRetry(defaultRetryPolicy, 3, null, () => 0.25)).toBe(1000);
  });
});
