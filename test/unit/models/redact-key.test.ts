import { describe, expect, it } from 'vitest';
import { listModels } from '../../../electron/models/list-models.ts';
import { safeDetail } from '../../../electron/models/redact-key.ts';
import { testConnection } from '../../../electron/models/test-connection.ts';
import { ask, chunkLine, startPractice, startServer, streamHeaders } from './ask-setup.ts';

const apiKey = 'sk-test/very+secret"key=0123456789';

describe('the key', () => {
  it('is in no record, whatever a careless server sends back', async () => {
    const echoes: ((key: string) => { status: number; text: string })[] = [
      (key) => ({
        status: 401,
        text: JSON.stringify({
          error: { message: `Incorrect API key provided: ${key}`, code: key },
        }),
      }),
      (key) => ({ status: 500, text: `<pre>Authorization: Bearer ${key}</pre>` }),
      (key) => ({
        status: 400,
        text: JSON.stringify({ headers: { authorization: `Bearer ${key}` } }),
      }),
      (key) => ({ status: 429, text: encodeURIComponent(key) }),
      (key) => ({
        status: 200,
        text: `data: ${JSON.stringify({ error: { message: `bad ${key}` } })}\n\n`,
      }),
      (key) => ({ status: 200, text: chunkLine({ content: `your key is ${key}` }) }),
    ];
    for (const echo of echoes) {
      const { baseURL } = await startServer((request, response) => {
        const key = (request.headers.authorization ?? '').replace('Bearer ', '');
        const { status, text } = echo(key);
        response.writeHead(status, status === 200 ? streamHeaders : {}).end(text);
      });
      const asked = await ask({ baseURL, apiKey });
      const record = JSON.stringify(asked);
      expect(asked.result.status).toBe('failed');
      for (const form of [
        apiKey,
        JSON.stringify(apiKey).slice(1, -1),
        encodeURIComponent(apiKey),
        'very+secret',
      ]) {
        expect(record).not.toContain(form);
      }
      const signal = new AbortController().signal;
      const list = JSON.stringify(await listModels(baseURL, apiKey, signal));
      const report = JSON.stringify(
        await testConnection({ baseURL, apiKey, model: 'm', parameters: {} }, { signal }),
      );
      expect(list + report).not.toContain('very+secret');
    }
  });

  it('is not in the record of a call that went well', async () => {
    const practice = await startPractice('practice-brief=429:1');
    const asked = await ask(practice);
    expect(asked.result.status).toBe('ok');
    expect(JSON.stringify(asked)).not.toContain(practice.apiKey);
  });

  it('is not in the record when it can’t be sent at all', async () => {
    const { result } = await ask({
      baseURL: 'http://127.0.0.1:1/v1',
      apiKey: 'sk-with\nline-break-0123',
    });
    expect(result).toMatchObject({ status: 'failed', attempts: { length: 1 } });
    expect(JSON.stringify(result)).not.toContain('line-break-0123');
  });

  it('is taken out of an address that carries it', async () => {
    const { result } = await ask({
      baseURL: 'http://me:secret-pass@127.0.0.1:1/v1?key=secret-query',
    });
    expect(JSON.stringify(result)).not.toMatch(/secret-(pass|query)/);
  });

  it('leaves a text readable, on one line and of bearable length', () => {
    expect(safeDetail('Key abcd1234 is\n\n  wrong', 'abcd1234')).toBe('Key [key] is wrong');
    expect(safeDetail('a'.repeat(9000), 'abcd1234')).toHaveLength(2001);
    expect(safeDetail('a short key x', 'x')).toBe('a short key x');
  });
});
