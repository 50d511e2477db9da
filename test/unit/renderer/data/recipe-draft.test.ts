import { describe, expect, it } from 'vitest';
import { beginRecipe, numberIn, readRecipe, sourceOf, ticked, withSource, type RecipeDraft } from '../../../../renderer/data/recipe-draft.ts';
import { emptyTuning, readTuning } from '../../../../renderer/data/tuning-draft.ts';
import { totalsOf, unusedOwnModels } from '../../../../renderer/data/tuning-words.ts';
import { TuningJob, TuningRequest, type PreferenceSourceEntry } from '../../../../shared/contract/data.ts';
import { PreferenceRecipe } from '../../../../shared/preferences/recipe.ts';
import { usualRecipe } from '../../../../shared/preferences/usual-recipe.ts';

function entry(studyId: string): PreferenceSourceEntry {
  return {
    studyId,
    title: studyId,
    sessions: [{ sessionId: 's-1', participantCode: 'P1', sessionNumber: 1, standing: 'kept' }],
    importedConversations: 6,
    participants: ['P1', 'P2'],
    stages: [{ stageId: 'main', title: 'Main' }],
    sessionNumbers: [1, 2],
    conversationTypes: ['unguided'],
  };
}

const begun = beginRecipe([entry('prism-x')]);

function problemsOf(change: Partial<RecipeDraft>): readonly string[] {
  return readRecipe({ ...begun, ...change }).problems;
}

describe('a recipe being written', () => {
  it('begins as the usual recipe of the one study there is', () => {
    expect(readRecipe(begun).recipe).toEqual(usualRecipe(['prism-x']));
  });

  it('begins with no study where there are several', () => {
    const several = beginRecipe([entry('one'), entry('two')]);
    expect(readRecipe(several)).toEqual({ recipe: null, problems: ['sources'] });
    expect(readRecipe(withSource(several, 'two', { used: true })).recipe?.sources.map(({ studyId }) => studyId)).toEqual(['two']);
  });

  it('is read as the contract wants it, with shares in place of per cents', () => {
    const draft = {
      ...withSource(begun, 'prism-x', { sessions: 'chosen', chosenSessions: ['s-1'], participants: 'chosen', chosenParticipants: ['P2'] }),
      minimumGap: '12,5',
      unseenParticipants: ' 20 ',
      testConversations: '0',
    };
    const { recipe } = readRecipe(draft);
    expect(PreferenceRecipe.parse(recipe)).toEqual(recipe);
    expect(recipe?.sources[0]).toMatchObject({ sessions: ['s-1'], participants: ['P2'] });
    expect(recipe?.pairs.ratings).toEqual({ minimumGap: 12.5 });
    expect(recipe?.split).toEqual({ unseenParticipants: 0.2, testConversations: 0, seed: begun.seed });
  });

  it('says which fields keep it from being one', () => {
    expect(problemsOf({ minimumGap: 'much' })).toEqual(['minimumGap']);
    expect(problemsOf({ minimumGap: '100' })).toEqual(['minimumGap']);
    expect(problemsOf({ minimumGap: 'much', ratings: false })).toEqual([]);
    expect(problemsOf({ ratings: false, rankings: null, choices: false })).toEqual(['pairs']);
    expect(problemsOf({ unseenParticipants: '95', testConversations: '-1', seed: ' ' })).toEqual(['unseenParticipants', 'testConversations', 'seed']);
  });

  it('does not take a study of which nothing is chosen', () => {
    expect(problemsOf(withSource(begun, 'prism-x', { sessions: 'chosen' }))).toEqual(['sessions:prism-x']);
    expect(problemsOf(withSource(begun, 'prism-x', { sessions: 'none', imported: false }))).toEqual(['nothing:prism-x']);
    expect(problemsOf(withSource(begun, 'prism-x', { sessions: 'none' }))).toEqual([]);
    expect(problemsOf(withSource(begun, 'prism-x', { participants: 'chosen' }))).toEqual(['participants:prism-x']);
  });

  it('keeps what is ticked in the order in which it is offered', () => {
    expect(ticked(['c'], 'a', true, ['a', 'b', 'c'])).toEqual(['a', 'c']);
    expect(ticked(['a', 'c'], 'a', false, ['a', 'b', 'c'])).toEqual(['c']);
    expect(sourceOf(begun, 'unknown').used).toBe(false);
  });

  it('reads numbers as people type them, and nothing else', () => {
    expect(['7', '7.5', '7,5', ' 7 '].map((text) => numberIn(text, 0, 10))).toEqual([7, 7.5, 7.5, 7]);
    expect(['', 'x', '1e3', '-1', '11', '1 0'].map((text) => numberIn(text, 0, 10))).toEqual([null, null, null, null, null, null]);
  });
});

