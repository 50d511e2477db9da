import { z } from 'zod';
import { Identifier, ModelChoice } from '../study/protocol.ts';

/** The place a response has on the screen. Slot A is the first in reading order. */
export const slotLabels = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const Slot = z.enum(slotLabels).describe('Place on the screen, A first in reading order.');
export type Slot = z.infer<typeof Slot>;

/** When something happened: wall clock, and a clock that never jumps within one start of the app. */
export const Instant = z.strictObject({
  utcMilliseconds: z.number().int().describe('Milliseconds since 1970-01-01T00:00:00Z.'),
  monotonicMilliseconds: z.number().describe('Milliseconds of a clock that never jumps; comparable within one start of the app.'),
});
export type Instant = z.infer<typeof Instant>;

export const Actor = z.enum(['participant', 'moderator', 'system']);
export type Actor = z.infer<typeof Actor>;

export const Reason = z.string().trim().min(1).max(500);
const Words = z.string().max(20_000);

/** Why an attempt to get a reply failed. */
export const FailureCategory = z.enum([
  'rate-limited',
  'server-error',
  'connection-lost',
  'timed-out',
  'empty-reply',
  'malformed-stream',
  'refused-key',
  'unknown-model',
  'bad-request',
]);
export type FailureCategory = z.infer<typeof FailureCategory>;

/** An answer to one questionnaire item: a choice's value, a text, or one value (1–100) per slider. */
export const ItemAnswer = z.union([z.string().max(20_000), z.record(z.string(), z.number().int().min(1).max(100))]);
export type ItemAnswer = z.infer<typeof ItemAnswer>;

export const ItemTiming = z.strictObject({
  firstChangeMilliseconds: z.number().min(0).describe('From the item list being shown to the first change.'),
  lastChangeMilliseconds: z.number().min(0).describe('From the item list being shown to the last change.'),
  changes: z.number().int().min(1),
});

export const Rating = z.number().int().min(1).max(100).describe('1 (left end of the slider) to 100 (right end), as in PRISM.');
export const AttributeValue = z.union([Rating, z.literal('not-applicable')]);
export type AttributeValue = z.infer<typeof AttributeValue>;

/** Slots in rank order, best first; null where a place is still empty. */
export const RankPlaces = z.array(Slot.nullable()).min(2).max(6);
export type RankPlaces = z.infer<typeof RankPlaces>;

export const BlindingGuess = z.strictObject({
  conversationId: Identifier,
  slot: Slot.nullable().describe('The slot that felt personalised; null for none of them.'),
  sure: Identifier.nullable().describe('How sure; null when no slot was named.'),
});
export type BlindingGuess = z.infer<typeof BlindingGuess>;

export const ChatMessage = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** A model as it was resolved for a session: the study's or the settings' choice, and its endpoint. */
export const ResolvedModel = z.strictObject({
  ...ModelChoice.shape,
  baseURL: z.string().describe('Endpoint; "practice" for the built-in practice models.'),
});
export type ResolvedModel = z.infer<typeof ResolvedModel>;

export const Trial = z.strictObject({
  conversationId: Identifier,
  stageId: Identifier,
  slots: z.array(z.strictObject({ slot: Slot, armId: Identifier })).min(2),
});
export type Trial = z.infer<typeof Trial>;

export const ModelReply = z.strictObject({
  text: z.string().min(1),
  finishReason: z.string().nullable().describe('As the server says it; null when it said nothing.'),
  reportedModel: z.string().nullable().describe('Model name that the server reports.'),
  promptTokens: z.number().int().nullable(),
  completionTokens: z.number().int().nullable(),
  startedAtUtcMilliseconds: z.number().int().describe('Start of the attempt that succeeded.'),
  timeToFirstTokenMilliseconds: z.number().nullable(),
  totalMilliseconds: z.number().describe('Duration of the attempt that succeeded.'),
  callMilliseconds: z.number().describe('From the first attempt to the last byte, waits included.'),
});
export type ModelReply = z.infer<typeof ModelReply>;

export const CallOutcome = z.enum(['answered', 'failed', 'interrupted', 'stopped']);
export type CallOutcome = z.infer<typeof CallOutcome>;

const conversation = { conversationId: Identifier };
const turn = { ...conversation, turn: z.number().int().min(0).describe('Index of the turn, voided turns included.') };

function eventSchema<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, meaning: string, payload: Shape) {
  return z.strictObject({ kind: z.literal(kind), payload: z.strictObject(payload) }).describe(meaning);
}

