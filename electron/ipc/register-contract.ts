import type { z } from 'zod';
import { channelOf, type Answer, type Contract } from '../../shared/contract/call.ts';
import { answerFailure } from './answer-failure.ts';
import { isTrusted, type CallEvent, type TrustedPage } from './trusted-sender.ts';

/** One function per call of a contract: parsed input in, output out, `CallRefusal` thrown for a no. */
export type Handlers<C extends Contract> = {
  readonly [Name in keyof C]: (
    input: z.output<C[Name]['input']>,
  ) => z.input<C[Name]['output']> | Promise<z.input<C[Name]['output']>>;
};

/** The part of Electron's `ipcMain` that is used. */
export interface CallRegistry {
  handle(channel: string, listener: (event: CallEvent, input: unknown) => Promise<unknown>): void;
}

export interface Border {
  readonly window: 'participant' | 'moderator';
  readonly registry: CallRegistry;
  readonly page: TrustedPage;
  /** Gets names and causes, never inputs, outputs or keys. */
  readonly log: (line: string) => void;
  /** Sees every answer as it is sent; for the test that looks for arms in them. */
  readonly record?: (channel: string, answer: unknown) => void;
}

/** Registers every call of a contract. There is no other way into the main process. */
export function registerContract<C extends Contract>(contract: C, handlers: Handlers<C>, border: Border): void {
  for (const name of Object.keys(contract)) {
    const channel = channelOf(border.window, name);
    border.registry.handle(channel, async (event, input) => {
      const answer = isTrusted(event, border.page)
        ? await answerCall(contract, handlers, name, input, border)
        : refuseStranger(name, border);
      border.record?.(channel, answer);
      return answer;
    });
  }
}

async function answerCall<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  name: keyof C & string,
  input: unknown,
  border: Border,
): Promise<Answer<unknown>> {
  const call = contract[name];
  const handler = handlers[name];
  if (call === undefined) throw new Error(`No handler for "${name}".`);
  const parsed = call.input.safeParse(input);
  if (!parsed.success) {
    border.log(`${border.window} ${name}: input refused at ${placesOf(parsed.error)}`);
    return { ok: false, code: 'bad-input', message: firstMessageOf(parsed.error) };
  }
  try {
    const value = await handler(parsed.data as z.output<C[typeof name]['input']>);
    // What the schema of a view does not name cannot cross: this is where blinding is enforced.
    return { ok: true, value: call.output.parse(value) };
  } catch (error) {
    return answerFailure(error, `${border.window} ${name}`, border.log);
  }
}

function refuseStranger(name: string, border: Border): Answer<never> {
  border.log(`${border.window} ${name}: refused, because it did not come from the ${border.window}'s page`);
  return { ok: false, code: 'not-allowed', message: 'This window may not make this call.' };
}

function placesOf(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join('.') || 'the input itself').join(', ');
}

function firstMessageOf(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'The input does not fit.';
}
