import { describe, expect, it } from 'vitest';
import { datasetCard, type CardSource } from '../../../shared/preferences/card.ts';
import { summaryOf } from '../../../shared/preferences/summary.ts';
import { recipeWith } from './conversations-at-hand.ts';

const usual = recipeWith();
const source: CardSource = {
  format: 'trl',
  recipe: {
    ...usual,
    sources: usual.sources.map((each) => ({ ...each, leaveOut: { stageIds: ['trials'], sessionNumbers: [2], conversationTypes: ['values guided'] } })),
    split: { unseenParticipants: 0.125, testConversations: 0.1, seed: 'a `seed`' },
  },
  appVersion: '1.2.3',
  studies: [{ studyId: 'study', title: 'A study', sessions: 1, importedConversations: 3 }],
  summary: summaryOf([]),
  unseenParticipants: 0,
  leftOutConversations: 4,
  leftOut: [{ reason: 'Level | equal', count: 7 }],
  findings: [{ severity: 'problem', message: 'Something came in.', places: ['study/c1'] }],
  files: [{ name: 'train.jsonl', rows: 12 }],
};

describe('the dataset card', () => {
  it('begins with a head that hubs read, and leaves the licence to whoever shares the data', () => {
    const [, head = '', body = ''] = datasetCard(source).split(/^---$/mu);
    expect(head).toContain('configs:\n  - config_name: default\n    data_files:\n      - split: train\n        path: "train.jsonl"\n');
    expect(head).not.toMatch(/^license:/mu);
    expect(body).toContain('what they consented to covers this use');
  });

  it('says how the split was drawn, what was left out for an evaluation, and what the checks found', () => {
    const card = datasetCard(source);
    expect(card).toContain('about 12.5% are in the test set alone');
    expect(card).toContain("the seed `a 'seed'`");
    expect(card).toContain('because they will be evaluated: trials, session 2, values guided (4 conversations).');
    expect(card).toContain('| Level \\| equal | 7 |');
    expect(card).toContain('- **problem**: Something came in. (study/c1)');
    expect(card).toContain('A study (`study`): 1 session, 3 imported conversations');
  });

  it('finds the files of each participant in their folders', () => {
    const card = datasetCard({ ...source, files: [{ name: 'K1/train.jsonl', rows: 1 }, { name: 'K1/test.jsonl', rows: 1 }] });
    expect(card).toContain('path: "*/train.jsonl"');
    expect(card).toContain('path: "*/test.jsonl"');
  });
});

describe('the summary of pairs', () => {
  it('counts code points, and takes the mean of the two in the middle', () => {
    const pair = (message: string, chosen: string, rejected: string) => ({
      studyId: 'study', participantCode: 'K1', conversationId: 'c0', sourceKey: 'imported', turn: 0, from: 'choice' as const,
      history: [], message, chosen, rejected, gap: null, drawn: false, split: 'train' as const,
    });
    const { lengths } = summaryOf([pair('🥕🥕', 'long one', 'b'), pair('five!', 'a', 'longer')]);
    expect(lengths).toEqual({ prompt: { median: 3.5, longest: 5 }, chosen: { median: 4.5, longest: 8 }, rejected: { median: 3.5, longest: 6 }, chosenIsLonger: 0.5 });
  });
});
