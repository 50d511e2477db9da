import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatMessage } from '../../../shared/session/events.ts';
import type { ModelEndpoint } from '../call-record.ts';
import { sendAnswer, streamAnswer, type Answer, type Pace } from './answer.ts';
import { splitIntoTokens } from './chat-tokens.ts';
import { composeReply } from './compose-reply.ts';
import { allModels, FaultPlan, hitsTuning, parsePracticeFaults, type PracticeFault } from './fault.ts';
import { readBytes, refuse, sendJson } from './http-answers.ts';
import { findOwnModel } from './personal-models.ts';
import { practiceModelNames, practiceModels, type PracticeModel } from './practice-models.ts';
import { TrainingService } from './training-service.ts';
import { TrainingStore } from './training-store.ts';

interface PracticeOptions {
  /** Same seed, same replies. */
  readonly seed: string;
  /** Faults from the start, in the form of {@link parsePracticeFaults}. */
  readonly faults?: string;
  readonly pace?: Pace;
  /** Where training jobs and their models outlive a restart; in memory unless given. */
  readonly stateFolder?: string;
  /** How fast training goes: 1 for the natural pace (a quarter of a minute), 2 for twice as fast, 0 for no waiting at all. */
  readonly trainingSpeed?: number;
  /** UTC milliseconds; the system's clock unless given. */
  readonly now?: () => number;
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
  /** Takes away what is kept of an uploaded file, which is numbers only. */
  forget(fileId: string): void;
  close(): Promise<void>;
}

export const naturalPace: Pace = { minimumMilliseconds: 400, maximumMilliseconds: 1500 };
export const noPace: Pace = { minimumMilliseconds: 0, maximumMilliseconds: 0 };

const largestBody = 8 * 1024 * 1024;

/** Starts the practice models on a free port of this machine only, behind a key of their own. */
export async function startPracticeServer(options: PracticeOptions): Promise<PracticeServer> {
  const apiKey = randomBytes(24).toString('base64url');
  const plan = new FaultPlan();
  const trainingPlan = new FaultPlan();
  const setFaults = (model: string, faults: readonly PracticeFault[]): void => {
    requireKnown(model);
    plan.set(model, faults.filter((fault) => !hitsTuning(fault)));
    trainingPlan.set(model, faults.filter(hitsTuning));
  };
  for (const { model, faults } of parsePracticeFaults(options.faults ?? '')) setFaults(model, faults);
  const store = new TrainingStore(options.stateFolder ?? null);
  const speed = options.trainingSpeed ?? 1;
  const training = new TrainingService({
    store,
    faults: trainingPlan,
    now: options.now ?? Date.now,
    slowness: speed === 0 ? 0 : 1 / speed,
    findModel,
  });
  function findModel(name: string): PracticeModel | null {
    return practiceModels.find((each) => each.name === name) ?? findOwnModel(name) ?? training.findTuned(name);
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
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname;
    if (request.method === 'GET' && path === '/v1/models') {
      sendJson(response, { object: 'list', data: [...practiceModelNames, ...training.modelNames()].map(showModel) });
      return;
    }
    if (request.method === 'GET' && path.startsWith('/v1/models/')) {
      const name = nameIn(path);
      if (name !== null && findModel(name) !== null) sendJson(response, showModel(name));
      else refuse(response, 404, 'model_not_found', `The model '${name ?? path}' does not exist.`);
      return;
    }
    if (await training.answer(request, response, url)) return;
    if (request.method !== 'POST' || path !== '/v1/chat/completions') {
      refuse(response, 404, 'not_found', `There is nothing at ${path}.`);
      return;
    }
    requests += 1;
    const asked = readChatRequest((await readBytes(request, largestBody)).toString('utf8'));
    if (asked === null) {
      refuse(response, 400, 'invalid_request', 'The body needs a model and messages.');
      return;
    }
    const model = findModel(asked.model);
    if (model === null) {
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
      setFaults(model, fault === null ? [] : 'kind' in fault ? [fault] : fault);
    },
    clearFaults() {
      plan.clear();
      trainingPlan.clear();
    },
    setPace(next) {
      pace = next;
    },
    requestCount: () => requests,
    forget: (fileId) => void store.removeFile(fileId),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function requireKnown(model: string): void {
  if (model === allModels || practiceModelNames.includes(model) || findOwnModel(model) !== null) return;
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

function showModel(id: string): Record<string, unknown> {
  return { id, object: 'model', created: 0, owned_by: 'practice' };
}

/** The last part of a path, which a client may have encoded. */
function nameIn(path: string): string | null {
  try {
    return decodeURIComponent(path.slice('/v1/models/'.length));
  } catch {
    return null;
  }
}