/** Everything that can happen in a session. What is not here did not happen. */
export const SessionEvent = z.discriminatedUnion('kind', [
  eventSchema('session-created', 'A session begins: participant, allocation and models are fixed.', {
    studyId: Identifier,
    studyDigest: z.string().describe('SHA-256 of the canonical study file.'),
    participantCode: z.string(),
    seed: z.string().describe('Seed of the slot allocation.'),
    trials: z.array(Trial),
    models: z.array(z.strictObject({ stageId: Identifier, armId: Identifier, model: ResolvedModel })),
  }),
  eventSchema('step-entered', 'The participant reaches a step of the plan.', { step: z.number().int().min(0) }),
  eventSchema('consent-given', 'Consent to every statement.', {
    stageId: Identifier,
    version: z.string(),
    statements: z.array(Identifier),
  }),
  eventSchema('consent-declined', 'No consent; the session ends.', { stageId: Identifier, version: z.string() }),
  eventSchema('questionnaire-answered', 'A questionnaire is handed in.', {
    stageId: Identifier,
    answers: z.record(Identifier, ItemAnswer),
    timings: z.record(Identifier, ItemTiming),
  }),
  eventSchema('text-confirmed', 'Instructions or debrief were read.', { stageId: Identifier }),
  eventSchema('turn-sent', "The participant's message goes to all slots.", { ...turn, text: Words }),
  eventSchema('call-started', 'A model is asked for the reply of one slot.', {
    ...turn,
    callId: z.string(),
    slot: Slot,
    armId: Identifier,
    model: ResolvedModel,
    messages: z.array(ChatMessage),
  }),
  eventSchema('attempt-ended', 'One attempt of a call failed.', {
    callId: z.string(),
    attempt: z.number().int().min(1),
    attempts: z.number().int().min(1).describe('How many attempts are made at most.'),
    category: FailureCategory,
    statusCode: z.number().int().nullable(),
    detail: z.string().describe("What went wrong in the server's or system's own words; never a key."),
    receivedText: z.string().describe('What had arrived; kept as evidence, never used as a reply.'),
    startedAtUtcMilliseconds: z.number().int(),
    totalMilliseconds: z.number(),
    retryInMilliseconds: z.number().nullable().describe('Wait before the next attempt; null when retries are spent.'),
  }),
  eventSchema('call-ended', 'A call came to its end.', {
    callId: z.string(),
    outcome: CallOutcome,
    attempts: z.number().int().min(0),
    reply: ModelReply.nullable(),
    category: FailureCategory.nullable(),
  }),
  eventSchema('turn-stalled', 'Retries are spent for at least one slot; the moderator decides.', turn),
  eventSchema('turn-retried', 'The missing replies of a turn are asked for again.', turn),
  eventSchema('turn-revealed', 'All replies of a turn are shown at once.', {
    ...turn,
    responses: z.array(z.strictObject({ slot: Slot, armId: Identifier, callId: z.string() })),
  }),
  eventSchema('turn-voided', 'A turn does not count and is taken off the screen.', { ...turn, reason: Reason }),
  eventSchema('conversation-finished', 'The conversation ends and is judged.', {
    ...conversation,
    reason: Reason.nullable().describe('Why the moderator ended it; null when the participant finished.'),
  }),
  eventSchema('conversation-skipped', 'The conversation is left without judgements.', { ...conversation, reason: Reason }),
  eventSchema('rating-given', 'A slot is rated, or its rating changed.', { ...conversation, slot: Slot, value: Rating }),
  eventSchema('ranking-given', 'The order of the slots is set or changed.', { ...conversation, places: RankPlaces }),
  eventSchema('comparison-confirmed', 'Ratings and ranking are final.', { ...conversation, best: Slot }),
  eventSchema('attribute-rated', 'A quality of the best slot is rated, or its rating changed.', {
    ...conversation,
    attribute: Identifier,
    value: AttributeValue,
  }),
  eventSchema('explanation-confirmed', 'Qualities and feedback are final.', { ...conversation, good: Words, bad: Words }),
  eventSchema('guess-given', 'Which slot felt personalised, per conversation.', {
    stageId: Identifier,
    guesses: z.array(BlindingGuess),
  }),
  eventSchema('session-paused', "The session is paused, the participant's screen covered.", { reason: Reason }),
  eventSchema('session-resumed', 'The session goes on after a pause.', {}),
  eventSchema('session-reopened', 'The app was started again during the session.', { interruptedCalls: z.array(z.string()) }),
  eventSchema('session-completed', 'The plan is at its end.', {}),
  eventSchema('session-ended', 'The session ended before the end of its plan.', { reason: Reason }),
  eventSchema('note-added', "A moderator's note.", { text: z.string().trim().min(1).max(5_000) }),
  eventSchema('incident-recorded', 'Something disturbed the session.', { text: z.string().trim().min(1).max(5_000) }),
  eventSchema('session-unblinded', 'Somebody looked which arm stood in which slot.', { reason: Reason }),
]);
export type SessionEvent = z.infer<typeof SessionEvent>;
export type SessionEventKind = SessionEvent['kind'];
export type EventOf<Kind extends SessionEventKind> = Extract<SessionEvent, { kind: Kind }>;

/** An event with its place in the session: what storage keeps and what `evolve` reads. */
export type RecordedEvent<Event extends SessionEvent = SessionEvent> = Event & {
  readonly sequence: number;
  readonly at: Instant;
  readonly actor: Actor;
};
