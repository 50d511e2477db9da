import { expect, it } from 'vitest';
import type { CallRegistry } from '../../../electron/ipc/register-contract.ts';
import type { CallEvent } from '../../../electron/ipc/trusted-sender.ts';
import { createWaitingRegistry } from '../../../electron/ipc/waiting-registry.ts';

type Listener = Parameters<CallRegistry['handle']>[1];

it('keeps what a page asks while the data folder is being opened, and answers it then', async () => {
  const listeners = new Map<string, Listener>();
  const registry = createWaitingRegistry(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    ['moderator:home/get'],
  );
  const event: CallEvent = { sender: { id: 1, mainFrame: null }, senderFrame: null };
  const answer = listeners.get('moderator:home/get')?.(event, 'early');
  registry.handle('moderator:home/get', (_event, input) => Promise.resolve(`answer to ${String(input)}`));
  registry.handle('participant:view/get', () => Promise.resolve('later'));
  expect(await answer).toBe('answer to early');
  expect(await listeners.get('participant:view/get')?.(event, {})).toBe('later');
});