describe('a request for training being written', () => {
  const recipe = usualRecipe(['prism-x']);
  const filled = { ...emptyTuning, providerId: 'practice', model: ' practice-brief ' };

  it('leaves to the service what is left empty', () => {
    const { request } = readTuning(filled, recipe);
    expect(TuningRequest.parse(request)).toMatchObject({ baseModel: 'practice-brief', scope: { kind: 'pooled' }, beta: null, epochs: null, pricePerMillionTokens: null });
  });

  it('says which fields are wrong', () => {
    expect(readTuning({ ...emptyTuning, scope: 'per-group' }, recipe).wrong).toEqual(['model', 'field']);
    expect(readTuning({ ...filled, beta: '0', epochs: '1.5', price: 'cheap' }, recipe).wrong).toEqual(['beta', 'epochs', 'price']);
    expect(readTuning({ ...filled, beta: '0,1', epochs: '3', price: '25' }, recipe).request).toMatchObject({ beta: 0.1, epochs: 3, pricePerMillionTokens: 25 });
  });
});

describe('what a plan comes to', () => {
  const planned = { scope: { kind: 'pooled' }, pairs: 20, tokens: 1_000, estimatedCost: 0.5, problem: null } as const;

  it('leaves out jobs that cannot begin', () => {
    expect(totalsOf({ jobs: [planned, { ...planned, problem: 'Too few.' }] })).toEqual({ jobs: 1, pairs: 20, tokens: 1_000, cost: 0.5 });
  });

  it('names no cost where one is not known', () => {
    expect(totalsOf({ jobs: [planned, { ...planned, estimatedCost: null }] }).cost).toBeNull();
    expect(totalsOf({ jobs: [] }).cost).toBeNull();
  });
});

describe('finished own models that stand nowhere yet', () => {
  const job = TuningJob.parse({
    id: 1,
    providerId: 'practice',
    baseModel: 'practice-brief',
    scope: { kind: 'participant', studyId: 'prism-x', participantCode: 'P1' },
    status: 'succeeded',
    pairs: 20,
    datasetDigest: 'a',
    beta: null,
    epochs: null,
    remoteId: 'job-1',
    resultModel: 'tuned-1',
    trainedTokens: 10,
    estimatedCost: null,
    cost: null,
    createdAtUtcMilliseconds: 1,
    finishedAtUtcMilliseconds: 2,
    problem: null,
    events: [],
    usedAs: [],
  });

  it('are offered once for each person, the newest', () => {
    const newer = { ...job, id: 2, createdAtUtcMilliseconds: 5 };
    const other = { ...job, id: 3, scope: { kind: 'participant', studyId: 'prism-x', participantCode: 'P2' } } as const;
    expect(unusedOwnModels([newer, job, other]).map(({ id }) => id)).toEqual([2, 3]);
  });

  it('are not those for everybody, unfinished ones, or those in use', () => {
    const pooled = { ...job, scope: { kind: 'pooled' } } as const;
    const running = { ...job, status: 'running', resultModel: null } as const;
    const used = { ...job, usedAs: [{ studyId: 'prism-x', armId: 'own', participantCode: 'P1' }] };
    expect(unusedOwnModels([pooled, running, used])).toEqual([]);
  });
});
