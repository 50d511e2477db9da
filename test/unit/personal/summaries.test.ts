import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../../electron/models/call-record.ts';
import { personalContextOf } from '../../../electron/personal/person-context.ts';
import { Summaries } from '../../../electron/personal/summaries.ts';
import { summaryRequest } from '../../../shared/personal/summary-request.ts';
import type { ChatMessage, ResolvedModel } from '../../../shared/session/events.ts';
import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import { smallStudy } from '../session/small-study.ts';
import { aRegister, aShelf, code } from './a-register.ts';

const studyId = smallStudy.id;
const chosen = { providerId: 'practice', model: 'practice-warm' };
const timing = { startedAt: 0, timeToFirstTokenMilliseconds: 0, totalMilliseconds: 0, callMilliseconds: 0 };

async function laboratory(answer: () => CallResult | Promise<CallResult> = () => written('They like the sea.')) {
  const storage = await aRegister();
  const asked: { model: ResolvedModel; messages: readonly ChatMessage[] }[] = [];
  const contextOf = (study: string, who: string) => personalContextOf(storage, aShelf, study, who);
  const summaries = new Summaries({
    storage,
    settings: { addressOf: () => 'practice' },
    ask: (model, messages) => {
      asked.push({ model, messages });
      return Promise.resolve(answer());
    },
    contextOf,
    now: () => 5,
  });
  return { storage, summaries, asked, contextOf };
}

function written(text: string): CallResult {
  return { status: 'ok', text, finishReason: 'stop', reportedModel: null, usage: null, timing, attempts: [] };
}

describe('a summary of a participant', () => {
  it('is made of profile and exchanges, kept with its request, and used by nobody yet', async () => {
    const { summaries, asked, storage, contextOf } = await laboratory();
    const { summary } = await summaries.make(studyId, code, chosen);
    expect(summary).toMatchObject({ text: 'They like the sea.', madeText: 'They like the sea.', ...chosen, madeAtUtcMilliseconds: 5, reviewedBy: null });
    const [call] = asked;
    expect(call?.model).toMatchObject({ ...chosen, baseURL: 'practice', systemPrompt: '' });
    expect(call?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(call?.messages[1]?.content).toBe(
      'What they said about themselves:\nself description: I live by the sea.\nstated prefs: \nfluency: 20\nvalues: 80\n\nEarlier exchanges:\nMessage: Is it wrong to lie to a friend?\nLiked reply: It depends.\nDisliked reply: Never lie.',
    );
    expect(storage.readSummary(studyId, code)?.request).toBe(canonicalJson(call?.messages));
    expect(contextOf(studyId, code).summary).toBeNull();
    expect(storage.listCopies(studyId, code)).toMatchObject([{ kind: 'summary', where: 'practice: practice', people: [{ studyId, participantCode: code }] }]);
  });

  it('is used in the words of its reviewer; what the model wrote stays beside it', async () => {
    const { summaries, contextOf } = await laboratory();
    await summaries.make(studyId, code, chosen);
    const { summary } = summaries.review(studyId, code, { text: 'They love the sea.', by: 'HR' });
    expect(summary).toMatchObject({ text: 'They love the sea.', madeText: 'They like the sea.', reviewedBy: 'HR', reviewedAtUtcMilliseconds: 5 });
    expect(contextOf(studyId, code).summary).toBe('They love the sea.');
    expect(summaries.list(studyId)).toEqual([{ participantCode: code, summary }]);
    expect((await summaries.make(studyId, code, chosen)).summary?.reviewedBy).toBeNull();
    expect(contextOf(studyId, code).summary).toBeNull();
    expect(summaries.discard(studyId, code)).toEqual({ participantCode: code, summary: null });
  });

  it('leaves what was there when the model fails or says nothing', async () => {
    let result: CallResult = written('First.');
    const { summaries, storage } = await laboratory(() => result);
    await summaries.make(studyId, code, chosen);
    result = { status: 'failed', category: 'server-error', detail: 'Out of order.', attempts: [] };
    await expect(summaries.make(studyId, code, chosen)).rejects.toThrow(/practice-warm wrote no summary\. Out of order\./);
    result = written('  ');
    await expect(summaries.make(studyId, code, chosen)).rejects.toMatchObject({ code: 'summary-failed' });
    expect(storage.readSummary(studyId, code)?.text).toBe('First.');
  });

  it('is not made twice at once, nor for somebody who is erased meanwhile', async () => {
    let answer: (result: CallResult) => void = () => undefined;
    const { summaries, storage } = await laboratory(() => new Promise((resolve) => (answer = resolve)));
    const making = summaries.make(studyId, code, chosen);
    await expect(summaries.make(studyId, code, chosen)).rejects.toMatchObject({ code: 'summary-running' });
    storage.eraseParticipant(studyId, code, { reason: 'asked for it', by: 'HR' });
    answer(written('They like the sea.'));
    await expect(making).rejects.toMatchObject({ code: 'unknown-participant' });
    expect(storage.readSummary(studyId, code)).toBeNull();
    expect(summaries.list(studyId)).toEqual([]);
  });

  it('needs a participant, something to say about them, and a summary to review', async () => {
    const { summaries, storage } = await laboratory();
    await expect(summaries.make(studyId, 'nobody', chosen)).rejects.toMatchObject({ code: 'unknown-participant' });
    storage.changePeople(studyId, { add: [{ code: 'NEW', origin: 'app', originId: null, profile: {} }], profiles: [], notes: [], run: null });
    await expect(summaries.make(studyId, 'NEW', chosen)).rejects.toMatchObject({ code: 'nothing-known' });
    expect(() => summaries.review(studyId, 'NEW', { text: 'x', by: 'HR' })).toThrow(/no summary of NEW/);
  });

  it('asks about the person, not about the data set', () => {
    const messages = summaryRequest({ profile: { order_stated_prefs: { values: 1 }, timing_duration_s: 9, included_in_UK_REP: true, consent: 'Yes' }, summary: null, exchanges: [] });
    expect(messages).toBeNull();
  });
});
