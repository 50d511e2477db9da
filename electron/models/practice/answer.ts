import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../../shared/allocation/random.ts';
import type { PracticeFault } from './fault.ts';

/** A finished reply, ready to be sent in either form. */
export interface Answer {
  readonly id: string;
  readonly model: string;
  readonly tokens: readonly string[];
  readonly finishReason: 'stop' | 'length';
  readonly promptTokens: number;
}

/** How long a whole reply takes, drawn anew but repeatably for each. */
export interface Pace {
  readonly minimumMilliseconds: number;
  readonly maximumMilliseconds: number;
}

const defaultSlowMilliseconds = 8000;

/** Sends the reply as server-sent events, with the pauses of a model that thinks and then writes. */
export async function streamAnswer(
  response: ServerResponse,
  answer: Answer,
  pace: Pace,
  fault: PracticeFault | null,
  includeUsage: boolean,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.flushHeaders();
  const whole = wholeMilliseconds(answer.id, pace, fault);
  // At least two, so that a fault in the middle has a middle.
  const groups = inGroups(
    answer.tokens,
    Math.min(whole === 0 ? 64 : 4, Math.ceil(answer.tokens.length / 2)),
  );
  // A quarter of the time goes by before the first word.
  const pause = (share: number): Promise<void> => wait(whole * share, gone.signal);
  await pause(0.25);
  send(response, chunk(answer, { role: 'assistant', content: '' }, null));
  for (const [index, group] of groups.entries()) {
    if (gone.signal.aborted) return;
    if (fault?.kind === 'drop' && index >= groups.length / 2) {
      // What was written has to be on the wire, or the client would only see a refused call.
      await flushed(response);
      response.destroy();
      return;
    }
    if (fault?.kind === 'garbage' && index >= groups.length / 2) {
      response.end(
        'data: {"id": "chatcmpl", "choices": [{"delta": {"content": "so\n\ndata: <html>\n\n',
      );
      return;
    }
    send(response, chunk(answer, { content: group }, null));
    await pause(0.75 / groups.length);
  }
  send(response, chunk(answer, {}, answer.finishReason));
  if (includeUsage)
    send(response, { ...chunk(answer, {}, null), choices: [], usage: usage(answer) });
  response.end('data: [DONE]\n\n');
}

/** Sends the reply in one piece. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  pace: Pace,
  fault: PracticeFault | null,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  await wait(wholeMilliseconds(answer.id, pace, fault), gone.signal);
  const text = JSON.stringify({
    id: answer.id,
    object: 'chat.completion',
    created: 0,
    model: answer.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer.tokens.join('') },
        finish_reason: answer.finishReason,
      },
    ],
    usage: usage(answer),
  });
  response.writeHead(200, { 'content-type': 'application/json' });
  if (fault?.kind === 'garbage') {
    response.end(text.slice(0, text.length / 2));
  } else if (fault?.kind === 'drop') {
    response.write(text.slice(0, text.length / 2));
    await flushed(response);
    response.destroy();
  } else {
    response.end(text);
  }
}

function usage(answer: Answer): Record<string, number> {
  const completion = answer.tokens.length;
  return {
    prompt_tokens: answer.promptTokens,
    completion_tokens: completion,
    total_tokens: answer.promptTokens + completion,
  };
}

function chunk(
  answer: Answer,
  delta: Record<string, string>,
  finishReason: string | null,
): Record<string, unknown> {
  return {
    id: answer.id,
    object: 'chat.completion.chunk',
    created: 0,
    model: answer.model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}

function send(response: ServerResponse, data: Record<string, unknown>): void {
  if (!response.destroyed) response.write(`data: ${JSON.stringify(data)}\n\n`);
}

function wholeMilliseconds(id: string, pace: Pace, fault: PracticeFault | null): number {
  if (fault?.kind === 'slow') return fault.value ?? defaultSlowMilliseconds;
  const { minimumMilliseconds, maximumMilliseconds } = pace;
  return (
    minimumMilliseconds + (maximumMilliseconds - minimumMilliseconds) * createRandom(id).next()
  );
}

function inGroups(tokens: readonly string[], size: number): string[] {
  const groups: string[] = [];
  for (let index = 0; index < tokens.length; index += size) {
    groups.push(tokens.slice(index, index + size).join(''));
  }
  return groups;
}

/** Resolves early when the client has gone. */
async function wait(milliseconds: number, gone: AbortSignal): Promise<void> {
  if (milliseconds < 1) return;
  await delay(milliseconds, undefined, { signal: gone }).catch(() => undefined);
}

async function flushed(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    response.write(':\n\n', () => setTimeout(resolve, 5));
  });
}
