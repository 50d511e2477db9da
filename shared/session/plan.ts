import { sessionPlanOf, type Study } from '../study/protocol.ts';
import { isTrialStage, type Stage, type StageOf, type TrialStage } from '../study/stages.ts';

/** One entry of the plan: a stage, one conversation of a stage, or one that is judged once more. */
export type PlanStep =
  | { readonly kind: 'stage'; readonly stage: Exclude<Stage, TrialStage | StageOf<'repeats'>> }
  | {
      readonly kind: 'trial';
      readonly stage: TrialStage;
      /** 1-based place among the conversations of the stage. */
      readonly number: number;
    }
  | { readonly kind: 'repeat'; readonly stage: StageOf<'repeats'>; readonly number: number };

/** The steps of one session in the order in which a participant meets them. */
export function planOf(study: Study, sessionNumber: number): readonly PlanStep[] {
  return sessionPlanOf(study, sessionNumber).stages.flatMap((stage): PlanStep[] => {
    if (isTrialStage(stage)) return numbers(stage.conversations.count).map((number) => ({ kind: 'trial', stage, number }));
    if (stage.kind === 'repeats') return numbers(stage.count).map((number) => ({ kind: 'repeat', stage, number }));
    return [{ kind: 'stage', stage }];
  });
}

/** What the step is called in the plan. */
export function titleOfStep(step: PlanStep): string {
  return step.kind === 'stage' || countOf(step) === 1 ? step.stage.title : `${step.stage.title} ${step.number}`;
}

/** How many conversations there are in the stage of a step. */
export function countOf(step: Exclude<PlanStep, { kind: 'stage' }>): number {
  return step.kind === 'trial' ? step.stage.conversations.count : step.stage.count;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
