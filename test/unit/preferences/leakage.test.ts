import { describe, expect, it } from 'vitest';
import { makeDataSet, type SourceConversation } from '../../../shared/preferences/data-set.ts';
import { leakageCheck } from '../../../shared/preferences/leakage.ts';
import type { JudgedConversation } from '../../../shared/preferences/judged-conversation.ts';
import type { PreferencePair } from '../../../shared/preferences/recipe.ts';
import { conversationOf, recipeWith } from './conversations-at-hand.ts';

const recipe = recipeWith({ pairs: { ratings: { minimumGap: 1 } } });
const longReply = 'Opinions on this differ a great deal between people and places.';

function source(message: string, reply: string, details: Partial<JudgedConversation>, leftOut = false): SourceConversation {
  const conversation = conversationOf([{ message, replies: { A: reply, B: `worse than ${details.conversationId ?? ''}` }, judgements: { ratings: { A: 80, B: 20 } } }], details);
  return { conversation, person: conversation.participantCode, leftOut };
}

function found(conversations: readonly SourceConversation[], repeats: Parameters<typeof makeDataSet>[2] = []) {
  return makeDataSet(recipe, conversations, repeats).findings.filter(({ id }) => id !== 'few-pairs');
}

describe('the leakage check', () => {
  it('says nothing where nothing came in', () => {
    expect(found([source('One', `${longReply} One`, { conversationId: 'c1' }), source('Two', `${longReply} Two`, { conversationId: 'c2' }, true)])).toEqual([]);
  });

  it('finds the opening and the replies of a left-out trial in the training set, however they are spaced and written', () => {
    const findings = found([source('Is it RIGHT?', longReply, { conversationId: 'c1' }), source(' is it  right!', `  ${longReply.toUpperCase()}\n`, { conversationId: 'c2' }, true)]);
    expect(findings).toEqual([
      { id: 'opening-shared-with-left-out', severity: 'warning', count: 1, places: ['study/c1 = study/c2'] },
      { id: 'reply-shared-with-left-out', severity: 'warning', count: 1, places: ['study/c1 = study/c2'] },
    ]);
  });

  it('tells an opening that is shared from a reply that is', () => {
    const shared = (message: string, reply: string) => found([source('One', `${longReply} One`, { conversationId: 'c1' }), source(message, reply, { conversationId: 'c2' }, true)]).map(({ id }) => id);
    expect(shared('One', `${longReply} Two`)).toEqual(['opening-shared-with-left-out']);
    expect(shared('Two', `${longReply} One`)).toEqual(['reply-shared-with-left-out']);
  });

  it('lets short replies be the same by chance', () => {
    expect(found([source('One', 'Yes, of course.', { conversationId: 'c1' }), source('Two', 'Yes, of course.', { conversationId: 'c2' }, true)])).toEqual([]);
  });

  it('finds a left-out session that came back as an imported copy', () => {
    const held = { source: { kind: 'session' as const, sessionId: 's1', sessionNumber: 2 }, conversationId: 'trials-1' };
    const findings = found([source('One', 'a', { conversationId: 's1.trials-1', studyId: 'copy' }), source('One', 'a', held, true)]);
    expect(findings).toContainEqual({ id: 'left-out-conversation-in-pairs', severity: 'problem', count: 1, places: ['copy/s1.trials-1 = study/s1.trials-1'] });
  });

  it('does not take conversations of two sessions for one because they have the same number', () => {
    const of = (sessionId: string) => ({ source: { kind: 'session' as const, sessionId, sessionNumber: 1 }, conversationId: 'trials-1' });
    expect(found([source('One', 'a', of('s1')), source('Two', 'b', of('s2'), true)])).toEqual([]);
  });

  it('finds a conversation that is trained on and judged again in a left-out trial', () => {
    const of = { source: { kind: 'session' as const, sessionId: 's1', sessionNumber: 1 }, conversationId: 'trials-1' };
    expect(found([source('One', 'a', of)], [{ original: 's1.trials-1', by: 'study/s2.again-1' }])).toEqual([
      { id: 'repeated-in-left-out', severity: 'problem', count: 1, places: ['s1.trials-1 = study/s2.again-1'] },
    ]);
    expect(found([source('One', 'a', of)], [{ original: 's1.trials-2', by: 'study/s2.again-1' }])).toEqual([]);
  });

  it('reads the finished pairs: a mistake of whoever split them would show', () => {
    const check = leakageCheck();
    const conversation = conversationOf([{ message: 'Hello', replies: { A: longReply, B: 'b' } }]);
    const pair = (split: 'train' | 'test'): PreferencePair => ({
      studyId: 'study', participantCode: 'K7', conversationId: 'c0', sourceKey: 'imported', turn: 0, from: 'rating',
      history: [], message: 'Hello', chosen: longReply, rejected: 'b', gap: 1, drawn: false, split,
    });
    check.addUnseen('K7');
    check.addPairs(conversation, 'K7', [pair('train'), pair('test')]);
    check.addLeftOut(conversation);
    expect(check.findings().map(({ id, severity }) => `${severity}: ${id}`)).toEqual([
      'problem: conversation-on-both-sides',
      'problem: left-out-conversation-in-pairs',
      'problem: unseen-participant-in-train',
      'warning: opening-shared-with-left-out',
      'warning: reply-shared-with-left-out',
      'note: opening-shared-by-splits',
      'note: reply-shared-by-splits',
    ]);
  });
});
