import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { askModel, type AskOptions } from '../../../electron/models/ask-model.ts';
import type {
  AttemptEvent,
  CallResult,
  ModelRequest,
} from '../../../electron/models/call-record.ts';
import {
  noPace,
  startPracticeServer,
  type PracticeServer,
} from '../../../electron/models/practice/practice-server.ts';
import { systemClock, type Clock } from '../../../electron/models/clock.ts';

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Practice models that answer at once and stop with the test. */
export async function startPractice(
  faults = '',
  seed = 'seed of the test',
): Promise<PracticeServer> {
  const practice = await startPracticeServer({ seed, faults, pace: noPace });
  open.push(() => practice.close());
  return practice;
}

/** A server of any manners, for what the practice models don't do. */
export async function startServer(
  listener: RequestListener,
): Promise<{ baseURL: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, server };
}

/** A clock on which waiting takes no time; it remembers the waits. */
function impatientClock(now?: number): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    ...systemClock,
    waits,
    now: () => now ?? Date.now(),
    sleep: (milliseconds, signal) => {
      if (!signal.aborted) waits.push(milliseconds);
      return Promise.resolve();
    },
  };
}

export interface Asked {
  readonly result: CallResult;
  readonly events: readonly AttemptEvent[];
  readonly waits: readonly number[];
}

export async function ask(
  request: Partial<ModelRequest> & { baseURL: string },
  options: Partial<AskOptions> & { now?: number } = {},
): Promise<Asked> {
  const events: AttemptEvent[] = [];
  const clock = impatientClock(options.now);
  const result = await askModel(
    {
      apiKey: '',
      model: 'practice-brief',
      messages: [{ role: 'user', content: 'Should schools ban mobile phones?' }],
      parameters: {},
      ...request,
    },
    {
      signal: new AbortController().signal,
      clock,
      random: () => 0.5,
      onAttempt: (event) => events.push(event),
      ...options,
    },
  );
  return { result, events, waits: clock.waits };
}

export function chunkLine(delta: object, finishReason: string | null = null): string {
  const chunk = {
    id: 'x',
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

export const streamHeaders = { 'content-type': 'text/event-stream' };
