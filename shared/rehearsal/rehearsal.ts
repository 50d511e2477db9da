import { z } from 'zod';
import { armsOfStage, stagesOf, type Study } from '../study/protocol.ts';
import { isTrialStage } from '../study/stages.ts';
import { ChooserParameters, usualChooser } from './chooser-parameters.ts';

const ReplyLength = z.strictObject({
  mean: z.number().min(1).max(20_000).describe('Characters.'),
  standardDeviation: z.number().min(0).max(20_000).describe('Characters.'),
});

const PowerQuestion = z.strictObject({
  contrasts: z
    .array(
      z.strictObject({
        first: z.string().min(1).describe('Arm.'),
        second: z.string().min(1).describe('Arm it is set against.'),
        expectation: z.enum(['different', 'first-better', 'equivalent']),
        margin: z.number().gt(0).nullable().describe('In units of the outcome; null unless equivalence is expected.'),
      }),
    )
    .min(1)
    .nullable()
    .describe('Null for those of the analysis plan.'),
  sampleSizes: z
    .array(z.number().int().min(2).max(100_000))
    .min(1)
    .max(50)
    .nullable()
    .describe('Null for a curve around the planned sample.'),
  runs: z.number().int().min(1).max(100_000).describe('Simulated studies.'),
});

/** What a rehearsal is asked for. With the study, it settles everything that comes out. */
export const RehearsalParameters = z.strictObject({
  participants: z.number().int().min(1).max(100_000).describe('How many come.'),
  seed: z.string().min(1).max(200).describe('Same study, same parameters, same seed: same result.'),
  chooser: ChooserParameters,
  replyCharacters: z.record(z.string(), ReplyLength).describe('Length of the replies by arm; arms left out take the usual length.'),
  secondsToReply: z.strictObject({
    mean: z.number().min(0).max(600).describe('From the message to the slowest reply.'),
    spread: z.number().min(0).max(2).describe('Standard deviation of its natural log.'),
  }),
  power: PowerQuestion.nullable().describe('Null for no simulation of power.'),
});
export type RehearsalParameters = z.infer<typeof RehearsalParameters>;

/** What is likely to be asked for: usual people, no effect, the power of the analysis plan. */
export function usualRehearsal(study: Study, participants: number, seed: string): RehearsalParameters {
  return {
    participants,
    seed,
    chooser: usualChooser(study.arms.map((arm) => arm.id)),
    replyCharacters: {},
    secondsToReply: { mean: 6, spread: 0.4 },
    power: { contrasts: null, sampleSizes: null, runs: 500 },
  };
}

/** Why parameters do not fit a study, by code; sentences belong to whoever shows them. */
export interface ParameterProblem {
  readonly code: 'unknown-arm' | 'too-few-slots' | 'same-arm' | 'margin';
  readonly value: string;
}

/** What of the parameters does not fit the study; empty when it can be rehearsed with them. */
export function problemsOfParameters(study: Study, { chooser, replyCharacters, power }: RehearsalParameters): readonly ParameterProblem[] {
  const armIds = new Set(study.arms.map((arm) => arm.id));
  const contrasts = power?.contrasts ?? [];
  const named = [...Object.keys(chooser.worths), ...Object.keys(replyCharacters), ...contrasts.flatMap(({ first, second }) => [first, second])];
  const slots = mostSlots(study);
  const bias = chooser.positionBias;
  return [
    ...[...new Set(named)].filter((armId) => !armIds.has(armId)).map((value): ParameterProblem => ({ code: 'unknown-arm', value })),
    ...(bias.kind === 'slots' && bias.logOdds.length < slots ? [{ code: 'too-few-slots', value: String(slots) } as const] : []),
    ...contrasts.filter(({ first, second }) => first === second).map(({ first }): ParameterProblem => ({ code: 'same-arm', value: first })),
    ...contrasts
      .filter(({ expectation, margin }) => (expectation === 'equivalent') === (margin === null))
      .map(({ first, second }): ParameterProblem => ({ code: 'margin', value: `${first} – ${second}` })),
  ];
}

/** The most responses that stand side by side anywhere in a study. */
function mostSlots(study: Study): number {
  const counts = stagesOf(study)
    .filter(isTrialStage)
    .map((stage) => Math.max(armsOfStage(study, stage).length, stage.layout.kind === 'branch' ? stage.layout.samplesPerTurn : 0));
  return Math.max(1, ...counts);
}

/** A chooser that has a worth for every arm there is, stand-ins of practice included: 0 where none was set. */
export function chooserForStudy(study: Study, chooser: ChooserParameters): ChooserParameters {
  const armIds = [...study.arms, ...stagesOf(study).filter(isTrialStage).flatMap((stage) => armsOfStage(study, stage))].map((arm) => arm.id);
  return { ...chooser, worths: { ...Object.fromEntries(armIds.map((armId) => [armId, 0])), ...chooser.worths } };
}

