import { z } from 'zod';
import { Slot } from '../session/events.ts';
import { surveyObjects } from './layout.ts';

/**
 * What a line of each file looks like. Nearly everything may be null or missing, as in tables that were
 * passed on; fields that are not named here are kept. The first schema that a line meets is the only check of
 * its kinds: what follows from several fields together is looked at where the line is read.
 */

const identifier = z.string().min(1);
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.number().nullish();
const score = z.number().min(1).max(100).nullish();
const withinTurnId = z.number().int().min(0).nullish();
const turn = z.number().int().min(0);

const surveyObject = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()).nullish();

export const SurveyRow = z.looseObject({
  user_id: identifier,
  survey_only: flag,
  num_completed_conversations: count,
  self_description: text,
  system_string: text,
  ...Object.fromEntries(Object.keys(surveyObjects).map((name) => [name, surveyObject])),
});

const HistoryEntry = z.discriminatedUnion('role', [
  z.looseObject({ turn, role: z.literal('user'), content: z.string() }),
  z.looseObject({
    turn,
    role: z.literal('model'),
    /** Nothing, or `EMPTY STRING`, for an empty reply. */
    content: text,
    model_name: text,
    model_provider: text,
    score,
    if_chosen: flag,
    within_turn_id: withinTurnId,
    slot: Slot.nullish(),
  }),
]);

/** 1 to 100, or null for not applicable. */
const attributes = z.record(z.string(), z.number().min(0).max(100).nullable()).nullish();

export const ConversationRow = z.looseObject({
  conversation_id: identifier,
  user_id: identifier,
  conversation_type: text,
  opening_prompt: text,
  conversation_turns: count,
  conversation_history: z.array(HistoryEntry).min(1),
  performance_attributes: attributes,
  choice_attributes: attributes,
  open_feedback: text,
  generated_datetime: text,
});

export const UtteranceRow = z.looseObject({
  utterance_id: text,
  interaction_id: text,
  conversation_id: identifier,
  user_id: identifier,
  turn,
  within_turn_id: withinTurnId,
  conversation_type: text,
  user_prompt: z.string(),
  model_name: text,
  model_provider: text,
  model_response: text,
  score,
  if_chosen: flag,
  slot: Slot.nullish(),
});
