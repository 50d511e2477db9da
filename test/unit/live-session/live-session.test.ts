import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallRefusal } from '../../../electron/call-refusal.ts';
import type { Attempt } from '../../../electron/models/call-record.ts';
import { smallStudy, withStages } from '../session/small-study.ts';
import { HeldSession } from './held-session.ts';

const conversationId = 'practice-1';
const delay = 1_500;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function atPractice(): HeldSession {
  const held = new HeldSession(smallStudy);
  held.reachPractice();
  return held;
}

function send(held: HeldSession, text = 'Hello'): void {
  held.must({ kind: 'turn/send', conversationId, text, slot: null });
}

/** Lets promises settle and the clock run on. */
async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

function repliesShown(held: HeldSession): (string | null | undefined)[] {
  const { screen } = held.session.participantView();
  return screen.kind === 'conversation' ? screen.threads.map((thread) => thread.turns.at(-1)?.reply) : [];
}

const failedAttempt: Attempt = {
  number: 1,
  request: { url: 'http://secret', body: {} },
  outcome: 'rate-limited',
  startedAt: 0,
  timeToFirstTokenMilliseconds: null,
  totalMilliseconds: 10,
  httpStatus: 429,
  systemCode: null,
  detail: 'slow down',
  receivedText: '',
  reportedModel: null,
  finishReason: null,
  usage: null,
  retryAfterMilliseconds: 4_000,
};

