import type { PreferencePair } from '../recipe.ts';

export interface PromptMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** Only what was said. What an arm was told in its system prompt was not the participant's, and differs between the replies of a pair. */
export function promptMessages({ history, message }: Pick<PreferencePair, 'history' | 'message'>): readonly PromptMessage[] {
  return [
    ...history.flatMap((exchange): readonly PromptMessage[] => [{ role: 'user', content: exchange.message }, ...assistant(exchange.reply)]),
    { role: 'user', content: message },
  ];
}

export function assistant(content: string): readonly PromptMessage[] {
  return [{ role: 'assistant', content }];
}
