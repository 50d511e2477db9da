import { allocateList } from '../allocation/list.ts';
import { designOf } from '../study/allocation-design.ts';
import type { Judgement } from '../study/judgements.ts';
import { slotCountOf, stagesOf, type Study } from '../study/protocol.ts';
import { isTrialStage, type TrialStage } from '../study/stages.ts';
import type { ChooserParameters } from './chooser-parameters.ts';
import type { PowerDesign, PowerTest, ReplyCharacters, SimulatedOutcome } from './power.ts';
import { chooserForStudy, type PowerObstacle, type RehearsalParameters } from './rehearsal.ts';
import { usualReplyLength } from './reply-length.ts';

/** One contrast, ready for `simulatePower`. */
export interface PowerTask {
  readonly chooser: ChooserParameters;
  readonly design: PowerDesign;
  readonly test: PowerTest;
}

export type PowerQuestions =
  | { readonly obstacle: PowerObstacle; readonly tasks: readonly [] }
  | { readonly obstacle: null; readonly tasks: readonly PowerTask[] };

/** The list that slot orders are read from; simulated participants take its rows over and over. */
const mostRows = 240;

/**
 * What is to be simulated to know whether the planned sample finds the effect: one test for every contrast,
 * by the primary outcome, on the slots of the allocation list. With several contrasts the level is divided
 * by their number (Bonferroni), which is a little more cautious than the Holm steps of the analysis.
 * A primary outcome that is judged after every turn is simulated once a conversation: power is then, if
 * anything, understated.
 */
export function powerQuestionsOf(study: Study, parameters: RehearsalParameters): PowerQuestions {
  const obstacle = (code: PowerObstacle): PowerQuestions => ({ obstacle: code, tasks: [] });
  const { power } = parameters;
  if (power === null) return obstacle('not-asked');
  const { plannedParticipants, primaryOutcome, significance } = study.analysis;
  const stage = stagesOf(study).find((each) => each.id === primaryOutcome?.stageId);
  const judgement = stage && isTrialStage(stage) ? judgementOf(stage, primaryOutcome?.judgementId) : undefined;
  if (study.arms.length < 2) return obstacle('one-arm');
  if (!stage || !isTrialStage(stage) || judgement === undefined) return obstacle('no-outcome');
  const outcome = simulatedOutcome(judgement);
  if (outcome === null) return obstacle('outcome-without-numbers');
  const contrasts = power.contrasts ?? study.analysis.contrasts;
  if (contrasts.length === 0) return obstacle('no-contrast');
  const design = powerDesignOf(study, stage, parameters);
  const meet = ({ first, second }: { readonly first: string; readonly second: string }): boolean =>
    design.slotOrders?.some((row) => row.some((order) => order.includes(first) && order.includes(second))) === true;
  if (!contrasts.every(meet)) return obstacle('arms-never-meet');
  const tasks = contrasts.map(
    ({ first, second, expectation, margin }, index): PowerTask => ({
      chooser: chooserForStudy(study, parameters.chooser),
      design,
      test: {
        outcome,
        first,
        second,
        expectation,
        margin: expectation === 'equivalent' ? margin : null,
        significance: significance / contrasts.length,
        sampleSizes: [...(power.sampleSizes ?? sampleSizesAround(plannedParticipants))],
        runs: power.runs,
        seed: `${parameters.seed}/power/${index}`,
      },
    }),
  );
  return { obstacle: null, tasks };
}

/** From a quarter of the planned sample to twice it. */
function sampleSizesAround(planned: number): readonly number[] {
  const sizes = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2].map((share) => Math.min(100_000, Math.max(2, Math.round(planned * share))));
  return [...new Set(sizes)].sort((first, second) => first - second);
}

function judgementOf(stage: TrialStage, judgementId: string | undefined): Judgement | undefined {
  const sheets = stage.turnSheet === null ? stage.sheets : [stage.turnSheet, ...stage.sheets];
  return sheets.flatMap((sheet) => sheet.judgements).find((judgement) => judgement.id === judgementId);
}

/** Null for what gives no number of every slot. */
function simulatedOutcome(judgement: Judgement): SimulatedOutcome | null {
  switch (judgement.kind) {
    case 'ranking':
      return { kind: 'ranking', ties: judgement.ties };
    case 'choice':
      return { kind: 'choice', ties: judgement.tie !== null };
    case 'text':
      return null;
    case 'likert':
      return judgement.of === 'each-slot' ? { kind: 'likert', points: judgement.points.length } : null;
    case 'slider':
    case 'attributes':
      return judgement.of === 'each-slot' ? { kind: 'rating' } : null;
  }
}

function powerDesignOf(study: Study, stage: TrialStage, { replyCharacters }: RehearsalParameters): PowerDesign {
  const allocation = designOf(study);
  const strata = Math.max(1, allocation.strata.length);
  const rows = allocateList(allocation, Math.ceil(Math.min(study.analysis.plannedParticipants, mostRows) / strata));
  const characters = (armId: string): ReplyCharacters => replyCharacters[armId] ?? usualReplyLength;
  return {
    armIds: study.arms.map((arm) => arm.id),
    armsPerConversation: slotCountOf(study, stage),
    conversationsPerParticipant: stage.conversations.count,
    slotOrders: rows.map((row) => row.conversations.filter((each) => each.stageId === stage.id).map((each) => each.armIds)),
    replyCharacters: Object.fromEntries(study.arms.map((arm) => [arm.id, characters(arm.id)])),
  };
}
