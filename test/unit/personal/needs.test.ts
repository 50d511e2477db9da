import { describe, expect, it } from 'vitest';
import { neededContext, needsOf, unmetNeeds } from '../../../shared/personal/needs.ts';
import type { PersonalContext } from '../../../shared/session/events.ts';
import type { Arm, PersonalPrompt } from '../../../shared/study/arms.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { smallStudy } from '../session/small-study.ts';
import { exchange, promptOf } from './a-context.ts';

const nothing: PersonalContext = { profile: {}, summary: null, exchanges: [] };
const first = { sessionNumber: 1, earlierAnswers: {} };

function armWith(personalisation: PersonalPrompt): Arm {
  const [arm] = smallStudy.arms;
  if (arm === undefined) throw new Error('The small study has arms.');
  return { ...arm, personalisation };
}

/** What refuses a session for one placeholder `x`. */
function refused(x: NonNullable<PersonalPrompt['placeholders']>[string], personal: PersonalContext | null = nothing, study: Study = smallStudy, coming = first): readonly string[] {
  return unmetNeeds(study, armWith(promptOf('{{x}}', { placeholders: { x } })), personal, coming).map(({ field, name }) => field ?? name);
}

describe('what keeps a session from being begun', () => {
  const refuse = { missing: 'refuse' } as const;

  it('is a field that is neither answered nor in the profile, and that nobody asks for in time', () => {
    expect(refused({ kind: 'field', field: 'town', ...refuse })).toEqual(['town']);
    expect(refused({ kind: 'field', field: 'town', ...refuse }, null)).toEqual(['town']);
    expect(refused({ kind: 'field', field: 'town', ...refuse }, { ...nothing, profile: { town: 'Ayr' } })).toEqual([]);
    expect(refused({ kind: 'field', field: 'age', ...refuse })).toEqual([]);
    expect(refused({ kind: 'top-preferences', count: 3, ...refuse })).toEqual(['stated_prefs']);
  });

  it('is not what is dropped or replaced', () => {
    expect(refused({ kind: 'field', field: 'town' })).toEqual([]);
    expect(refused({ kind: 'field', field: 'town', missing: { fallback: 'a town' } })).toEqual([]);
  });

  it('is a question that comes too late, unless an earlier session answered it', () => {
    const [session] = smallStudy.sessions;
    if (session === undefined) throw new Error('The small study has a session.');
    const survey = session.stages.find(({ id }) => id === 'profile');
    const late: Study = { ...smallStudy, sessions: [{ ...session, stages: [...session.stages.filter((stage) => stage !== survey), ...(survey ? [survey] : [])] }] };
    expect(refused({ kind: 'field', field: 'age', ...refuse }, nothing, late)).toEqual(['age']);
    expect(refused({ kind: 'field', field: 'age', ...refuse }, nothing, late, { sessionNumber: 1, earlierAnswers: { profile: { age: 'old' } } })).toEqual([]);
  });

  it('is a summary that nobody has reviewed, and examples that there are not', () => {
    expect(refused({ kind: 'summary', ...refuse })).toEqual(['x']);
    expect(refused({ kind: 'summary', ...refuse }, { ...nothing, summary: 'Kind.' })).toEqual([]);
    expect(refused({ kind: 'examples', rule: 'nearest-topic', count: 2, ...refuse })).toEqual(['x']);
    expect(refused({ kind: 'examples', rule: 'nearest-topic', count: 2, ...refuse }, { ...nothing, exchanges: [exchange(1)] })).toEqual([]);
  });

  it('is a type of conversation without an example of its own', () => {
    const sameType = { kind: 'examples', rule: 'same-type', count: 1, ...refuse } as const;
    expect(refused(sameType, { ...nothing, exchanges: [exchange(1)] })).toEqual(['x']);
    expect(refused(sameType, { ...nothing, exchanges: [exchange(1), exchange(2, { type: 'values guided' })] })).toEqual([]);
  });

  it('does not matter to a session that the arm has no part in', () => {
    const [session] = smallStudy.sessions;
    if (session === undefined) throw new Error('The small study has a session.');
    const survey = { ...session, id: 'survey', stages: session.stages.filter(({ kind }) => kind === 'consent') };
    expect(refused({ kind: 'field', field: 'town', ...refuse }, nothing, { ...smallStudy, sessions: [survey, { ...session, gap: { minimumDays: 1, maximumDays: 2 } }] })).toEqual([]);
  });

  it('is told for what is left out, too, so that somebody can fill it in', () => {
    const prompt = promptOf('They are {{age}}. They live in {{town}}. They are called {{name}}.');
    expect(needsOf(smallStudy, prompt, 'arm-generic', { ...nothing, profile: { name: 'Ada' } }, first)).toEqual([
      { name: 'age', field: 'age', askedInSession: true },
      { name: 'town', field: 'town', askedInSession: false },
    ]);
  });
});

describe('what is written into a session about its participant', () => {
  const whole: PersonalContext = { profile: { town: 'Ayr', location: { reside_country: 'UK' }, income: 9 }, summary: 'Kind.', exchanges: [exchange(1)] };
  const needed = (prompt: PersonalPrompt) => neededContext({ ...smallStudy, arms: [armWith(prompt)] }, whole);

  it('is nothing where no arm asks, and no more than what is asked for', () => {
    expect(neededContext(smallStudy, whole)).toBeNull();
    expect(needed(promptOf('Be kind.'))).toBeNull();
    expect(needed(promptOf('{{town}} {{location.reside_country}}'))).toEqual({ profile: { town: 'Ayr', location: { reside_country: 'UK' } }, summary: null, exchanges: [] });
    expect(needed(promptOf('{{s}} {{e}}', { placeholders: { s: { kind: 'summary' }, e: { kind: 'examples', rule: 'most-recent', count: 1 } } }))).toEqual({ ...whole, profile: {} });
  });
});
