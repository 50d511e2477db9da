import { describe, expect, it } from 'vitest';
import practice from '../../../../../resources/studies/prism-x-practice.study.json' with { type: 'json' };
import prismX from '../../../../../resources/templates/prism-x.study.json' with { type: 'json' };
import {
  armIdsOf,
  copyOfArm,
  copyOfJudgement,
  copyOfSession,
  copyOfSheet,
  judgementIdsOf,
  newArm,
  newJudgement,
  newSession,
  newSheet,
  newType,
  standInsFor,
  withGapsSettled,
} from '../../../../../renderer/design/forms/new-members.ts';
import { withArmRenamed, withJudgementRenamed, withSheetRenamed, withStageRenamed } from '../../../../../renderer/design/forms/renaming.ts';
import { uniqueId } from '../../../../../renderer/design/forms/unique-id.ts';
import { Arm } from '../../../../../shared/study/arms.ts';
import { ConversationType } from '../../../../../shared/study/conversations.ts';
import { Judgement } from '../../../../../shared/study/judgements.ts';
import { problemsOfStudy } from '../../../../../shared/study/problems.ts';
import { hasErrors } from '../../../../../shared/study/problem.ts';
import { Study, stagesOf, trialStageOf } from '../../../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../../../shared/study/stages.ts';

const study = Study.parse(prismX);
const conversations = trialStageOf(study, 'conversations');

describe('an id for something new', () => {
  it('is the stem, or the stem with the next free number', () => {
    expect(uniqueId('judgement', ['rating'])).toBe('judgement');
    expect(uniqueId('judgement', ['judgement'])).toBe('judgement-2');
    expect(uniqueId('judgement', ['judgement', 'judgement-2'])).toBe('judgement-3');
    expect(uniqueId('judgement-2', ['judgement-2', 'judgement-3'])).toBe('judgement-4');
  });

  it('never grows beyond what an id may be', () => {
    const longest = 'a'.repeat(64);
    expect(uniqueId(longest, [longest])).toHaveLength(60);
  });
});

describe('new members of a study', () => {
  it('are all in order as they come', () => {
    for (const kind of ['slider', 'likert', 'choice', 'ranking', 'attributes', 'text'] as const) {
      expect(Judgement.safeParse(newJudgement(kind, judgementIdsOf(conversations))).success).toBe(true);
    }
    expect(Arm.safeParse(newArm(study)).success).toBe(true);
    expect(ConversationType.safeParse(newType(conversations.conversations.types)).success).toBe(true);
    const longer = { ...study, sessions: [...study.sessions, newSession(study)] };
    expect(Study.safeParse(longer).success).toBe(true);
  });

  it('have an id that nothing else has, stand-ins of practice rounds included', () => {
    expect(armIdsOf(study)).not.toContain(newArm(study).id);
    const [arm] = study.arms;
    expect(armIdsOf(study)).not.toContain(copyOfArm(study, arm!).id);
    const sheet = newSheet(conversations);
    expect(judgementIdsOf(conversations)).not.toContain(sheet.judgements[0]?.id);
    expect(sheet.preferredBy).toBe(sheet.judgements[0]?.id);
  });

  it('come as a copy of a sheet whose deciding judgement is its own', () => {
    const [first] = conversations.sheets;
    const copy = copyOfSheet(conversations, first!);
    expect(copy.judgements.map((judgement) => judgement.id)).toContain(copy.preferredBy);
    expect(judgementIdsOf(conversations)).not.toContain(copy.preferredBy);
    expect(copyOfJudgement(first!.judgements[0]!, ['rating']).id).toBe('rating-2');
  });

  it('come as a copy of a session that breaks nothing', () => {
    const copy = copyOfSession(study, study.sessions[0]!);
    const doubled = { ...study, sessions: withGapsSettled([...study.sessions, copy]) };
    const codes = problemsOfStudy(Study.parse(doubled)).filter((problem) => problem.code.startsWith('duplicate-'));
    expect(codes).toEqual([]);
    const repeats = copy.stages.find((stage) => stage.kind === 'repeats');
    expect(copy.stages.map((stage) => stage.id)).toContain(repeats?.of);
  });
});

describe('sessions in another order', () => {
  it('leave the first without a gap and give every later one some days', () => {
    const settled = withGapsSettled([{ ...newSession(study), gap: { minimumDays: 3, maximumDays: 4 } }, study.sessions[0]!]);
    expect(settled[0]?.gap).toBeNull();
    expect(settled[1]?.gap).not.toBeNull();
  });
});

describe('stand-ins of a practice round', () => {
  const stage = stagesOf(study).find((each) => each.kind === 'practice')!;

  it('are made as many as the study shows, and those that are there stay', () => {
    const one = { ...stage, arms: stage.arms.slice(0, 1) };
    const arms = standInsFor(study, one);
    expect(arms).toHaveLength(4);
    expect(arms[0]).toBe(stage.arms[0]);
    expect(new Set([...study.arms, ...arms].map((arm) => arm.id)).size).toBe(8);
    const studied = new Set(study.arms.map((arm) => arm.model.model));
    expect(new Set([...studied, ...arms.map((arm) => arm.model.model)]).size).toBe(studied.size + 4);
  });

  it('are fewer where the study shows fewer', () => {
    const pairs = { ...study, allocation: { ...study.allocation, armsPerConversation: 2 } };
    expect(standInsFor(pairs, stage)).toEqual(stage.arms.slice(0, 2));
  });
});

describe('another id for a member', () => {
  const errorsOf = (changed: Study) => hasErrors(problemsOfStudy(Study.parse(changed)));

  it('goes along everywhere that names it, so that nothing breaks', () => {
    expect(errorsOf(study)).toBe(false);
    expect(errorsOf(withArmRenamed(study, 'personal', 'own'))).toBe(false);
    expect(errorsOf(withStageRenamed(study, 'conversations', 'talks'))).toBe(false);
    expect(errorsOf(withSheetRenamed(study, 'conversations', 'comparison', 'compared'))).toBe(false);
    expect(errorsOf(withJudgementRenamed(study, 'conversations', 'ranking', 'order'))).toBe(false);
  });

  it('of a judgement is changed in its own stage alone', () => {
    const renamed = withJudgementRenamed(study, 'conversations', 'ranking', 'order');
    expect(renamed.analysis.primaryOutcome?.judgementId).toBe('order');
    const other = stagesOf(renamed).find((stage) => stage.kind === 'practice');
    expect(other && isTrialStage(other) && judgementIdsOf(other)).toContain('ranking');
  });

  it('of an arm is changed in guesses and contrasts', () => {
    const renamed = withArmRenamed(Study.parse(practice), 'personal', 'own');
    const guess = stagesOf(renamed).find((stage) => stage.kind === 'blinding-guess');
    expect(guess?.targets).toEqual(['prompted', 'own']);
    expect(renamed.analysis.contrasts.map((contrast) => contrast.first)).toEqual(['prompted', 'pooled', 'own']);
  });
});