const Seconds = z.number().min(0).describe('Seconds.');
const Cell = z.union([z.string(), z.number()]);

const BalanceTable = z.strictObject({
  table: z.string().describe('What is counted, as `BalanceTableName` says.'),
  stageIds: z.array(z.string()),
  rowLabels: z.array(Cell),
  columnLabels: z.array(Cell),
  counts: z.array(z.array(z.number().nullable())),
  spread: z.number(),
  possibleSpread: z.number(),
  reason: z
    .strictObject({ code: z.string(), total: z.number(), cells: z.number(), rows: z.number(), blockLength: z.number() })
    .partial({ total: true, cells: true, rows: true, blockLength: true })
    .nullable(),
});

const PowerPoint = z.strictObject({
  sampleSize: z.number().int().describe('Participants who start.'),
  runs: z.number().int(),
  detections: z.number().int(),
  power: z.number().describe('Share of the simulated studies that find what is expected.'),
  standardError: z.number().describe('Monte Carlo error of the power.'),
  low: z.number().describe('Wilson interval, 95%.'),
  high: z.number(),
});

const PowerCurve = z.strictObject({
  first: z.string(),
  second: z.string(),
  expectation: z.enum(['different', 'first-better', 'equivalent']),
  margin: z.number().nullable(),
  outcome: z.string().describe('Judgement that is simulated: ranking, rating, likert or choice.'),
  significance: z.number().describe('Level after the correction for several contrasts, which is divided evenly here (Bonferroni).'),
  points: z.array(PowerPoint),
});
export type PowerCurve = z.infer<typeof PowerCurve>;

/** Why no power was simulated. */
export const PowerObstacle = z.enum(['not-asked', 'no-outcome', 'outcome-without-numbers', 'no-contrast', 'one-arm', 'arms-never-meet']);
export type PowerObstacle = z.infer<typeof PowerObstacle>;

const StageTally = z.strictObject({
  sessionNumber: z.number().int(),
  stageId: z.string(),
  title: z.string(),
  kind: z.string(),
  reached: z.number().int().describe('Participants who came to it.'),
  finished: z.number().int().describe('Participants who went past it.'),
});

const PathFailure = z.strictObject({
  participantCode: z.string(),
  sessionNumber: z.number().int(),
  stageId: z.string(),
  reason: z.string().describe('What the engine or the form said.'),
});
export type PathFailure = z.infer<typeof PathFailure>;

/** What a rehearsal found. Never data: it is kept apart, and says what it is. */
export const RehearsalResult = z.strictObject({
  kind: z.literal('rehearsal'),
  participants: z.number().int(),
  paths: z.strictObject({
    complete: z.number().int().describe('Participants who went all the way.'),
    leftEarly: z.number().int().describe('Participants who dropped out, as the parameters ask.'),
    failed: z.number().int().describe('Participants who could not go on: the study has a fault.'),
    failures: z.array(PathFailure).describe('The first of them.'),
    stages: z.array(StageTally),
  }),
  sessions: z.array(
    z.strictObject({
      sessionNumber: z.number().int(),
      title: z.string(),
      expectedMinutes: z.number(),
      held: z.number().int().describe('Sessions that were held to their end.'),
      tenthPercentile: Seconds.nullable(),
      median: Seconds.nullable(),
      ninetiethPercentile: Seconds.nullable(),
    }),
  ),
  balance: z.strictObject({
    tables: z.array(BalanceTable).describe('Of what was held and judged.'),
    planned: z.array(BalanceTable).describe('Of the rows that were dealt: as above, had nobody left.'),
  }),
  storage: z.strictObject({
    sessions: z.number().int(),
    events: z.number().int(),
    payloadBytes: z.number().int().describe('Bytes of what was said, before tables and indices.'),
    sound: z.boolean().describe('Every chain, digest and table agrees.'),
    findings: z.array(z.string()),
  }),
  power: z.strictObject({
    obstacle: PowerObstacle.nullable().describe('Why there are no curves; null when there are.'),
    plannedParticipants: z.number().int(),
    curves: z.array(PowerCurve),
  }),
  measured: z
    .strictObject({
      milliseconds: z.number().describe('From the start to the result.'),
      sessionMilliseconds: z.number().describe('Of which for the sessions.'),
      databaseBytes: z.number().int().describe('Of the throw-away databases, together.'),
      workers: z.number().int(),
    })
    .describe('What the machine makes of it; the only part that a seed does not settle.'),
});
export type RehearsalResult = z.infer<typeof RehearsalResult>;
