import { stagePlacesOf } from '../places.ts';
import { errorAt, type Problem, type ProblemCode, type ProblemPath } from '../problem.ts';
import type { Study } from '../protocol.ts';
import { isTrialStage, type Stage, type TrialStage } from '../stages.ts';

interface Named {
  readonly id: string;
  readonly path: ProblemPath;
}

/** Names stay in data files for ever, so each of them stands for one thing. */
export function problemsOfDuplicates(study: Study): readonly Problem[] {
  const places = stagePlacesOf(study);
  const practiceArms = places.flatMap(({ stage, path }) => (stage.kind === 'practice' ? named(stage.arms, [...path, 'arms']) : []));
  return [
    ...duplicatesIn([...named(study.arms, ['arms']), ...practiceArms], 'duplicate-arm'),
    ...duplicatesIn(named(study.sessions, ['sessions']), 'duplicate-session'),
    ...duplicatesIn(places.map(({ stage, path }) => ({ id: stage.id, path: [...path, 'id'] })), 'duplicate-stage'),
    ...places.flatMap(({ stage, path }) => duplicatesOfStage(stage, path)),
    ...duplicatesIn(named(study.allocation.strata?.values ?? [], ['allocation', 'strata', 'values']), 'duplicate-stratum'),
    ...duplicatesIn(named(study.analysis.contrasts, ['analysis', 'contrasts']), 'duplicate-contrast'),
    ...duplicatesIn(named(study.analysis.exclusions, ['analysis', 'exclusions']), 'duplicate-exclusion'),
  ];
}

function duplicatesOfStage(stage: Stage, path: ProblemPath): readonly Problem[] {
  if (isTrialStage(stage)) return duplicatesOfTrial(stage, path);
  switch (stage.kind) {
    case 'consent':
      return duplicatesIn(named(stage.statements, [...path, 'statements']), 'duplicate-statement');
    case 'blinding-guess':
      return duplicatesIn(
        stage.sureChoices.map(({ value }, index) => ({ id: value, path: [...path, 'sureChoices', index, 'value'] })),
        'duplicate-choice',
      );
    case 'repeats':
      return duplicatesIn(stage.sheets.map((id, index) => ({ id, path: [...path, 'sheets', index] })), 'duplicate-repeated-sheet');
    default:
      return [];
  }
}

function duplicatesOfTrial(stage: TrialStage, path: ProblemPath): readonly Problem[] {
  const sheets = [
    ...(stage.turnSheet === null ? [] : [{ sheet: stage.turnSheet, path: [...path, 'turnSheet'] }]),
    ...stage.sheets.map((sheet, index) => ({ sheet, path: [...path, 'sheets', index] })),
  ];
  const judgements = sheets.flatMap((at) => at.sheet.judgements.map((judgement, index) => ({ judgement, path: [...at.path, 'judgements', index] })));
  return [
    ...duplicatesIn(named(stage.conversations.types, [...path, 'conversations', 'types']), 'duplicate-type'),
    ...duplicatesIn(sheets.map((at) => ({ id: at.sheet.id, path: [...at.path, 'id'] })), 'duplicate-sheet'),
    ...duplicatesIn(judgements.map((at) => ({ id: at.judgement.id, path: [...at.path, 'id'] })), 'duplicate-judgement'),
    ...judgements.flatMap((at) => {
      if (at.judgement.kind === 'text') return duplicatesIn(named(at.judgement.boxes, [...at.path, 'boxes']), 'duplicate-box');
      if (at.judgement.kind === 'attributes') return duplicatesIn(named(at.judgement.items, [...at.path, 'items']), 'duplicate-item');
      return [];
    }),
  ];
}

function named(list: readonly { readonly id: string }[], path: ProblemPath): readonly Named[] {
  return list.map(({ id }, index) => ({ id, path: [...path, index, 'id'] }));
}

/** The second of two is at fault, and every further one. */
function duplicatesIn(list: readonly Named[], code: ProblemCode): readonly Problem[] {
  const met = new Set<string>();
  return list.flatMap(({ id, path }) => {
    if (met.has(id)) return [errorAt(path, code, { id })];
    met.add(id);
    return [];
  });
}
