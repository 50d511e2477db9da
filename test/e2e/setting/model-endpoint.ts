import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noPace, startPracticeServer, type PracticeServer } from '../../../electron/models/practice/practice-server.ts';

/** A chat request as it came over the wire. */
export interface WireRequest {
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A model of the test endpoint: its name there, the practice model that speaks, and the name it reports. */
export interface TestModel {
  readonly name: string;
  readonly speaks: string;
  readonly reports: string;
}

/** A hosted service in small: names and a key of its own in front of the practice models. */
export interface TestEndpoint {
  readonly baseURL: string;
  readonly requests: readonly WireRequest[];
  /** The practice models behind it, to make them slow or ill. */
  readonly practice: PracticeServer;
  close(): Promise<void>;
}

export async function startTestEndpoint(apiKey: string, models: readonly TestModel[]): Promise<TestEndpoint> {
  const practice = await startPracticeServer({ seed: 'test endpoint', pace: noPace });
  const requests: WireRequest[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const authorization = request.headers.authorization ?? '';
    if (authorization !== `Bearer ${apiKey}`) {
      refuse(response, 401, 'invalid_api_key');
      return;
    }
    if (request.url?.startsWith('/v1/') !== true) {
      response.end('<!doctype html><title>Welcome</title>');
      return;
    }
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: models.map(({ name }) => ({ id: name, object: 'model' })) }));
      return;
    }
    const body = JSON.parse(await textOf(request)) as Readonly<Record<string, unknown>>;
    requests.push({ authorization, body });
    const model = models.find((each) => each.name === body['model']);
    if (model === undefined) {
      refuse(response, 404, 'model_not_found');
      return;
    }
    await passOn(response, practice, { ...body, model: model.speaks }, model);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    requests,
    practice,
    async close() {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), practice.close()]);
    },
  };
}

async function passOn(
  response: ServerResponse,
  practice: PracticeServer,
  body: Readonly<Record<string, unknown>>,
  { speaks, reports }: TestModel,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await fetch(`${practice.baseURL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${practice.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: gone.signal,
  });
  const headers: Record<string, string> = { 'content-type': answer.headers.get('content-type') ?? '' };
  const retryAfter = answer.headers.get('retry-after');
  if (retryAfter !== null) headers['retry-after'] = retryAfter;
  response.writeHead(answer.status, headers);
  for await (const part of answer.body ?? []) {
    response.write(Buffer.from(part as Uint8Array).toString('utf8').replaceAll(speaks, reports));
  }
  response.end();
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { code, message: code } }));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** An address of this machine at which nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/v1`;
}
