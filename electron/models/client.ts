import OpenAI from 'openai';
import type { ModelEndpoint } from './call-record.ts';

/** What the wire shows and the library doesn't: any sign of life, and the end mark of a stream. */
interface Wire {
  onHeaders(status: number, headers: Headers): void;
  onBytes(bytes: Uint8Array): void;
}

/** Sent where no key is set: the library insists on one, and servers that need none ignore it. */
const placeholderKey = 'none';

/** The library's own limit must never come before ours, which is the one that gets recorded. */
const neverMilliseconds = 2 ** 31 - 1;

/**
 * A client that takes nothing from the environment (no key, organisation or address that happens
 * to be set on the laptop), writes no log, and never tries again by itself: every attempt is ours
 * to record.
 */
export function createClient(endpoint: ModelEndpoint, wire: Wire): OpenAI {
  const key = endpoint.apiKey.trim();
  return new OpenAI({
    baseURL: endpoint.baseURL.trim(),
    apiKey: key === '' ? placeholderKey : key,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: neverMilliseconds,
    logLevel: 'off',
    fetch: (input, init) => watchedFetch(input, init, wire),
  });
}

async function watchedFetch(
  input: string | URL | Request,
  init: RequestInit | undefined,
  wire: Wire,
): Promise<Response> {
  const response = await fetch(input, init);
  wire.onHeaders(response.status, response.headers);
  if (response.body === null) return response;
  const watched = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        wire.onBytes(bytes);
        controller.enqueue(bytes);
      },
    }),
  );
  return new Response(watched, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}
