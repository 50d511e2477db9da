import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatMessage } from '../../../shared/session/events.ts';
import type { ModelEndpoint } from '../call-record.ts';
import { sendAnswer, streamAnswer, type Answer, type Pace } from './answer.ts';
import { splitIntoTokens } from './chat-tokens.ts';
import { composeReply } from './compose-reply.ts';
import { allModels, FaultPlan, parsePracticeFaults, type PracticeFault } from './fault.ts';
import { practiceModelNames, practiceModels } from './practice-models.ts';

interface PracticeOptions {
  /** Same seed, same replies. */
  readonly seed: string;
  /** Faults from the start, in the form of {@link parsePracticeFaults}. */
  readonly faults?: string;
  readonly pace?: Pace;
}

/** The running practice models. The key is drawn at each start and lives only as long. */
export interface PracticeServer extends ModelEndpoint {
  readonly models: readonly string[];
  /** Sets what goes wrong for a model or, with '*', for every model; null makes it well. */
  setFault(model: string, fault: PracticeFault | readonly PracticeFault[] | null): void;
  clearFaults(): void;
  setPace(pace: Pace): void;
  /** Chat requests so far, answered or not. */
  requestCount(): number;
  close(): Promise<void>;
}

export const naturalPace: Pace = { minimumMilliseconds: 400, maximumMilliseconds: 1500 };
export const noPace: Pace = { minimumMilliseconds: 0, maximumMilliseconds: 0 };

const largestBody = 8 * 1024 * 1024;

/** Starts the practice models on a free port of this machine only, behind a key of their own. */
export async function startPracticeServer(options: PracticeOptions): Promise<PracticeServer> {
  const apiKey = randomBytes(24).toString('base64url');
  const plan = new FaultPlan();
  for (const { model, faults } of parsePracticeFaults(options.faults ?? '')) {
    requireKnown(model);
    plan.set(model, faults);
  }
  let pace = options.pace ?? naturalPace;
  let requests = 0;

  const server = createServer((request, response) => {
    answerRequest(request, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'internal_error', reason);
    });
  });

  async function answerRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!holdsKey(request, apiKey)) {
      refuse(response, 401, 'invalid_api_key', 'The practice models need the key of this start.');
      return;
    }
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (request.method === 'GET' && path === '/v1/models') {
      sendModels(response);
      return;
    }
    if (request.method !== 'POST' || path !== '/v1/chat/completions') {
      refuse(response, 404, 'not_found', `There is nothing at ${path}.`);
      return;
    }
    requests += 1;
    const asked = readChatRequest(await readBody(request));
    if (asked === null) {
      refuse(response, 400, 'invalid_request', 'The body needs a model and messages.');
      return;
    }
    const model = practiceModels.find((each) => each.name === asked.model);
    if (model === undefined) {
      refuse(response, 404, 'model_not_found', `The model '${asked.model}' does not exist.`);
      return;
    }
    const fault = plan.take(model.name);
    if (fault?.kind === '429') {
      response.setHeader('retry-after', String(fault.value ?? 1));
      refuse(response, 429, 'rate_limit_exceeded', 'Too many requests. Try again later.');
      return;
    }
    if (fault?.kind === '500') {
      refuse(response, 500, 'server_error', 'Something went wrong.');
      return;
    }
    // No byte ever; the connection ends with the client or with the server.
    if (fault?.kind === 'hang') return;
    const text = fault?.kind === 'empty' ? '' : composeReply(model, asked.messages, options.seed);
    const answer = shorten(text, asked, `${options.seed}/${model.name}`);
    // Benchmarks measure our side, so the long reply comes at once.
    const ownPace = model.kind === 'words' ? noPace : pace;
    if (asked.stream) await streamAnswer(response, answer, ownPace, fault, asked.includeUsage);
    else await sendAnswer(response, answer, ownPace, fault);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    apiKey,
    models: practiceModelNames,
    setFault(model, fault) {
      requireKnown(model);
      plan.set(model, fault === null ? [] : 'kind' in fault ? [fault] : fault);
    },
    clearFaults: () => plan.clear(),
    setPace(next) {
      pace = next;
    },
    requestCount: () => requests,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function requireKnown(model: string): void {
  if (model === allModels || practiceModelNames.includes(model)) return;
  throw new Error(
    `There is no practice model “${model}”. There are: ${practiceModelNames.join(', ')}.`,
  );
}

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly tokenLimit: number;
}

function readChatRequest(text: string): ChatRequest | null {
  let body: Record<string, unknown> | null;
  try {
    body = JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
  const { model, messages, stream, stream_options, max_tokens, max_completion_tokens } = body ?? {};
  if (typeof model !== 'string' || !Array.isArray(messages) || !messages.every(isMessage))
    return null;
  const limit = max_completion_tokens ?? max_tokens;
  return {
    model,
    messages,
    stream: stream === true,
    includeUsage:
      (stream_options as { include_usage?: unknown } | undefined)?.include_usage === true,
    tokenLimit: typeof limit === 'number' && limit > 0 ? limit : Number.POSITIVE_INFINITY,
  };
}

function isMessage(message: unknown): message is ChatMessage {
  const { role, content } = (message ?? {}) as Record<string, unknown>;
  return (
    typeof content === 'string' && (role === 'system' || role === 'user' || role === 'assistant')
  );
}

function shorten(text: string, asked: ChatRequest, source: string): Answer {
  const tokens = splitIntoTokens(text);
  const asText = asked.messages.map((message) => message.content);
  const digest = createHash('sha256')
    .update(JSON.stringify([source, asText]))
    .digest('hex');
  return {
    id: `chatcmpl-${digest.slice(0, 24)}`,
    model: asked.model,
    tokens: tokens.slice(0, asked.tokenLimit),
    finishReason: tokens.length > asked.tokenLimit ? 'length' : 'stop',
    promptTokens: asText.reduce((sum, content) => sum + splitIntoTokens(content).length, 0),
  };
}

function holdsKey(request: IncomingMessage, apiKey: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${apiKey}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sendModels(response: ServerResponse): void {
  const data = practiceModelNames.map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'practice',
  }));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data }));
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: code, param: null, code } }));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw new Error('The request is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
