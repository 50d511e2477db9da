import { createServer } from 'node:https';
import { describe, expect, it } from 'vitest';
import { listModels } from '../../../electron/models/list-models.ts';
import { practiceModelNames } from '../../../electron/models/practice/practice-models.ts';
import { testConnection, type TestOptions } from '../../../electron/models/test-connection.ts';
import { chunkLine, startPractice, startServer, streamHeaders } from './ask-setup.ts';

const signal = new AbortController().signal;

async function verdictOf(
  endpoint: { baseURL: string; apiKey?: string; model?: string },
  options: Partial<TestOptions> = {},
): Promise<string> {
  const request = { apiKey: '', model: 'practice-brief', parameters: {}, ...endpoint };
  return (await testConnection(request, { signal, ...options })).verdict;
}

describe('the list of models', () => {
  it('comes sorted from the practice models', async () => {
    const practice = await startPractice();
    expect(await listModels(practice.baseURL, practice.apiKey, signal)).toEqual({
      status: 'ok',
      models: [...practiceModelNames].sort(),
    });
  });

  it.each([
    ['a bare array', [{ id: 'b' }, { id: 'a' }]],
    ['a list called models', { models: [{ name: 'b' }, { name: 'a' }, { name: 'a' }, {}] }],
  ])('is read from %s', async (_form, answer) => {
    const { baseURL } = await startServer((_request, response) =>
      response.end(JSON.stringify(answer)),
    );
    expect(await listModels(baseURL, '', signal)).toEqual({ status: 'ok', models: ['a', 'b'] });
  });

  it('says why there is none', async () => {
    const practice = await startPractice();
    const refused = await listModels(practice.baseURL, 'wrong', signal);
    expect(refused).toMatchObject({ status: 'failed', category: 'refused-key', httpStatus: 401 });
    const { baseURL } = await startServer((_request, response) => response.end('<html>'));
    expect(await listModels(baseURL, '', signal)).toMatchObject({ category: 'malformed-stream' });
    expect(await listModels(baseURL, '', AbortSignal.abort())).toMatchObject({
      category: 'cancelled',
    });
  });
});

describe('the connection test', () => {
  it('works with a practice model and says how fast', async () => {
    const practice = await startPractice();
    const report = await testConnection(
      { ...practice, model: 'practice-warm', parameters: {} },
      { signal },
    );
    expect(report).toMatchObject({
      verdict: 'works',
      reportedModel: 'practice-warm',
      reportsUsage: true,
    });
    if (report.verdict !== 'works') throw new Error(report.verdict);
    expect(report.replyCharacters).toBeGreaterThan(20);
    expect(report.roundTripMilliseconds).toBeGreaterThan(0);
  });

  it.each([
    ['429', 'rate-limited'],
    ['500', 'server-error'],
    ['hang', 'timed-out'],
    ['drop', 'connection-lost'],
    ['empty', 'empty-reply'],
    ['garbage', 'not-compatible'],
    ['slow@80', 'slow'],
  ])(
    'tells a model with the fault %s by its verdict: %s, after one request',
    async (fault, verdict) => {
      const practice = await startPractice(`practice-brief=${fault}`);
      expect(
        await verdictOf(practice, {
          timeoutMilliseconds: fault === 'hang' ? 200 : 5000,
          slowMilliseconds: 40,
        }),
      ).toBe(verdict);
      expect(practice.requestCount()).toBe(1);
    },
  );

  it('tells a wrong key, a wrong model and a wrong address apart', async () => {
    const practice = await startPractice();
    expect(await verdictOf({ ...practice, apiKey: 'wrong-key' })).toBe('refused-key');
    expect(await verdictOf({ ...practice, model: 'no-such-model' })).toBe('unknown-model');
    expect(await verdictOf({ ...practice, baseURL: practice.baseURL.replace('/v1', '/v2') })).toBe(
      'not-compatible',
    );
    expect(await verdictOf({ baseURL: 'localhost:8080' })).toBe('invalid-address');
    expect(await verdictOf({ baseURL: 'not an address' })).toBe('invalid-address');
  });

  it('tells a web page and a server without the chat call from a model', async () => {
    const page = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>');
    });
    expect(await verdictOf(page)).toBe('not-compatible');
    const other = await startServer((_request, response) =>
      response.writeHead(404).end('Not Found'),
    );
    expect(await verdictOf(other)).toBe('not-compatible');
  });

  it('tells a host that does not exist, one that refuses, and a laptop without a network', async () => {
    const { baseURL, server } = await startServer(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await verdictOf({ baseURL })).toBe('refused-connection');
    expect(
      await verdictOf({ baseURL: 'http://no-such-host.invalid/v1' }, { hasNetwork: true }),
    ).toBe('unknown-host');
    expect(
      await verdictOf({ baseURL: 'http://no-such-host.invalid/v1' }, { hasNetwork: false }),
    ).toBe('no-network');
    expect(await verdictOf({ baseURL }, { hasNetwork: false })).toBe('refused-connection');
  });

  it('tells a TLS problem', async () => {
    // No certificate at all: the handshake fails.
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await verdictOf({ baseURL: `https://127.0.0.1:${port}/v1` })).toBe('tls-problem');
    server.close();
    const plain = await startServer((_request, response) => {
      response.writeHead(200, streamHeaders).end(chunkLine({ content: 'Yes.' }, 'stop'));
    });
    expect(await verdictOf({ baseURL: plain.baseURL.replace('http:', 'https:') })).toBe(
      'tls-problem',
    );
  });

  it('stops when asked to', async () => {
    const practice = await startPractice('*=hang');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    expect(await verdictOf(practice, { signal: stop.signal })).toBe('cancelled');
  });
});
