import type { ProblemPath } from './problem.ts';
import { slotCountOf, type Study } from './protocol.ts';
import { isTrialStage, type Stage, type TrialStage } from './stages.ts';

/** A stage where it stands in the file. Places come in the order in which stages are played. */
export interface StagePlace<Kind extends Stage = Stage> {
  readonly stage: Kind;
  readonly path: ProblemPath;
  /** Index of its session. */
  readonly session: number;
  /** Place among all stages of the study, 0 first. */
  readonly order: number;
}

export function stagePlacesOf(study: Study): readonly StagePlace[] {
  return study.sessions
    .flatMap(({ stages }, session) => stages.map((stage, index) => ({ stage, path: ['sessions', session, 'stages', index], session })))
    .map((place, order) => ({ ...place, order }));
}

export function placesOfKind<Kind extends Stage['kind']>(study: Study, kind: Kind): readonly StagePlace<Extract<Stage, { kind: Kind }>>[] {
  return stagePlacesOf(study).filter((place): place is StagePlace<Extract<Stage, { kind: Kind }>> => place.stage.kind === kind);
}

/** Practice and conversations alike. */
export function trialPlacesOf(study: Study): readonly StagePlace<TrialStage>[] {
  return stagePlacesOf(study).filter((place): place is StagePlace<TrialStage> => isTrialStage(place.stage));
}

/** How many responses are on the screen when a turn is judged: in the branch layout first the arms, then the samples. */
export function responsesPerTurn(study: Study, stage: TrialStage): readonly number[] {
  const slots = slotCountOf(study, stage);
  return stage.layout.kind === 'branch' ? [...new Set([slots, stage.layout.samplesPerTurn])] : [slots];
}
