import type { AllocationDesign, RepeatDesign, StageDesign } from '../allocation/design.ts';
import { armsOfStage, slotCountOf, stagesOf, type Study } from './protocol.ts';
import { isTrialStage } from './stages.ts';

/** What a study wants to have dealt, as the allocation understands it. */
export function designOf(study: Study): AllocationDesign {
  const stages = stagesOf(study);
  return {
    seed: study.allocation.seed,
    strata: study.allocation.strata?.values.map((value) => value.id) ?? [],
    stages: stages.filter(isTrialStage).map(
      (stage): StageDesign => ({
        stageId: stage.id,
        armIds: armsOfStage(study, stage).map((arm) => arm.id),
        armsPerConversation: slotCountOf(study, stage),
        typeIds: stage.conversations.types.map((type) => type.id),
        count: stage.conversations.count,
        typeOrder: stage.conversations.order,
      }),
    ),
    repeats: stages.flatMap((stage): RepeatDesign[] =>
      stage.kind === 'repeats' ? [{ stageId: stage.id, ofStageId: stage.of, count: stage.count }] : [],
    ),
  };
}
