import type { Sheet } from '../../../shared/study/judgements.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { isTrialStage, type Stage } from '../../../shared/study/stages.ts';

/** An arm of the study under another id, with the contrasts and guesses that name it. */
export function withArmRenamed(study: Study, from: string, to: string): Study {
  const put = renamer(from, to);
  return {
    ...study,
    arms: study.arms.map((arm) => ({ ...arm, id: put(arm.id) })),
    sessions: mapStages(study, (stage) => (stage.kind === 'blinding-guess' ? { ...stage, targets: stage.targets.map(put) } : stage)),
    analysis: {
      ...study.analysis,
      contrasts: study.analysis.contrasts.map((contrast) => ({ ...contrast, first: put(contrast.first), second: put(contrast.second) })),
    },
  };
}

/** A stage under another id, with the repeats of it and the outcome judged in it. */
export function withStageRenamed(study: Study, from: string, to: string): Study {
  const put = renamer(from, to);
  const { primaryOutcome } = study.analysis;
  return {
    ...study,
    sessions: mapStages(study, (stage) => ({ ...stage, id: put(stage.id), ...(stage.kind === 'repeats' ? { of: put(stage.of) } : {}) })),
    analysis: {
      ...study.analysis,
      primaryOutcome: primaryOutcome === null ? null : { ...primaryOutcome, stageId: put(primaryOutcome.stageId) },
    },
  };
}

/** A sheet at the end of a stage's conversations (or after its turns) under another id, with the repeats that name it. */
export function withSheetRenamed(study: Study, stageId: string, from: string, to: string): Study {
  const put = renamer(from, to);
  return {
    ...study,
    sessions: mapStages(study, (stage) => {
      if (stage.kind === 'repeats' && stage.of === stageId) return { ...stage, sheets: stage.sheets.map(put) };
      return stage.id === stageId ? mapSheets(stage, (sheet) => ({ ...sheet, id: put(sheet.id) })) : stage;
    }),
  };
}

/** A judgement of a stage under another id, with the sheet that it decides and the outcome that it is. */
export function withJudgementRenamed(study: Study, stageId: string, from: string, to: string): Study {
  const put = renamer(from, to);
  const { primaryOutcome } = study.analysis;
  return {
    ...study,
    sessions: mapStages(study, (stage) =>
      stage.id !== stageId
        ? stage
        : mapSheets(stage, (sheet) => ({
            ...sheet,
            judgements: sheet.judgements.map((judgement) => ({ ...judgement, id: put(judgement.id) })),
            preferredBy: sheet.preferredBy === null ? null : put(sheet.preferredBy),
          })),
    ),
    analysis: {
      ...study.analysis,
      primaryOutcome:
        primaryOutcome?.stageId === stageId ? { ...primaryOutcome, judgementId: put(primaryOutcome.judgementId) } : primaryOutcome,
    },
  };
}

function renamer(from: string, to: string): (id: string) => string {
  return (id) => (id === from ? to : id);
}

function mapStages(study: Study, change: (stage: Stage) => Stage): Study['sessions'] {
  return study.sessions.map((session) => ({ ...session, stages: session.stages.map(change) }));
}

function mapSheets(stage: Stage, change: (sheet: Sheet) => Sheet): Stage {
  if (!isTrialStage(stage)) return stage;
  return { ...stage, turnSheet: stage.turnSheet === null ? null : change(stage.turnSheet), sheets: stage.sheets.map(change) };
}
