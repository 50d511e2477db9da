import type { ModelRequest } from './call-record.ts';

/** The JSON that is sent, and recorded, for one attempt. */
export type ChatBody = Readonly<Record<string, unknown>> & {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream: true;
};

export function buildBody(request: ModelRequest): ChatBody {
  const { temperature, topP, maximumOutputTokens, seed } = request.parameters;
  return {
    model: request.model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maximumOutputTokens === undefined ? {} : { max_tokens: maximumOutputTokens }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/**
 * Servers differ in two fields: some refuse `stream_options`, and some know the length limit only
 * by its newer name. When one complains by name, the next attempt speaks its dialect; what the
 * researcher set stays the same.
 * @returns null when the complaint is about something else
 */
export function adaptBody(body: ChatBody, complaint: string): ChatBody | null {
  const fields = Object.entries(body);
  if ('stream_options' in body && complaint.includes('stream_options')) {
    return rebuilt(fields.filter(([name]) => name !== 'stream_options'));
  }
  if ('max_tokens' in body && complaint.includes('max_completion_tokens')) {
    return rebuilt(
      fields.map(([name, value]) => [
        name === 'max_tokens' ? 'max_completion_tokens' : name,
        value,
      ]),
    );
  }
  return null;
}

function rebuilt(fields: readonly (readonly [string, unknown])[]): ChatBody {
  return Object.fromEntries(fields) as ChatBody;
}
