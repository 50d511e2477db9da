import type { PreferencePair } from '../recipe.ts';
import { assistant, promptMessages, type PromptMessage } from './messages.ts';

/** A line of TRL's conversational preference format with an explicit prompt, which `DPOTrainer` reads. */
export interface TrlRow {
  /** Earlier exchanges and the message; ends with what the user wrote. */
  readonly prompt: readonly PromptMessage[];
  readonly chosen: readonly PromptMessage[];
  readonly rejected: readonly PromptMessage[];
}

export function trlRow(pair: PreferencePair): TrlRow {
  return { prompt: promptMessages(pair), chosen: assistant(pair.chosen), rejected: assistant(pair.rejected) };
}
