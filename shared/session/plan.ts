import { isTrialStage, type ConversationPlan, type Stage, type Study, type TrialStage } from '../study/protocol.ts';

/** One entry of the plan: a stage, or one conversation of a stage. */
export type PlanStep =
  | { readonly kind: 'stage'; readonly stage: Exclude<Stage, TrialStage> }
  | {
      readonly kind: 'trial';
      readonly stage: TrialStage;
      readonly conversation: ConversationPlan;
      /** 1-based place among the conversations of the stage. */
      readonly number: number;
    };

/** The steps of a study in the order in which a participant meets them. */
export function planOf(study: Study): readonly PlanStep[] {
  return study.stages.flatMap((stage): PlanStep[] =>
    isTrialStage(stage)
      ? stage.conversations.map((conversation, index) => ({ kind: 'trial', stage, conversation, number: index + 1 }))
      : [{ kind: 'stage', stage }],
  );
}

/** What the step is called in the plan. */
export function titleOfStep(step: PlanStep): string {
  if (step.kind === 'stage') return step.stage.title;
  return step.stage.conversations.length === 1
    ? step.stage.title
    : `${step.stage.title} ${step.number}`;
}
