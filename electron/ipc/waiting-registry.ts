import type { CallRegistry } from './register-contract.ts';

type Listener = Parameters<CallRegistry['handle']>[1];

/**
 * Takes calls before there is anybody to answer them: the page loads while the data folder is
 * being opened, and what it asks meanwhile waits.
 */
export function createWaitingRegistry(registry: CallRegistry, channels: readonly string[]): CallRegistry {
  const givers = new Map<string, (listener: Listener) => void>();
  for (const channel of channels) {
    const listener = new Promise<Listener>((resolve) => givers.set(channel, resolve));
    registry.handle(channel, async (event, input) => (await listener)(event, input));
  }
  return {
    handle(channel, listener) {
      const give = givers.get(channel);
      if (give === undefined) registry.handle(channel, listener);
      else give(listener);
    },
  };
}
