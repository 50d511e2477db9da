import type { PreferencePair } from '../recipe.ts';
import { assistant, promptMessages, type PromptMessage } from './messages.ts';

/** A line of preference data as OpenAI-compatible services read it for the method `dpo`. */
export interface OpenAiDpoRow {
  readonly input: { readonly messages: readonly PromptMessage[] };
  readonly preferred_output: readonly PromptMessage[];
  readonly non_preferred_output: readonly PromptMessage[];
}

export function openAiDpoRow(pair: PreferencePair): OpenAiDpoRow {
  return {
    input: { messages: promptMessages(pair) },
    preferred_output: assistant(pair.chosen),
    non_preferred_output: assistant(pair.rejected),
  };
}
