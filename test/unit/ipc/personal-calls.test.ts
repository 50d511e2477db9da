import { describe, expect, it } from 'vitest';
import { personalHandlers } from '../../../electron/ipc/personal-calls.ts';
import type { Summaries } from '../../../electron/personal/summaries.ts';

const preview = { prompt: '', tokens: 0, placeholders: [], warnings: [] };
const request = { studyId: 'study', armId: 'arm', personalisation: { kind: 'prompt' as const, template: 'Be kind.' }, participantCode: null, typeId: null, message: '' };
const who = { studyId: 'study', participantCode: 'K7' };

/** The calls, with a session that can begin at any time. */
function desk() {
  const session = { running: false };
  const done: string[] = [];
  const view = { participantCode: 'K7', summary: null };
  const summaries: Pick<Summaries, 'list' | 'make' | 'review' | 'discard'> = {
    list: () => [view],
    make: () => {
      done.push('made');
      session.running = true;
      return Promise.resolve(view);
    },
    review: () => view,
    discard: () => view,
  };
  const handlers = personalHandlers({
    readyPrompts: () => Promise.resolve([]),
    previewPrompt: () => Promise.resolve(preview),
    summaries: () => Promise.resolve(summaries as Summaries),
    current: { isRunning: () => session.running },
  });
  return { session, handlers, done };
}

describe('the calls of prompts and summaries', () => {
  it('answer while nobody judges', async () => {
    const { handlers } = desk();
    expect(await handlers['prompt/ready-made']({})).toEqual([]);
    expect(await handlers['prompt/preview'](request)).toEqual(preview);
    expect(await handlers['summary/list']({ studyId: 'study' })).toHaveLength(1);
    expect(await handlers['summary/review']({ ...who, text: 'Kind.', by: 'HR' })).toEqual({ participantCode: 'K7', summary: null });
  });

  it('are all closed while a session runs, because they name arms and models', async () => {
    const { session, handlers } = desk();
    session.running = true;
    const calls: readonly (() => unknown)[] = [
      () => handlers['prompt/ready-made']({}),
      () => handlers['prompt/preview'](request),
      () => handlers['summary/list']({ studyId: 'study' }),
      () => handlers['summary/make']({ ...who, providerId: 'practice', model: 'm' }),
      () => handlers['summary/review']({ ...who, text: 'Kind.', by: 'HR' }),
      () => handlers['summary/discard'](who),
    ];
    for (const call of calls) await expect(Promise.resolve().then(call)).rejects.toMatchObject({ code: 'session-running' });
  });

  it('tell nothing of a summary that came in after a session had begun; it is kept', async () => {
    const { handlers, done } = desk();
    await expect(handlers['summary/make']({ ...who, providerId: 'practice', model: 'm' })).rejects.toMatchObject({ code: 'session-running' });
    expect(done).toEqual(['made']);
  });
});
