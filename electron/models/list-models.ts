import type { FailureCategory, ModelEndpoint } from './call-record.ts';
import { createClient } from './client.ts';
import { classifyError } from './failure.ts';
import { safeDetail } from './redact-key.ts';

export type ModelListResult =
  | { readonly status: 'ok'; readonly models: readonly string[] }
  | {
      readonly status: 'failed';
      readonly category: FailureCategory;
      readonly httpStatus: number | null;
      readonly systemCode: string | null;
      readonly detail: string;
    };

const limitMilliseconds = 15_000;

/** The model names an endpoint offers, sorted. One attempt: a person is looking at the screen. */
export async function listModels(
  baseURL: string,
  apiKey: string,
  signal: AbortSignal,
): Promise<ModelListResult> {
  const endpoint: ModelEndpoint = { baseURL, apiKey };
  const limit = AbortSignal.timeout(limitMilliseconds);
  const answered: { httpStatus: number | null } = { httpStatus: null };
  const fail = (
    category: FailureCategory,
    detail: string,
    systemCode: string | null = null,
  ): ModelListResult => ({
    status: 'failed',
    category,
    httpStatus: answered.httpStatus,
    systemCode,
    detail: safeDetail(detail, apiKey),
  });
  try {
    const client = createClient(endpoint, {
      onHeaders(status) {
        answered.httpStatus = status;
      },
      onBytes: () => undefined,
    });
    const response = await client.models
      .list({ signal: AbortSignal.any([signal, limit]) })
      .asResponse();
    const names = readNames(JSON.parse(await response.text()));
    if (names === null) return fail('malformed-stream', 'The answer is no list of models.');
    return { status: 'ok', models: names };
  } catch (error) {
    if (signal.aborted) return fail('cancelled', 'Stopped on request.');
    if (limit.aborted) return fail('timed-out', `No list after ${limitMilliseconds} ms.`);
    const failure = classifyError(error, answered.httpStatus !== null, Date.now());
    return fail(failure.category, failure.detail, failure.systemCode);
  }
}

/** `{ data: [{ id }] }` by the protocol; some servers send the bare array or call it `models`. */
function readNames(answer: unknown): string[] | null {
  const wrapped = answer as { data?: unknown; models?: unknown } | null;
  const list = Array.isArray(answer) ? answer : (wrapped?.data ?? wrapped?.models);
  if (!Array.isArray(list)) return null;
  const names = list
    .map((entry: { id?: unknown; name?: unknown } | null) => entry?.id ?? entry?.name)
    .filter((name): name is string => typeof name === 'string' && name !== '');
  return [...new Set(names)].sort((left, right) =>
    left.localeCompare(right, 'en', { numeric: true }),
  );
}
