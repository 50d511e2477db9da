import { describe, expect, it } from 'vitest';
import file from '../../../resources/studies/prism-x-practice.study.json' with { type: 'json' };
import { checkStudy } from '../../../shared/study/problems.ts';
import { armsOfStage, stagesOf, Study } from '../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';

describe('the practice study that comes with the app', () => {
  const study = Study.parse(file);
  const stages = stagesOf(study);

  it('leaves nothing to be said about it', () => {
    expect(checkStudy(file)).toEqual([]);
  });

  it('plays the protocol: consent, profile, instructions, practice, conversations, guess, debrief', () => {
    expect(stages.map((stage) => stage.kind)).toEqual([
      'consent',
      'questionnaire',
      'instructions',
      'practice',
      'conversations',
      'blinding-guess',
      'debrief',
    ]);
  });

  it('needs no key and no network: every arm answers from the practice models', () => {
    const arms = stages.filter(isTrialStage).flatMap((stage) => armsOfStage(study, stage));
    expect(new Set(arms.map((arm) => arm.model.providerId))).toEqual(new Set(['practice']));
    expect(arms.every((arm) => arm.model.systemPrompt.includes('about 50 words'))).toBe(true);
    expect(study.arms.map((arm) => arm.model.model)).toEqual([
      'practice-brief',
      'practice-warm',
      'practice-agreeable',
      'practice-long-winded',
    ]);
  });

  it('shows nothing of the arms under study in the practice round', () => {
    const practice = stages.find((stage) => stage.kind === 'practice');
    const studied = new Set(study.arms.map((arm) => arm.model.model));
    expect(practice?.arms.filter((arm) => studied.has(arm.model.model))).toEqual([]);
    expect(practice?.turns).toEqual({ minimum: 1, maximum: 2 });
  });

  it('holds one conversation of each type, of 2 to 6 turns', () => {
    const stage = stages.find((each) => each.kind === 'conversations');
    expect(stage?.conversations.types.map((type) => type.label)).toEqual(['unguided', 'values guided', 'controversy guided']);
    expect(stage?.turns).toEqual({ minimum: 2, maximum: 6 });
    const battery = stage?.sheets.flatMap((sheet) => sheet.judgements).find((judgement) => judgement.kind === 'attributes');
    expect(battery?.items.map((item) => item.id).sort()).toEqual([
      'creativity',
      'diversity',
      'factuality',
      'fluency',
      'helpfulness',
      'safety',
      'values',
    ]);
  });

  it('names no arm in anything a participant reads', () => {
    const read = JSON.stringify({
      title: study.title,
      stages: stages.map((stage) => (stage.kind === 'practice' ? { ...stage, arms: [] } : stage)),
    });
    const secrets = study.arms.flatMap((arm) => [arm.model.model, arm.model.systemPrompt]);
    expect(secrets.filter((secret) => read.includes(secret))).toEqual([]);
  });
});