describe('a live session', () => {
  it('asks all four models at once, each with its own system prompt, after the calls are on disk', () => {
    const held = atPractice();
    send(held);
    expect(held.asked).toHaveLength(4);
    expect(held.kinds().filter((kind) => kind === 'call-started')).toHaveLength(4);
    expect(new Set(held.asked.map((call) => call.model.model)).size).toBe(4);
    for (const call of held.asked) {
      expect(call.messages).toEqual([
        { role: 'system', content: call.model.systemPrompt },
        { role: 'user', content: 'Hello' },
      ]);
    }
  });

  it('shows the replies together after the slowest and the minimum delay', async () => {
    const held = atPractice();
    send(held);
    held.asked.slice(0, 3).forEach((call, index) => { call.answer(`Reply ${index}`); });
    await pass(delay + 5_000);
    expect(repliesShown(held)).toEqual([null, null, null, null]);
    held.asked[3]?.answer('Reply 3');
    await pass(0);
    expect(repliesShown(held)).toEqual(['Reply 0', 'Reply 1', 'Reply 2', 'Reply 3']);
  });

  it('waits out the minimum delay when all models are quick', async () => {
    const held = atPractice();
    send(held);
    for (const call of held.asked) call.answer('Quick');
    await pass(delay - 1);
    expect(repliesShown(held)).toEqual([null, null, null, null]);
    await pass(2);
    expect(repliesShown(held)).toEqual(['Quick', 'Quick', 'Quick', 'Quick']);
  });

  it('continues every thread with its own replies', async () => {
    const held = atPractice();
    send(held);
    held.asked.forEach((call, index) => { call.answer(`Reply ${index}`); });
    await pass(delay);
    held.asked.length = 0;
    send(held, 'And then?');
    held.asked.forEach((call, index) => {
      expect(call.messages.slice(1)).toEqual([
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: `Reply ${index}` },
        { role: 'user', content: 'And then?' },
      ]);
    });
  });

  it('keeps every failed attempt and tells the moderator when the next one comes', async () => {
    const held = atPractice();
    send(held);
    const [first] = held.asked;
    first?.report({ kind: 'attempt-ended', of: 4, attempt: failedAttempt });
    expect(held.kinds()).not.toContain('attempt-ended');
    first?.report({ kind: 'waiting', nextNumber: 2, of: 4, waitMilliseconds: 4_000, until: 0, because: 'rate-limited' });
    expect(held.session.liveView().trouble).toMatchObject({ category: 'rate-limited', attempt: 1, attempts: 4 });
    expect(held.storage.events.at(-1)).toMatchObject({
      kind: 'attempt-ended',
      payload: { statusCode: 429, detail: 'slow down', retryInMilliseconds: 4_000 },
    });
    for (const call of held.asked) call.answer('Late but well');
    await pass(delay);
    expect(held.session.liveView().trouble).toBeNull();
    expect(repliesShown(held)).not.toContain(null);
  });

  it('stops the calls of a voided turn at once', async () => {
    const held = atPractice();
    send(held);
    held.session.moderator({ kind: 'turn/void', reason: 'Typing error' });
    expect(held.asked.every((call) => call.signal.aborted)).toBe(true);
    const before = held.storage.events.length;
    await pass(10_000);
    expect(held.storage.events).toHaveLength(before);
  });

  it('asks only for what is missing when the moderator retries', async () => {
    const held = atPractice();
    send(held);
    held.asked.forEach((call, index) => { if (index === 1) call.fail(); else call.answer('Well'); });
    await pass(delay);
    expect(held.session.liveView().turn?.status).toBe('stalled');
    held.asked.length = 0;
    held.session.moderator({ kind: 'turn/retry' });
    expect(held.asked).toHaveLength(1);
    held.asked[0]?.answer('At last');
    await pass(0);
    expect(repliesShown(held)).toEqual(['Well', 'At last', 'Well', 'Well']);
  });

  it('shows nothing during a pause and all of it afterwards', async () => {
    const held = atPractice();
    send(held);
    held.session.moderator({ kind: 'session/pause', reason: 'Phone call' });
    for (const call of held.asked) call.answer('Reply');
    await pass(60_000);
    expect(held.session.participantView().screen).toEqual({ kind: 'covered', because: 'paused' });
    expect(held.kinds()).not.toContain('turn-revealed');
    held.session.moderator({ kind: 'session/resume' });
    expect(repliesShown(held)).toEqual(['Reply', 'Reply', 'Reply', 'Reply']);
  });

  it('takes up after a crash with the replies that were in, and asks the others again', async () => {
    const held = atPractice();
    held.session.saveDraft('message:practice-1', 'Hello');
    send(held);
    held.asked[0]?.answer('Before the crash');
    await pass(10);
    const slots = held.storage.events[0];
    held.restart();
    expect(held.asked).toHaveLength(3);
    expect(held.storage.events.filter((event) => event.kind === 'call-ended').map((event) => event.payload.outcome))
      .toEqual(['answered', 'interrupted', 'interrupted', 'interrupted']);
    for (const call of held.asked) call.answer('After the crash');
    await pass(delay);
    expect(repliesShown(held)).toEqual(['Before the crash', 'After the crash', 'After the crash', 'After the crash']);
    expect(held.storage.events[0]).toBe(slots);
    expect(held.session.drafts()).toEqual({});
  });

  it('reveals after a restart what was complete before it', async () => {
    const held = atPractice();
    send(held);
    for (const call of held.asked) call.answer('In time');
    await pass(1);
    held.restart();
    await pass(delay);
    expect(repliesShown(held)).toEqual(['In time', 'In time', 'In time', 'In time']);
  });

  it('stops visibly when the disk is full, and acknowledges nothing that is not stored', async () => {
    const held = atPractice();
    send(held);
    held.storage.full = true;
    const viewsBefore = held.views;
    held.asked[0]?.answer('Cannot be kept');
    await pass(0);
    expect(held.views).toBeGreaterThan(viewsBefore);
    expect(held.session.participantView().screen).toEqual({ kind: 'covered', because: 'trouble' });
    expect(held.session.liveView()).toMatchObject({ halted: { code: 'disk-full' }, can: { endSession: false } });
    expect(held.asked.slice(1).every((call) => call.signal.aborted)).toBe(true);
    expect(held.session.saveDraft('message:practice-1', 'More')).toMatchObject({ ok: false });
    expect(held.session.moderator({ kind: 'note/add', text: 'Full' })).toMatchObject({ ok: false });

    held.storage.full = false;
    held.restart();
    expect(held.asked).toHaveLength(4);
    expect(held.session.participantView().screen.kind).toBe('conversation');
  });

  it('does not wait for ever for a reply that cannot be stored', async () => {
    const held = atPractice();
    send(held);
    held.storage.unfit = (event) => event.kind === 'call-ended' && event.payload.reply?.text === 'Odd';
    held.asked.forEach((call, index) => { call.answer(index === 2 ? 'Odd' : 'Sound'); });
    await pass(delay);
    expect(held.session.liveView()).toMatchObject({
      halted: null,
      turn: { status: 'stalled' },
      trouble: { category: 'malformed-stream' },
      can: { retryTurn: true },
    });
    held.asked.length = 0;
    expect(held.session.moderator({ kind: 'turn/retry' }).ok).toBe(true);
    expect(held.asked).toHaveLength(1);
    held.asked[0]?.answer('Sound now');
    await pass(delay);
    expect(repliesShown(held)).toEqual(['Sound', 'Sound', 'Sound now', 'Sound']);
  });

  it('tells the moderator, with a way on, when a model could not even be asked', async () => {
    const held = atPractice();
    send(held);
    held.asked.slice(1).forEach((call) => { call.answer('Sound'); });
    held.asked[0]?.breakOff(new CallRefusal('key-missing', 'The key of the provider is missing.'));
    await pass(delay);
    const { trouble, can } = held.session.liveView();
    expect(trouble).toMatchObject({ category: 'refused-key', attempts: 1, nextAttemptAtUtcMilliseconds: null });
    expect(can.retryTurn).toBe(true);
    held.session.moderator({ kind: 'turn/retry' });
    held.asked.at(-1)?.breakOff(new TypeError('no server'));
    await pass(delay);
    expect(held.session.liveView().trouble).toMatchObject({ category: 'bad-request' });
  });

  it('goes on when a window could not be told', async () => {
    const held = atPractice();
    held.session.onChange(() => {
      throw new Error('Object has been destroyed');
    });
    expect(held.session.participant({ kind: 'turn/send', conversationId, text: 'Hello', slot: null }).ok).toBe(true);
    expect(held.asked).toHaveLength(4);
    for (const call of held.asked) call.answer('All the same');
    await pass(delay);
    expect(repliesShown(held)).toEqual(Array(4).fill('All the same'));
    expect(held.faults).toContainEqual(new Error('Object has been destroyed'));
  });

  it('tells the windows when the talking time is over, although nothing happened', async () => {
    const limited = withStages(smallStudy, (stages) =>
      stages.map((stage) => (stage.kind === 'practice' ? { ...stage, timeLimitSeconds: 60 } : stage)),
    );
    const held = new HeldSession(limited);
    held.reachPractice();
    await pass(20_000);
    held.session.moderator({ kind: 'session/pause', reason: 'Phone call' });
    await pass(100_000);
    held.session.moderator({ kind: 'session/resume' });
    const views = held.views;
    await pass(39_999);
    expect(held.views).toBe(views);
    await pass(1);
    expect(held.views).toBe(views + 1);
    expect(held.session.participantView().screen).toMatchObject({ timeIsUp: true, canFinish: true });
    await pass(60_000);
    expect(held.views).toBe(views + 1);
  });

  it('does not call a draft saved that came after the end', () => {
    const held = atPractice();
    expect(held.session.saveDraft('message:practice-1', 'Hel')).toMatchObject({ ok: true });
    held.session.moderator({ kind: 'session/end', reason: 'Fire alarm', standing: 'kept' });
    expect(held.session.saveDraft('message:practice-1', 'Hello')).toMatchObject({ ok: false, problem: { code: 'over' } });
    expect(held.session.liveView()).toMatchObject({ halted: null, status: 'ended' });
  });
});
