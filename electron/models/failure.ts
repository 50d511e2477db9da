import { APIConnectionError, APIError } from 'openai';
import type { FailureCategory } from './call-record.ts';
import { readRetryAfter } from './retry-policy.ts';

export interface Failure {
  readonly category: FailureCategory;
  readonly httpStatus: number | null;
  readonly systemCode: string | null;
  /** Not yet cleared of the key. */
  readonly detail: string;
  readonly retryAfterMilliseconds: number | null;
}

/**
 * Sorts what the library threw into one of our categories.
 * @param responseBegan whether the server had answered at all
 */
export function classifyError(error: unknown, responseBegan: boolean, now: number): Failure {
  const systemCode = findSystemCode(error);
  const base = {
    httpStatus: null,
    systemCode,
    detail: describe(error),
    retryAfterMilliseconds: null,
  };
  if (error instanceof SyntaxError) return { ...base, category: 'malformed-stream' };
  if (error instanceof APIConnectionError) {
    const unsendable = /cannot be constructed|parse URL|invalid URL/i.test(base.detail);
    return { ...base, category: unsendable ? 'bad-request' : connectionCategory(systemCode) };
  }
  if (error instanceof APIError) {
    const answer = error as APIError;
    const status = answer.status ?? statusInsideStream(answer);
    return {
      ...base,
      category: statusCategory(status, answer.code ?? null, base.detail),
      httpStatus: answer.status ?? null,
      retryAfterMilliseconds: readRetryAfter(answer.headers ?? new Headers(), now),
    };
  }
  // Without an answer the fault is on our side (an address or key that can't be sent at all).
  return { ...base, category: responseBegan ? connectionCategory(systemCode) : 'bad-request' };
}

function connectionCategory(systemCode: string | null): FailureCategory {
  return systemCode !== null && /TIMEOUT|TIMEDOUT/.test(systemCode)
    ? 'timed-out'
    : 'connection-lost';
}

/** A server that already began to answer reports its trouble inside the stream, as a number or not at all. */
function statusInsideStream(error: APIError): number {
  const code: unknown = (error.error as { code?: unknown } | undefined)?.code;
  const status = typeof code === 'number' ? code : Number.parseInt(String(code), 10);
  return status >= 400 && status <= 599 ? status : 500;
}

function statusCategory(status: number, code: string | null, detail: string): FailureCategory {
  // An account without credit answers 429 for ever; waiting doesn't help.
  if (code === 'insufficient_quota' || status === 402) return 'refused-key';
  if (status === 429) return 'rate-limited';
  if (status === 408) return 'timed-out';
  if (status >= 500 || status === 409 || status === 425) return 'server-error';
  if (status === 401 || status === 403) return 'refused-key';
  if (status === 404 || code === 'model_not_found' || saysUnknownModel(detail))
    return 'unknown-model';
  return 'bad-request';
}

export function saysUnknownModel(detail: string): boolean {
  return (
    /\bmodel\b.{0,120}(not found|does not exist|not exist|unknown|not a valid|not supported)/i.test(
      detail,
    ) || /(invalid|unknown|no such) model\b/i.test(detail)
  );
}

interface Link {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** An error and its causes, outermost first; of several tried addresses the first stands for all. */
function chain(error: unknown): Link[] {
  const links: Link[] = [];
  let current = error;
  while (typeof current === 'object' && current !== null && links.length < 8) {
    const link: Link = current;
    links.push(link);
    current = link.cause ?? (Array.isArray(link.errors) ? link.errors[0] : undefined);
  }
  return links;
}

function findSystemCode(error: unknown): string | null {
  if (error instanceof APIError && !(error instanceof APIConnectionError)) return null;
  const codes = chain(error).map((link) => link.code);
  const code = codes.find((each): each is string => typeof each === 'string' && each !== '');
  return code ?? null;
}

function describe(error: unknown): string {
  const messages = chain(error)
    .map((link) => link.message)
    .filter((message): message is string => typeof message === 'string' && message !== '');
  const text = [...new Set(messages)].join(' – ');
  const code = findSystemCode(error);
  if (text === '') return code ?? String(error);
  return code === null || text.includes(code) ? text : `${text} (${code})`;
}
