import { describe, expect, it } from 'vitest';
import type { Selection } from '../../../../renderer/design/editing.ts';
import { newStage, stageKinds } from '../../../../renderer/design/new-stages.ts';
import {
  duplicatedMember,
  movedMember,
  selectionHolding,
  settledSelection,
  withArmAdded,
  withoutMember,
  withSessionAdded,
  withStageAdded,
  type OutlineEdit,
} from '../../../../renderer/design/outline-edits.ts';
import { checkStudy } from '../../../../shared/study/problems.ts';
import { Study, stagesOf } from '../../../../shared/study/protocol.ts';
import { Stage } from '../../../../shared/study/stages.ts';
import { valueAt } from '../../../../shared/study/schema-problems.ts';
import { templateStudy } from '../../study/templates-at-hand.ts';

/** PRISM-X twice over: a second session like the first. */
function twoSessions(): Study {
  const twice = duplicatedMember(templateStudy('prism-x'), ['sessions', 0]);
  return twice!.study;
}

function stageIds(study: Study): readonly (readonly string[])[] {
  return study.sessions.map((session) => session.stages.map((stage) => stage.id));
}

function chosenId({ study, selection }: OutlineEdit): unknown {
  return (valueAt(study, selection) as { id?: unknown } | undefined)?.id;
}

describe('the order of stages', () => {
  it('goes up and down within a session, and the choice goes along', () => {
    const study = templateStudy('prism-x');
    const [first, second, third] = study.sessions[0]!.stages.map((stage) => stage.id);
    const down = movedMember(study, ['sessions', 0, 'stages', 0], 1)!;
    expect(stageIds(down.study)[0]!.slice(0, 3)).toEqual([second, first, third]);
    expect(chosenId(down)).toBe(first);
    expect(movedMember(down.study, down.selection, -1)!.study).toEqual(study);
  });

  it('goes over into the next session at the end of one, and back', () => {
    const study = twoSessions();
    const last = study.sessions[0]!.stages.length - 1;
    const moved = stagesOf(study)[last]!.id;
    const over = movedMember(study, ['sessions', 0, 'stages', last], 1)!;
    expect(stageIds(over.study)[1]![0]).toBe(moved);
    expect(over.selection).toEqual(['sessions', 1, 'stages', 0]);
    expect(movedMember(over.study, over.selection, -1)!.study).toEqual(study);
  });

  it('ends at the first and the last place, and never empties a session', () => {
    const study = twoSessions();
    expect(movedMember(study, ['sessions', 0, 'stages', 0], -1)).toBeNull();
    expect(movedMember(study, ['sessions', 1, 'stages', study.sessions[1]!.stages.length - 1], 1)).toBeNull();
    const lonely = { ...study, sessions: [{ ...study.sessions[0]!, stages: study.sessions[0]!.stages.slice(0, 1) }, study.sessions[1]!] };
    expect(movedMember(lonely, ['sessions', 0, 'stages', 0], 1)).toBeNull();
    expect(withoutMember(lonely, ['sessions', 0, 'stages', 0])).toBeNull();
  });

  it('leaves what there is only once where it is', () => {
    for (const selection of [[], ['arms'], ['allocation'], ['analysis'], ['blinding']] satisfies Selection[]) {
      expect(movedMember(templateStudy('prism-x'), selection, 1)).toBeNull();
      expect(duplicatedMember(templateStudy('prism-x'), selection)).toBeNull();
      expect(withoutMember(templateStudy('prism-x'), selection)).toBeNull();
    }
  });
});

describe('sessions that change their order', () => {
  it('keep their gaps in order: none before the first, one before every other', () => {
    const swapped = movedMember(twoSessions(), ['sessions', 0], 1)!.study;
    expect(swapped.sessions.map((session) => session.gap === null)).toEqual([true, false]);
    expect(withoutMember(swapped, ['sessions', 0])!.study.sessions.map((session) => session.gap)).toEqual([null]);
  });
});

describe('a copy', () => {
  it('of every stage of every template has ids of its own', () => {
    for (const name of ['prism-x', 'prism-2024', 'pairwise-arena', 'single-arm-pilot'] as const) {
      const study = templateStudy(name);
      study.sessions[0]!.stages.forEach((stage, index) => {
        const copy = duplicatedMember(study, ['sessions', 0, 'stages', index])!;
        const codes = checkStudy(copy.study).map((problem) => problem.code);
        expect(codes.filter((code) => code.startsWith('duplicate-')), `${name}, ${stage.id}`).toEqual([]);
        expect(copy.selection).toEqual(['sessions', 0, 'stages', index + 1]);
      });
    }
  });

  it('of an arm stands behind it, until there are six', () => {
    let edit: OutlineEdit | null = { study: templateStudy('prism-x'), selection: ['arms', 0] };
    let arms = edit.study.arms.length;
    for (; edit !== null; edit = duplicatedMember(edit.study, edit.selection)) arms = edit.study.arms.length;
    expect(arms).toBe(6);
  });
});

