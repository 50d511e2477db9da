/**
 * What an allocation list is drawn from: the part of a protocol that says who meets whom, where and
 * how often, without anything a study file says besides.
 */
export interface AllocationDesign {
  readonly seed: string;
  /** In the order in which a participant comes to them. */
  readonly stages: readonly StageDesign[];
  readonly repeats: readonly RepeatDesign[];
  /** Empty: one list. Otherwise each stratum has a list of its own, balanced by itself. */
  readonly strata: readonly string[];
}

/** Conversations that follow each other in one stage. */
export interface StageDesign {
  readonly stageId: string;
  /** One to six arms, all different. */
  readonly armIds: readonly string[];
  /** How many of them stand beside each other; fewer than there are makes incomplete blocks. */
  readonly armsPerConversation: number;
  /** Conversation types, all different. Not read when the participant picks them. */
  readonly typeIds: readonly string[];
  readonly count: number;
  readonly typeOrder: TypeOrder;
}

/**
 * `listed`: the types take turns in the order given. `balanced`: Williams squares over participants,
 * no type again before every other has been. `participant`: picked in the session, so the list has none.
 */
export type TypeOrder = 'listed' | 'balanced' | 'participant';

/** Conversations of an earlier stage that come again for judgement, with other slots. */
export interface RepeatDesign {
  readonly stageId: string;
  readonly ofStageId: string;
  readonly count: number;
}

/**
 * Stages that show equally many out of the same arms, as one run of conversations: slots are balanced
 * over the whole of it, so that two stages of three conversations are as good as one of six.
 */
export interface ArmRun {
  readonly stageIds: readonly string[];
  /** In the order of the first stage. */
  readonly armIds: readonly string[];
  readonly armsPerConversation: number;
  readonly count: number;
}

const MAXIMUM_ARMS = 6;

/** The stages put together to runs, in the order in which each run begins. */
export function armRuns(design: AllocationDesign): readonly ArmRun[] {
  const runs = new Map<string, ArmRun>();
  for (const stage of design.stages) {
    const key = JSON.stringify([stage.armsPerConversation, [...stage.armIds].sort()]);
    const run = runs.get(key) ?? { ...stage, stageIds: [], count: 0 };
    runs.set(key, {
      stageIds: [...run.stageIds, stage.stageId],
      armIds: run.armIds,
      armsPerConversation: run.armsPerConversation,
      count: run.count + stage.count,
    });
  }
  return [...runs.values()];
}

/** Repeats of one stage, in the order of the design: they share out its conversations. */
export function repeatsOf(design: AllocationDesign, stageId: string): readonly RepeatDesign[] {
  return design.repeats.filter((repeat) => repeat.ofStageId === stageId);
}

/** @throws RangeError naming the stage, when no list can be drawn from the design */
export function checkDesign(design: AllocationDesign): void {
  const ids = [...design.stages, ...design.repeats].map((stage) => stage.stageId);
  requireDifferent(ids, 'A stage is allocated twice');
  requireDifferent(design.strata, 'A stratum is named twice');
  for (const stage of design.stages) checkStage(stage);
  for (const repeat of design.repeats) {
    const original = design.stages.find((stage) => stage.stageId === repeat.ofStageId);
    if (original === undefined) {
      throw new RangeError(`Stage ${repeat.stageId} repeats ${repeat.ofStageId}, which has no conversations.`);
    }
    requireCount(repeat.count, `repeats in stage ${repeat.stageId}`);
    if (repeat.count > original.count) {
      throw new RangeError(
        `Stage ${repeat.stageId} repeats ${repeat.count} conversations; ${repeat.ofStageId} has ${original.count}.`,
      );
    }
  }
}

function checkStage(stage: StageDesign): void {
  const { stageId, armIds, armsPerConversation } = stage;
  requireCount(stage.count, `conversations in stage ${stageId}`);
  requireDifferent(armIds, `An arm is named twice in stage ${stageId}`);
  requireDifferent(stage.typeIds, `A conversation type is named twice in stage ${stageId}`);
  if (armIds.length < 1 || armIds.length > MAXIMUM_ARMS) {
    throw new RangeError(`Stage ${stageId} has ${armIds.length} arms; 1 to ${MAXIMUM_ARMS} can be allocated.`);
  }
  if (!Number.isInteger(armsPerConversation) || armsPerConversation < 1 || armsPerConversation > armIds.length) {
    throw new RangeError(`Stage ${stageId} cannot show ${armsPerConversation} of ${armIds.length} arms at once.`);
  }
  if (stage.typeOrder !== 'participant' && stage.typeIds.length === 0) {
    throw new RangeError(`Stage ${stageId} orders its conversation types but has none.`);
  }
}

function requireCount(count: number, what: string): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`The number of ${what} must be whole and not negative, not ${count}.`);
  }
}

function requireDifferent(ids: readonly string[], complaint: string): void {
  if (new Set(ids).size !== ids.length) throw new RangeError(`${complaint}: ${ids.join(', ')}.`);
}
