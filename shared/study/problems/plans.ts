import { armBlockLength } from '../../allocation/arm-block.ts';
import { squaresPerTypeBlock } from '../../allocation/type-order.ts';
import { comparesSlots, isRated } from '../judgement-rules.ts';
import type { Judgement } from '../judgements.ts';
import { placesOfKind } from '../places.ts';
import { errorAt, warningAt, type Problem, type ProblemPath } from '../problem.ts';
import type { Study } from '../protocol.ts';

/** Allocation and analysis: arms that are there, an outcome that is judged, a sample that comes out even. */
export function problemsOfPlans(study: Study): readonly Problem[] {
  return [...problemsOfAllocation(study), ...problemsOfOutcome(study), ...problemsOfContrasts(study), ...problemsOfExclusions(study)];
}

function problemsOfAllocation(study: Study): readonly Problem[] {
  const { armsPerConversation } = study.allocation;
  const arms = study.arms.length;
  if (armsPerConversation !== null && armsPerConversation > arms) {
    return [errorAt(['allocation', 'armsPerConversation'], 'more-arms-than-there-are', { wanted: armsPerConversation, arms })];
  }
  const block = balancedSampleOf(study);
  const planned = study.analysis.plannedParticipants;
  if (block === null || planned % block === 0) return [];
  const strata = study.allocation.strata?.values.length ?? 1;
  return [warningAt(['analysis', 'plannedParticipants'], 'sample-uneven', { planned, block, strata, next: Math.ceil(planned / block) * block })];
}

/**
 * How many participants it takes until every arm, and every conversation type whose order is balanced, has
 * been everywhere equally often, in each stratum. Null when nothing is allotted: one arm, types as listed.
 */
export function balancedSampleOf(study: Study): number | null {
  const blocks = placesOfKind(study, 'conversations').flatMap(({ stage: { conversations } }) => {
    const types = conversations.types.length;
    return conversations.order === 'balanced' ? [types * squaresPerTypeBlock(types, conversations.count)] : [];
  });
  if (study.arms.length > 1) blocks.push(armBlockLength(study.arms.length));
  const block = blocks.reduce(leastCommonMultiple, 1);
  return block === 1 ? null : block * (study.allocation.strata?.values.length ?? 1);
}

function leastCommonMultiple(one: number, other: number): number {
  let [greater, rest] = [one, other];
  while (rest !== 0) [greater, rest] = [rest, greater % rest];
  return (one / greater) * other;
}

function problemsOfOutcome(study: Study): readonly Problem[] {
  const { primaryOutcome } = study.analysis;
  const path: ProblemPath = ['analysis', 'primaryOutcome'];
  if (primaryOutcome === null) return [warningAt(path, 'no-outcome')];
  const { stageId, judgementId } = primaryOutcome;
  const place = placesOfKind(study, 'conversations').find(({ stage }) => stage.id === stageId);
  if (place === undefined) return [errorAt([...path, 'stageId'], 'outcome-stage-unknown', { stage: stageId })];
  const { turnSheet, sheets } = place.stage;
  const judgement = [...(turnSheet === null ? [] : [turnSheet]), ...sheets].flatMap((sheet) => sheet.judgements).find(({ id }) => id === judgementId);
  const at = [...path, 'judgementId'];
  if (judgement === undefined) return [errorAt(at, 'outcome-unknown', { stage: stageId, judgement: judgementId })];
  return canDecide(judgement, study.arms.length) ? [] : [errorAt(at, 'outcome-undecided', { judgement: judgementId })];
}

/** With a single arm there is nothing to compare, so any number will do. */
function canDecide(judgement: Judgement, arms: number): boolean {
  return arms === 1 ? isRated(judgement) : comparesSlots(judgement);
}

function problemsOfContrasts(study: Study): readonly Problem[] {
  const { contrasts } = study.analysis;
  if (contrasts.length === 0 && study.arms.length > 1) return [warningAt(['analysis', 'contrasts'], 'no-contrasts')];
  const pairs = contrasts.map(({ first, second }) => [first, second].sort().join(' '));
  return contrasts.flatMap(({ id, first, second, expectation, margin }, index) => {
    const path = ['analysis', 'contrasts', index];
    const problems = (['first', 'second'] as const)
      .map((side) => ({ side, arm: side === 'first' ? first : second }))
      .filter(({ arm }) => study.arms.every((each) => each.id !== arm))
      .map(({ side, arm }) => errorAt([...path, side], 'unknown-arm', { arm }));
    if (first === second) problems.push(errorAt([...path, 'second'], 'contrast-of-one', { arm: first }));
    else if (pairs.indexOf(pairs[index] ?? '') !== index) problems.push(warningAt(path, 'contrast-twice', { first, second }));
    if (expectation === 'equivalent' && margin === null) problems.push(errorAt([...path, 'margin'], 'margin-missing', { contrast: id }));
    if (expectation !== 'equivalent' && margin !== null) problems.push(warningAt([...path, 'margin'], 'margin-unused', { contrast: id }));
    return problems;
  });
}

function problemsOfExclusions(study: Study): readonly Problem[] {
  const stages = placesOfKind(study, 'conversations').map(({ stage }) => stage);
  /** From here on a rule would leave nobody. */
  const most = {
    'fewer-conversations-than': stages.reduce((sum, { conversations }) => sum + conversations.count, 0),
    'fewer-turns-than': Math.max(0, ...stages.map(({ turns }) => turns.maximum)),
    'judged-faster-than-seconds': Number.POSITIVE_INFINITY,
  };
  return study.analysis.exclusions.flatMap(({ id, rule, value }, index) => {
    if (rule === 'described') return [];
    const path = ['analysis', 'exclusions', index, 'value'];
    if (value === null) return [errorAt(path, 'exclusion-value-missing', { exclusion: id })];
    return value > most[rule] ? [errorAt(path, 'exclusion-of-all', { exclusion: id, value, most: most[rule] })] : [];
  });
}