describe('something new', () => {
  it('is a stage of the right shape, of each kind, in every study', () => {
    for (const kind of stageKinds) {
      const study = templateStudy('prism-x');
      const stage = newStage(kind, study);
      expect(Stage.safeParse(stage).error, kind).toBeUndefined();
      const added = withStageAdded(study, ['sessions', 0, 'stages', 2], stage);
      expect(chosenId(added)).toBe(added.study.sessions[0]!.stages[3]!.id);
      expect(Study.safeParse(added.study).success, kind).toBe(true);
    }
  });

  it('makes a sound study of nothing with two arms, conversations and a debrief', () => {
    const begun = templateStudy('single-arm-pilot');
    const blank: Study = {
      ...begun,
      sessions: [{ id: 'session', title: 'Session', expectedMinutes: 30, gap: null, stages: [newStage('consent', begun)] }],
      analysis: { ...begun.analysis, primaryOutcome: null, contrasts: [], exclusions: [] },
    };
    let edit = withArmAdded(blank)!;
    for (const kind of ['practice', 'conversations', 'blinding-guess', 'debrief'] as const) {
      edit = withStageAdded(edit.study, [], newStage(kind, edit.study));
    }
    const problems = checkStudy(edit.study);
    expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  });

  it('comes behind the chosen stage, at the end of the chosen session, or at the end of the last', () => {
    const study = twoSessions();
    const stage = newStage('break', study);
    const behind = (selection: Selection): Selection => withStageAdded(study, selection, stage).selection;
    expect(behind(['sessions', 0, 'stages', 1])).toEqual(['sessions', 0, 'stages', 2]);
    expect(behind(['sessions', 0])).toEqual(['sessions', 0, 'stages', study.sessions[0]!.stages.length]);
    expect(behind(['allocation'])).toEqual(['sessions', 1, 'stages', study.sessions[1]!.stages.length]);
  });

  it('takes another id when a ready-made stage is put in twice', () => {
    const study = templateStudy('prism-x');
    const stage = newStage('debrief', study);
    const twice = withStageAdded(withStageAdded(study, [], stage).study, [], stage).study;
    expect(new Set(stagesOf(twice).map((each) => each.id)).size).toBe(stagesOf(twice).length);
  });

  it('is a session with a gap, twenty at most', () => {
    let study = templateStudy('single-arm-pilot');
    for (let edit = withSessionAdded(study); edit !== null; edit = withSessionAdded(study)) study = edit.study;
    expect(study.sessions).toHaveLength(20);
    expect(study.sessions.slice(1).every((session) => session.gap !== null)).toBe(true);
  });
});

describe('what the outline chooses', () => {
  it('after something was removed is what came behind it, or before', () => {
    const study = templateStudy('prism-x');
    const last = study.arms.length - 1;
    expect(withoutMember(study, ['arms', 0])!.selection).toEqual(['arms', 0]);
    expect(withoutMember(study, ['arms', last])!.selection).toEqual(['arms', last - 1]);
  });

  it('is the nearest thing there is when an undo took the chosen one away', () => {
    const study = templateStudy('prism-x');
    const last = study.sessions[0]!.stages.length - 1;
    expect(settledSelection(study, ['sessions', 3, 'stages', 40])).toEqual(['sessions', 0, 'stages', last]);
    expect(settledSelection(study, ['arms', 9])).toEqual(['arms', study.arms.length - 1]);
    expect(settledSelection(study, ['blinding'])).toEqual(['blinding']);
  });

  it('shows the field of a problem', () => {
    expect(selectionHolding(['sessions', 0, 'stages', 3, 'turns', 'minimum'])).toEqual(['sessions', 0, 'stages', 3]);
    expect(selectionHolding(['sessions', 1, 'gap'])).toEqual(['sessions', 1]);
    expect(selectionHolding(['arms', 2, 'model', 'systemPrompt'])).toEqual(['arms', 2]);
    expect(selectionHolding(['analysis', 'contrasts'])).toEqual(['analysis']);
    expect(selectionHolding(['title'])).toEqual([]);
  });
});
