import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CallRefusal } from '../../../electron/call-refusal.ts';
import { createViewPusher } from '../../../electron/ipc/push-view.ts';
import { registerContract, type Border, type Handlers } from '../../../electron/ipc/register-contract.ts';
import type { CallEvent } from '../../../electron/ipc/trusted-sender.ts';
import { StorageFailure } from '../../../electron/storage/errors.ts';
import { call } from '../../../shared/contract/call.ts';

const contract = {
  'study/read': call(z.strictObject({ name: z.string().min(1, 'Give a name.') }), z.strictObject({ title: z.string() })),
};
type Listener = (event: CallEvent, input: unknown) => Promise<unknown>;

const frame = { url: 'app://visavis/moderator/index.html' };
const moderator: CallEvent = { sender: { id: 7, mainFrame: frame }, senderFrame: frame };

function borderWith(read: Handlers<typeof contract>['study/read']) {
  const listeners = new Map<string, Listener>();
  const log: string[] = [];
  const recorded: unknown[] = [];
  const border: Border = {
    window: 'moderator',
    registry: { handle: (channel, listener) => void listeners.set(channel, listener) },
    page: { root: 'app://visavis/moderator/', contentsId: () => 7 },
    log: (line) => log.push(line),
    record: (channel, answer) => recorded.push([channel, answer]),
  };
  registerContract(contract, { 'study/read': read }, border);
  const ask = (input: unknown, event = moderator) => listeners.get('moderator:study/read')?.(event, input);
  return { ask, log, recorded, listeners };
}

describe('a call', () => {
  it('from its own window is answered, and what was sent is on record', async () => {
    const { ask, recorded, log } = borderWith(({ name }) => ({ title: `Study ${name}` }));
    const answer = { ok: true, value: { title: 'Study one' } };
    expect(await ask({ name: 'one' })).toEqual(answer);
    expect(recorded).toEqual([['moderator:study/read', answer]]);
    expect(log).toEqual([]);
  });

  it.each<[string, CallEvent]>([
    ['another window', { sender: { id: 8, mainFrame: frame }, senderFrame: frame }],
    ['a frame inside the page', { sender: { id: 7, mainFrame: {} }, senderFrame: frame }],
    ['a frame that is gone', { sender: { id: 7, mainFrame: frame }, senderFrame: null }],
    ...[
      'app://visavis/participant/index.html',
      'app://visavis.example/moderator/index.html',
      'https://visavis/moderator/index.html',
      'file:///moderator/index.html',
      'about:blank',
    ].map((url): [string, CallEvent] => [url, ((other) => ({ sender: { id: 7, mainFrame: other }, senderFrame: other }))({ url })]),
  ])('from %s is refused before anything is read', async (_who, event) => {
    const { ask, log } = borderWith(() => {
      throw new Error('must not be asked');
    });
    expect(await ask({ name: 'one' }, event)).toMatchObject({ ok: false, code: 'not-allowed' });
    expect(log).toHaveLength(1);
  });

  it('with an input that does not fit is refused, and the log does not repeat it', async () => {
    const { ask, log } = borderWith(() => ({ title: '' }));
    expect(await ask({ name: '' })).toEqual({ ok: false, code: 'bad-input', message: 'Give a name.' });
    expect(await ask({ name: 'one', apiKey: 'sk-secret' })).toMatchObject({ ok: false, code: 'bad-input' });
    expect(await ask(undefined)).toMatchObject({ ok: false, code: 'bad-input' });
    expect(log.join()).not.toContain('sk-secret');
  });

  it('whose answer says more than the contract is not answered, so no arm slips through', async () => {
    const leaky = { title: 'Study', armId: 'personal' } as { title: string };
    const { ask, log, recorded } = borderWith(() => leaky);
    expect(await ask({ name: 'one' })).toMatchObject({ ok: false, code: 'internal' });
    expect(JSON.stringify([log, recorded])).not.toContain('"personal"');
  });

  it('that a service refuses gets the code and the sentence; a fault gets neither cause nor stack', async () => {
    const refusing = borderWith(() => {
      throw new CallRefusal('over', 'The session is over.');
    });
    expect(await refusing.ask({ name: 'one' })).toEqual({ ok: false, code: 'over', message: 'The session is over.' });
    const full = borderWith(() => {
      throw new StorageFailure('disk-full', 'The disk is full.');
    });
    expect(await full.ask({ name: 'one' })).toMatchObject({ ok: false, code: 'not-stored' });
    const failing = borderWith(() => Promise.reject(new Error('secret path')));
    const answer = await failing.ask({ name: 'one' });
    expect(answer).toMatchObject({ ok: false, code: 'internal' });
    expect(JSON.stringify(answer)).not.toContain('secret path');
    expect(failing.log.join()).toContain('secret path');
  });
});

describe('a view', () => {
  it('with a field too many is not sent', () => {
    const sent: unknown[] = [];
    const log: string[] = [];
    const push = createViewPusher({
      window: 'participant',
      schema: z.strictObject({ text: z.string() }),
      receiver: () => ({ send: (channel, view) => sent.push([channel, view]) }),
      log: (line) => log.push(line),
    });
    push({ text: 'well' });
    push({ text: 'leak', model: 'big-model' } as { text: string });
    expect(sent).toEqual([['participant:view', { text: 'well' }]]);
    expect(log).toHaveLength(1);
    expect(log.join()).not.toContain('big-model');
  });
});
