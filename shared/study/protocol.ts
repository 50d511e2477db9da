import { z } from 'zod';
import { Arm } from './arms.ts';
import { Identifier, Text } from './identifier.ts';
import { AllocationPlan, AnalysisPlan, BlindingPolicy } from './plans.ts';
import { isTrialStage, Stage, type TrialStage } from './stages.ts';

/**
 * A study file, `*.study.json`: what is asked of whom, in which order, of which arms.
 * This schema is the only definition: files are read through it, the codebook is written from it.
 * It says what a file must look like; what makes sense together is said by `problemsOfStudy`.
 */
export const studyFormat = 'visavis-study';
export const studyFormatVersion = 2;

export const SessionPlan = z.strictObject({
  id: Identifier,
  title: Text,
  expectedMinutes: z.number().int().min(1),
  gap: z
    .strictObject({ minimumDays: z.number().min(0).max(3_650), maximumDays: z.number().min(0).max(3_650) })
    .nullable()
    .describe('Days after the session before; null for the first session.'),
  stages: z.array(Stage).min(1),
});
export type SessionPlan = z.infer<typeof SessionPlan>;

export const Study = z.strictObject({
  format: z.literal(studyFormat),
  formatVersion: z.literal(studyFormatVersion),
  id: Identifier,
  title: Text,
  summary: z.string(),
  template: Identifier.nullable().describe('Template that the study was made from; null for none.'),
  arms: z.array(Arm).min(1).max(6),
  sessions: z.array(SessionPlan).min(1).max(20),
  allocation: AllocationPlan,
  analysis: AnalysisPlan,
  blinding: BlindingPolicy,
});
export type Study = z.infer<typeof Study>;

/** All stages, of all sessions, in order. */
export function stagesOf(study: Study): readonly Stage[] {
  return study.sessions.flatMap((session) => session.stages);
}

/** A planned session by its number, 1 first. */
export function sessionPlanOf(study: Study, number: number): SessionPlan {
  const plan = study.sessions[number - 1];
  if (!plan) throw new RangeError(`Study "${study.id}" has ${study.sessions.length} sessions, so no session ${number}.`);
  return plan;
}

/** A stage that holds conversations, by its id. */
export function trialStageOf(study: Study, stageId: string): TrialStage {
  const stage = stagesOf(study).find((each) => each.id === stageId);
  if (!stage || !isTrialStage(stage)) throw new Error(`Stage "${stageId}" holds no conversations.`);
  return stage;
}

/** The arms that answer in a stage: stand-ins in practice, the study's own otherwise. */
export function armsOfStage(study: Study, stage: TrialStage): readonly Arm[] {
  return stage.kind === 'practice' ? stage.arms : study.arms;
}

/** How many arms appear in each conversation of a stage. */
export function slotCountOf(study: Study, stage: TrialStage): number {
  const arms = armsOfStage(study, stage).length;
  return stage.kind === 'practice' ? arms : Math.min(arms, study.allocation.armsPerConversation ?? arms);
}
