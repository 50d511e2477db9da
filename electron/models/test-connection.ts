import { networkInterfaces } from 'node:os';
import { askModel, type AskOptions } from './ask-model.ts';
import type { Attempt, ModelRequest } from './call-record.ts';
import { saysUnknownModel } from './failure.ts';
import { listModels } from './list-models.ts';

type ConnectionVerdict =
  | 'works'
  | 'slow'
  | 'invalid-address'
  | 'no-network'
  | 'unknown-host'
  | 'unreachable-host'
  | 'refused-connection'
  | 'tls-problem'
  | 'refused-key'
  | 'unknown-model'
  | 'not-compatible'
  | 'rate-limited'
  | 'server-error'
  | 'connection-lost'
  | 'timed-out'
  | 'empty-reply'
  | 'bad-request'
  | 'cancelled';

export type ConnectionReport =
  | {
      readonly verdict: 'works' | 'slow';
      readonly roundTripMilliseconds: number;
      readonly timeToFirstTokenMilliseconds: number;
      readonly replyCharacters: number;
      readonly reportedModel: string | null;
      readonly reportsUsage: boolean;
    }
  | {
      readonly verdict: Exclude<ConnectionVerdict, 'works' | 'slow'>;
      readonly httpStatus: number | null;
      /** For staff: the server's or system's own words, without the key. */
      readonly detail: string;
    };

export interface TestOptions extends Pick<AskOptions, 'signal' | 'timeoutMilliseconds' | 'clock'> {
  /** A reply that takes longer than this is usable but tries a participant's patience; 10 s unless set. */
  readonly slowMilliseconds?: number;
  /** Whether the machine has a network at all; looked up unless given. */
  readonly hasNetwork?: boolean;
}

/** Asks the model one short question, once, and says in one word how that went. */
export async function testConnection(
  request: Omit<ModelRequest, 'messages'>,
  options: TestOptions,
): Promise<ConnectionReport> {
  if (!isWebAddress(request.baseURL)) {
    return {
      verdict: 'invalid-address',
      httpStatus: null,
      detail: 'An address begins with http:// or https:// and holds no user name.',
    };
  }
  const { signal, timeoutMilliseconds = 30_000, slowMilliseconds = 10_000, clock } = options;
  const messages = [{ role: 'user', content: 'Reply with one short sentence.' }] as const;
  const result = await askModel(
    { ...request, messages },
    {
      signal,
      timeoutMilliseconds,
      wholeAttemptMilliseconds: 2 * timeoutMilliseconds,
      retryPolicy: { attempts: 1 },
      ...(clock === undefined ? {} : { clock }),
    },
  );
  if (result.status === 'ok') {
    return {
      verdict: result.timing.totalMilliseconds > slowMilliseconds ? 'slow' : 'works',
      roundTripMilliseconds: result.timing.totalMilliseconds,
      timeToFirstTokenMilliseconds: result.timing.timeToFirstTokenMilliseconds,
      replyCharacters: result.text.length,
      reportedModel: result.reportedModel,
      reportsUsage: result.usage !== null,
    };
  }
  const last = result.attempts.at(-1);
  if (result.status === 'cancelled' || last === undefined) {
    return { verdict: 'cancelled', httpStatus: null, detail: '' };
  }
  const hasNetwork = options.hasNetwork ?? isOnAnyNetwork();
  const verdict = await judge(request, last, hasNetwork, signal);
  return { verdict, httpStatus: last.httpStatus, detail: result.detail };
}

type FailedVerdict = Exclude<ConnectionVerdict, 'works' | 'slow'>;

async function judge(
  request: Omit<ModelRequest, 'messages'>,
  attempt: Attempt,
  hasNetwork: boolean,
  signal: AbortSignal,
): Promise<FailedVerdict> {
  const code = attempt.systemCode ?? '';
  if (!hasNetwork && attempt.httpStatus === null && !isLoopback(request.baseURL))
    return 'no-network';
  if (code === 'ENETUNREACH' || code === 'ENETDOWN') return 'no-network';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  if (code === 'EHOSTUNREACH' || code === 'EHOSTDOWN') return 'unreachable-host';
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') return 'unreachable-host';
  if (code === 'ECONNREFUSED') return 'refused-connection';
  if (/CERT|SSL|TLS|EPROTO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(code)) return 'tls-problem';
  if (code.startsWith('HPE_')) return 'not-compatible';
  if (attempt.outcome === 'malformed-stream') return 'not-compatible';
  if (attempt.outcome === 'unknown-model' && attempt.httpStatus === 404) {
    return await judgeNotFound(request, attempt.detail ?? '', signal);
  }
  return attempt.outcome === 'ok' ? 'not-compatible' : attempt.outcome;
}

/** "404" means a wrong model name or a wrong address; the list of models tells which. */
async function judgeNotFound(
  request: Omit<ModelRequest, 'messages'>,
  detail: string,
  signal: AbortSignal,
): Promise<FailedVerdict> {
  const list = await listModels(request.baseURL, request.apiKey, signal);
  if (list.status === 'ok')
    return list.models.includes(request.model) ? 'not-compatible' : 'unknown-model';
  return saysUnknownModel(detail) ? 'unknown-model' : 'not-compatible';
}

function isWebAddress(address: string): boolean {
  try {
    const { protocol, username, password } = new URL(address.trim());
    return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
  } catch {
    return false;
  }
}

function isLoopback(address: string): boolean {
  const host = new URL(address.trim()).hostname;
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

function isOnAnyNetwork(): boolean {
  return Object.values(networkInterfaces()).some((entries) =>
    entries?.some((entry) => !entry.internal),
  );
}
