import type { AllocationDesign, StageDesign } from '../../../shared/allocation/design.ts';

/** Names for as many arms or types as are wanted. */
export function named(what: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${what}-${index + 1}`);
}

export interface Size {
  readonly arms: number;
  readonly shown?: number;
  readonly count: number;
  readonly types?: number;
  readonly repeats?: number;
}

/** A study with one stage of conversations called `talk`, and repeats called `again`. */
export function designOf(size: Size, seed = 'study'): AllocationDesign {
  const stage: StageDesign = {
    stageId: 'talk',
    armIds: named('arm', size.arms),
    armsPerConversation: size.shown ?? size.arms,
    typeIds: named('type', size.types ?? 0),
    count: size.count,
    typeOrder: size.types === undefined ? 'participant' : 'balanced',
  };
  const repeats = size.repeats === undefined ? [] : [{ stageId: 'again', ofStageId: 'talk', count: size.repeats }];
  return { seed, stages: [stage], repeats, strata: [] };
}
