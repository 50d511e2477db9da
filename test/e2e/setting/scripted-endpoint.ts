import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What a model does with a request. */
export type Behaviour =
  /** `until`: goes on about it, a letter at a time, until that has happened. */
  | { readonly kind: 'says'; readonly text: string; readonly afterMilliseconds?: number; readonly until?: Promise<void> }
  | { readonly kind: 'refuses'; readonly status: 429 | 500 }
  | { readonly kind: 'hangs' };

export interface ScriptedRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** 0 for the first request since the script was given, of all models and of this one. */
  readonly number: number;
  readonly ofModel: number;
}

export type Script = (request: ScriptedRequest) => Behaviour;

/** An OpenAI-compatible server whose models do what the test says, request by request. */
export interface ScriptedEndpoint {
  readonly baseURL: string;
  /** Since the script was given. */
  readonly requests: readonly ScriptedRequest[];
  /** When the last answer was handed out whole, by the clock of this process. */
  readonly lastAnswerAt: number;
  follow(script: Script): void;
  close(): Promise<void>;
}

/** Something that happens when the test says so. */
export function gate(): { readonly letGo: () => void; readonly isTime: Promise<void> } {
  let letGo = (): void => undefined;
  const isTime = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { letGo: () => letGo(), isTime };
}

/** @param reports what a model calls itself in its answers */
export async function startScriptedEndpoint(models: readonly string[], reports: (model: string) => string): Promise<ScriptedEndpoint> {
  let script: Script = () => ({ kind: 'says', text: 'Good day.' });
  let requests: ScriptedRequest[] = [];
  let lastAnswerAt = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) }));
      return;
    }
    const { model, messages } = JSON.parse(await textOf(request)) as Pick<ScriptedRequest, 'model' | 'messages'>;
    const asked = { model, messages, number: requests.length, ofModel: requests.filter((each) => each.model === model).length };
    requests.push(asked);
    const behaviour = script(asked);
    if (behaviour.kind === 'hangs') return;
    if (behaviour.kind === 'refuses') {
      response.writeHead(behaviour.status, { 'content-type': 'application/json', 'retry-after': '0' });
      response.end(JSON.stringify({ error: { code: 'busy', message: `${model} is busy` } }));
      return;
    }
    await speak(response, reports(model), behaviour);
    lastAnswerAt = Date.now();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    get requests() {
      return requests;
    },
    get lastAnswerAt() {
      return lastAnswerAt;
    },
    follow(next) {
      script = next;
      requests = [];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Streams a text: half of the time goes by before the first word, half before the last. */
async function speak(
  response: ServerResponse,
  reported: string,
  { text, afterMilliseconds = 0, until }: Extract<Behaviour, { kind: 'says' }>,
): Promise<void> {
  const send = (delta: object, finish: string | null): void => {
    const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: reported, choices: [{ index: 0, delta, finish_reason: finish }] };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  let isTime = until === undefined;
  void until?.then(() => {
    isTime = true;
  });
  while (!isTime && !response.destroyed) {
    send({ role: 'assistant', content: '.' }, null);
    await delay(50);
  }
  const middle = Math.ceil(text.length / 2);
  await delay(afterMilliseconds / 2);
  send({ role: 'assistant', content: text.slice(0, middle) }, null);
  await delay(afterMilliseconds / 2);
  send({ content: text.slice(middle) }, 'stop');
  response.end('data: [DONE]\n\n');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
