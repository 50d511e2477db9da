import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { practiceModelNames } from '../../../electron/models/practice/practice-models.ts';
import { checkStudy } from '../../../shared/study/problems.ts';
import { armsOfStage, slotCountOf, stagesOf } from '../../../shared/study/protocol.ts';
import { changesSinceTemplate, studyFromTemplate } from '../../../shared/study/from-template.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';
import { stageOf, templateFile, templateNames, templateStudy } from './templates-at-hand.ts';

describe.each(templateNames)('the template %s', (name) => {
  const study = templateStudy(name);

  it('is a study by itself, with nothing to be said about it', () => {
    expect(checkStudy(templateFile(name))).toEqual([]);
    expect(study).toMatchObject({ id: name, template: null });
  });

  it('can be played at once: every arm answers from the practice models', () => {
    const arms = stagesOf(study).filter(isTrialStage).flatMap((stage) => armsOfStage(study, stage));
    expect(new Set(arms.map(({ model }) => model.providerId))).toEqual(new Set(['practice']));
    expect(arms.filter(({ model }) => !practiceModelNames.includes(model.model))).toEqual([]);
  });

  it('begins with consent, practises what is done, and ends with a debrief', () => {
    const stages = stagesOf(study);
    expect([stages[0]?.kind, stages.at(-1)?.kind]).toEqual(['consent', 'debrief']);
    expect(stageOf(study, 'practice').layout).toEqual(stageOf(study, 'conversations').layout);
  });

  it('names no arm and no model in anything a participant reads before the debrief', () => {
    const read = JSON.stringify(stagesOf(study).filter(({ kind }) => kind !== 'debrief').map((stage) => ('arms' in stage ? { ...stage, arms: [] } : stage)));
    const secrets = study.arms.flatMap(({ model }) => [model.model, model.systemPrompt]);
    expect(secrets.filter((secret) => read.includes(secret))).toEqual([]);
  });

  it('makes a study that differs only where somebody changes it', () => {
    const own = studyFromTemplate(study, { id: 'my-study', title: 'My study' });
    expect(own).toMatchObject({ id: 'my-study', title: 'My study', template: name, allocation: { seed: 'my-study' } });
    expect(checkStudy(own)).toEqual([]);
    expect(changesSinceTemplate(study, own)).toEqual([]);
    const longer = { ...own, sessions: own.sessions.map((session) => ({ ...session, expectedMinutes: 120 })) };
    expect(changesSinceTemplate(study, longer)).toEqual([
      { path: ['sessions', 0, 'expectedMinutes'], kind: 'changed', before: study.sessions[0]?.expectedMinutes, after: 120 },
    ]);
  });
});

describe('a template that uses a ready-made instrument', () => {
  const instrument = (name: string): unknown =>
    (JSON.parse(readFileSync(`resources/instruments/${name}.instrument.json`, 'utf8')) as { stage: unknown }).stage;

  it('takes it as it is, so that a change of the one is a change of the other', () => {
    for (const name of ['prism-x', 'prism-2024'] as const) {
      expect(stageOf(templateStudy(name), 'questionnaire')).toEqual(instrument('participant-profile'));
    }
    const prismX = templateStudy('prism-x');
    expect(stagesOf(prismX).find(({ id }) => id === 'relationship')).toEqual(instrument('relationship-seeking'));
    expect({ ...stageOf(prismX, 'blinding-guess'), targets: [] }).toEqual(instrument('blinding-guess'));
  });

  it('asks a short profile in the same words, stored under the same names', () => {
    const asked = JSON.stringify(instrument('participant-profile'));
    for (const name of ['pairwise-arena', 'single-arm-pilot'] as const) {
      const { pages } = stageOf(templateStudy(name), 'questionnaire').survey as unknown as { pages: { elements: unknown[] }[] };
      for (const element of pages[0]!.elements) expect(asked).toContain(JSON.stringify(element));
    }
  });
});

describe('the studies of the field', () => {
  it('PRISM-X: four arms side by side, two conversations of each type, rated and ranked, two of them judged again', () => {
    const study = templateStudy('prism-x');
    expect(study.arms.map(({ id, personalisation }) => [id, personalisation.kind])).toEqual([
      ['generic', 'none'],
      ['prompted', 'prompt'],
      ['pooled', 'none'],
      ['personal', 'own-model'],
    ]);
    const talk = stageOf(study, 'conversations');
    expect(talk.layout.kind).toBe('parallel');
    expect(talk.conversations).toMatchObject({ count: 6, order: 'balanced' });
    expect(talk.conversations.types.map(({ label }) => label)).toEqual(['unguided', 'values guided', 'controversy guided']);
    expect(talk.sheets.map((sheet) => sheet.judgements.map(({ kind }) => kind))).toEqual([['slider', 'ranking'], ['attributes', 'text']]);
    expect(stageOf(study, 'repeats')).toMatchObject({ of: talk.id, count: 2, sheets: ['comparison'] });
  });

  it('PRISM 2024: four answer the opening, the best goes on with two samples a turn, in about 50 words and 2 to 10 turns', () => {
    const study = templateStudy('prism-2024');
    const talk = stageOf(study, 'conversations');
    expect(talk).toMatchObject({ layout: { kind: 'branch', samplesPerTurn: 2 }, turns: { minimum: 2, maximum: 10 }, replies: { words: 50 } });
    expect(slotCountOf(study, talk)).toBe(4);
    expect(talk.turnSheet?.judgements).toMatchObject([{ kind: 'slider', of: 'each-slot', low: 'Terrible', high: 'Perfect', showNumber: false }]);
    expect(talk.turnSheet?.preferredBy).toBe('score');
    const batteries = talk.sheets.flatMap(({ judgements }) => judgements).filter((judgement) => judgement.kind === 'attributes');
    expect(batteries.map(({ id, items, notApplicable }) => [id, items.length, notApplicable !== null])).toEqual([
      ['performance', 7, true],
      ['choice', 7, true],
    ]);
    expect(study.arms.map(({ model }) => model.parameters)).toEqual(Array.from({ length: 4 }, () => ({ temperature: 1, maximumOutputTokens: 256 })));
  });

  it('Pairwise arena: two of four in each conversation, a paired choice with strength and tie after every turn', () => {
    const study = templateStudy('pairwise-arena');
    const talk = stageOf(study, 'conversations');
    expect(talk.layout.kind).toBe('common-thread');
    expect([study.arms.length, slotCountOf(study, talk)]).toEqual([4, 2]);
    expect(talk.turnSheet?.judgements).toMatchObject([{ kind: 'choice', strengths: { length: 3 }, tie: 'About the same' }]);
  });

  it('Single-arm pilot: one arm, scales and texts', () => {
    const study = templateStudy('single-arm-pilot');
    expect(study.arms).toHaveLength(1);
    const kinds = stageOf(study, 'conversations').sheets.flatMap(({ judgements }) => judgements.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['likert', 'text']));
  });
});
