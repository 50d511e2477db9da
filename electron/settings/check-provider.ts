import type { ConnectionVerdict } from '../../shared/contract/moderator.ts';
import type { SamplingParameters } from '../../shared/study/arms.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { FailureCategory, ModelEndpoint } from '../models/call-record.ts';
import { listModels } from '../models/list-models.ts';
import { testConnection, type ConnectionReport } from '../models/test-connection.ts';

type Verdict = ConnectionVerdict['verdict'];

/** The finer verdicts of a connection test, as the settings screen tells them apart. */
const verdicts: Readonly<Record<ConnectionReport['verdict'], Verdict>> = {
  works: 'works',
  slow: 'slow',
  'invalid-address': 'unreachable',
  'no-network': 'unreachable',
  'unknown-host': 'unreachable',
  'unreachable-host': 'unreachable',
  'refused-connection': 'unreachable',
  'tls-problem': 'insecure',
  'refused-key': 'refused-key',
  'unknown-model': 'unknown-model',
  'not-compatible': 'not-compatible',
  'rate-limited': 'rate-limited',
  'server-error': 'server-error',
  'connection-lost': 'unreachable',
  'timed-out': 'timed-out',
  'empty-reply': 'not-compatible',
  'bad-request': 'not-compatible',
  cancelled: 'timed-out',
};

const listVerdicts: Readonly<Record<FailureCategory, Verdict>> = {
  'rate-limited': 'rate-limited',
  'server-error': 'server-error',
  'connection-lost': 'unreachable',
  'timed-out': 'timed-out',
  'empty-reply': 'not-compatible',
  'malformed-stream': 'not-compatible',
  'refused-key': 'refused-key',
  'unknown-model': 'not-compatible',
  'bad-request': 'not-compatible',
  cancelled: 'timed-out',
};

/** Gives the endpoint, or throws `CallRefusal` with `key-missing`. */
export type FindEndpoint = () => ModelEndpoint;

/** Asks a model one short question and says in a word how that went. */
export async function checkModel(
  find: FindEndpoint,
  model: string,
  parameters: SamplingParameters,
  signal: AbortSignal,
): Promise<ConnectionVerdict> {
  const endpoint = endpointOrVerdict(find);
  if ('verdict' in endpoint) return endpoint;
  const report = await testConnection({ ...endpoint, model, parameters }, { signal });
  const verdict = verdicts[report.verdict];
  return 'detail' in report
    ? { verdict, milliseconds: null, detail: report.detail }
    : { verdict, milliseconds: Math.round(report.roundTripMilliseconds), detail: '' };
}

/** The models that a provider offers. */
export async function fetchModels(
  find: FindEndpoint,
  signal: AbortSignal,
): Promise<{ connection: ConnectionVerdict; models: string[] }> {
  const endpoint = endpointOrVerdict(find);
  if ('verdict' in endpoint) return { connection: endpoint, models: [] };
  const start = performance.now();
  const result = await listModels(endpoint.baseURL, endpoint.apiKey, signal);
  if (result.status === 'ok') {
    const milliseconds = Math.round(performance.now() - start);
    return { connection: { verdict: 'works', milliseconds, detail: '' }, models: [...result.models] };
  }
  const insecure = /CERT|SSL|TLS|EPROTO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(result.systemCode ?? '');
  const verdict = insecure ? 'insecure' : listVerdicts[result.category];
  return { connection: { verdict, milliseconds: null, detail: result.detail }, models: [] };
}

function endpointOrVerdict(find: FindEndpoint): ModelEndpoint | ConnectionVerdict {
  try {
    return find();
  } catch (error) {
    if (error instanceof CallRefusal && error.code === 'key-missing') {
      return { verdict: 'key-missing', milliseconds: null, detail: '' };
    }
    throw error;
  }
}
