import type { z } from 'zod';

/** One call that crosses from a window to the main process: what goes in, what comes out. */
export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

/** A contract: names `noun/verb` and their calls. */
export type Contract = Readonly<Record<string, Call>>;

export function call<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output): Call<Input, Output> {
  return { input, output };
}

export type InputOf<C extends Contract, Name extends keyof C> = z.input<C[Name]['input']>;
export type OutputOf<C extends Contract, Name extends keyof C> = z.output<C[Name]['output']>;

/** Failures cross as values; nothing is thrown over the border. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** What a preload gives to its page: one function per name, and the views as they change. */
export type Api<C extends Contract, View> = {
  readonly call: { readonly [Name in keyof C]: (input: InputOf<C, Name>) => Promise<Answer<OutputOf<C, Name>>> };
  /** Calls back with every new view; returns the way to stop. */
  readonly onView: (listener: (view: View) => void) => () => void;
};

/** The channel on which calls of a contract travel: `participant:turn/send`. */
export function channelOf(window: 'participant' | 'moderator', name: string): string {
  return `${window}:${name}`;
}

/** The channel on which a window gets its views. */
export function viewChannelOf(window: 'participant' | 'moderator'): string {
  return `${window}:view`;
}
