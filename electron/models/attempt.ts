import type OpenAI from 'openai';
import type { Attempt, ModelRequest, TokenUsage } from './call-record.ts';
import { createClient } from './client.ts';
import type { Clock } from './clock.ts';
import { classifyError, type Failure } from './failure.ts';
import { redactKey, safeAddress, safeDetail } from './redact-key.ts';
import type { ChatBody } from './request-body.ts';

interface AttemptLimits {
  /** Longest silence: no byte at all, not even a keep-alive comment. */
  readonly idleMilliseconds: number;
  /** Longest attempt, for a server that keeps the line warm and never finishes. */
  readonly wholeMilliseconds: number;
}

/** What has arrived so far. */
interface Received {
  parts: string[];
  chunks: number;
  bytes: number;
  sawEndMark: boolean;
  contentType: string;
  httpStatus: number | null;
  firstTokenAt: number | null;
  finishReason: string | null;
  reportedModel: string | null;
  usage: TokenUsage | null;
}

type Stop = 'cancelled' | 'silent' | 'too-long';

/** Asks once and collects the whole reply in memory. Never throws: what goes wrong is in the record. */
export async function runAttempt(
  request: ModelRequest,
  body: ChatBody,
  number: number,
  limits: AttemptLimits,
  clock: Clock,
  signal: AbortSignal,
): Promise<Attempt> {
  const startedAt = clock.now();
  const start = clock.monotonic();
  const received = nothingReceived();
  const ended = await collect(request, body, limits, clock, signal, received);
  const failure =
    typeof ended === 'string' ? stopFailure(ended, limits) : (ended ?? judge(received));
  const text = received.parts.join('');
  return {
    number,
    request: { url: chatAddress(request.baseURL), body },
    outcome: failure?.category ?? 'ok',
    startedAt,
    timeToFirstTokenMilliseconds:
      received.firstTokenAt === null ? null : received.firstTokenAt - start,
    totalMilliseconds: clock.monotonic() - start,
    httpStatus: failure?.httpStatus ?? received.httpStatus,
    systemCode: failure?.systemCode ?? null,
    detail: failure === null ? null : safeDetail(failure.detail, request.apiKey),
    receivedText: failure === null ? text : redactKey(text, request.apiKey),
    reportedModel: received.reportedModel,
    finishReason: received.finishReason,
    usage: received.usage,
    retryAfterMilliseconds: failure?.retryAfterMilliseconds ?? null,
  };
}

/** The address the library builds, for the record. */
export function chatAddress(baseURL: string): string {
  const base = safeAddress(baseURL.trim());
  return base === '' ? '' : `${base.replace(/\/$/, '')}/chat/completions`;
}

async function collect(
  request: ModelRequest,
  body: ChatBody,
  limits: AttemptLimits,
  clock: Clock,
  signal: AbortSignal,
  received: Received,
): Promise<Stop | Failure | null> {
  if (signal.aborted) return 'cancelled';
  const controller = new AbortController();
  const stopped: { by: Stop | null } = { by: null };
  const halt = (why: Stop): void => {
    stopped.by ??= why;
    controller.abort();
  };
  const onCancel = (): void => halt('cancelled');
  signal.addEventListener('abort', onCancel, { once: true });
  const silence = setTimeout(() => halt('silent'), limits.idleMilliseconds);
  const whole = setTimeout(() => halt('too-long'), limits.wholeMilliseconds);
  let tail = '';
  try {
    const client = createClient(request, {
      onHeaders(status, headers) {
        received.httpStatus = status;
        received.contentType = headers.get('content-type') ?? '';
        silence.refresh();
      },
      onBytes(bytes) {
        received.bytes += bytes.length;
        const text = tail + Buffer.from(bytes).toString('latin1');
        if (/^data:\s*\[DONE\]/m.test(text)) received.sawEndMark = true;
        tail = text.slice(-32);
        silence.refresh();
      },
    });
    const stream = await client.chat.completions.create(
      body as unknown as OpenAI.ChatCompletionCreateParamsStreaming,
      { signal: controller.signal },
    );
    for await (const chunk of stream) take(chunk, received, clock);
    return stopped.by;
  } catch (error) {
    return stopped.by ?? classifyError(error, received.httpStatus !== null, clock.now());
  } finally {
    clearTimeout(silence);
    clearTimeout(whole);
    signal.removeEventListener('abort', onCancel);
  }
}

/** A stranger's JSON: only the fields we need, and only when they are what they should be. */
function take(chunk: unknown, received: Received, clock: Clock): void {
  if (typeof chunk !== 'object' || chunk === null) {
    throw new SyntaxError('A chunk of the stream is not an object.');
  }
  const { model, choices, usage } = chunk as Record<string, unknown>;
  if (typeof model === 'string' && model !== '') received.reportedModel = model;
  received.usage = readUsage(usage) ?? received.usage;
  if (!Array.isArray(choices)) return;
  received.chunks += 1;
  const choice = choices[0] as
    { delta?: { content?: unknown }; finish_reason?: unknown } | undefined;
  if (typeof choice?.finish_reason === 'string') received.finishReason = choice.finish_reason;
  const content = choice?.delta?.content;
  if (typeof content !== 'string' || content === '') return;
  received.firstTokenAt ??= clock.monotonic();
  received.parts.push(content);
}

function readUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== 'object' || usage === null) return null;
  const { prompt_tokens, completion_tokens } = usage as Record<string, unknown>;
  if (!isCount(prompt_tokens) || !isCount(completion_tokens)) return null;
  return { promptTokens: prompt_tokens, completionTokens: completion_tokens };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** A stream that closed quietly: a whole reply, or something that only looks like one? */
function judge(received: Received): Failure | null {
  if (received.chunks === 0 && !received.sawEndMark && received.bytes > 0) {
    const kind = received.contentType === '' ? 'no content type' : received.contentType;
    return plainFailure('malformed-stream', `The answer is no stream of chat chunks (${kind}).`);
  }
  if (received.finishReason === null && !received.sawEndMark) {
    return plainFailure('connection-lost', 'The stream ended before the reply was finished.');
  }
  if (received.parts.join('').trim() === '') {
    const reason = received.finishReason ?? 'none given';
    return plainFailure('empty-reply', `The reply holds no text (finish reason: ${reason}).`);
  }
  return null;
}

function stopFailure(stop: Stop, limits: AttemptLimits): Failure {
  switch (stop) {
    case 'cancelled':
      return plainFailure('cancelled', 'Stopped on request.');
    case 'silent':
      return plainFailure('timed-out', `Nothing arrived for ${limits.idleMilliseconds} ms.`);
    case 'too-long':
      return plainFailure('timed-out', `Not finished after ${limits.wholeMilliseconds} ms.`);
  }
}

function plainFailure(category: Failure['category'], detail: string): Failure {
  return { category, detail, httpStatus: null, systemCode: null, retryAfterMilliseconds: null };
}

function nothingReceived(): Received {
  return {
    parts: [],
    chunks: 0,
    bytes: 0,
    sawEndMark: false,
    contentType: '',
    httpStatus: null,
    firstTokenAt: null,
    finishReason: null,
    reportedModel: null,
    usage: null,
  };
}
