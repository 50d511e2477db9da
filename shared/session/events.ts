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

export const Reason = z.string().trim().min(1).max(500).describe('Why, in the words of whoever did it.');
const Words = z.string().max(20_000);
const Remark = z.string().trim().min(1).max(5_000).describe('Word for word.');

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
]).describe('Why it failed; null when it did not.');
export type FailureCategory = z.infer<typeof FailureCategory>;

/** An answer to one questionnaire item: a choice's value, a text, or one value (1–100) per slider. */
export const ItemAnswer = z.union([z.string().max(20_000), z.record(z.string(), z.number().int().min(1).max(100))]);
export type ItemAnswer = z.infer<typeof ItemAnswer>;

export const ItemTiming = z.strictObject({
  firstChangeMilliseconds: z.number().min(0).describe('From the item list being shown to the first change.'),
  lastChangeMilliseconds: z.number().min(0).describe('From the item list being shown to the last change.'),
  changes: z.number().int().min(1).describe('How often the answer changed.'),
});

export const Rating = z.number().int().min(1).max(100).describe('1 (left end of the slider) to 100 (right end), as in PRISM.');
export const AttributeValue = z
  .union([Rating, z.literal('not-applicable')])
  .describe('1 (left end of the slider) to 100 (right end), or not-applicable.');
export type AttributeValue = z.infer<typeof AttributeValue>;

export const RankPlaces = z
  .array(Slot.nullable())
  .min(2)
  .max(6)
  .describe('Slots in rank order, best first; null where a place is still empty.');
export type RankPlaces = z.infer<typeof RankPlaces>;

export const BlindingGuess = z.strictObject({
  conversationId: Identifier.describe('Conversation that the guess is about.'),
  slot: Slot.nullable().describe('The slot that felt personalised; null for none of them.'),
  sure: Identifier.nullable().describe('How sure; null when no slot was named.'),
});
export type BlindingGuess = z.infer<typeof BlindingGuess>;

export const ChatMessage = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']).describe('Who speaks.'),
  content: z.string().describe('What is said.'),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** A model as it was resolved for a session: the study's or the settings' choice, and its endpoint. */
export const ResolvedModel = z.strictObject({
  ...ModelChoice.shape,
  baseURL: z.string().describe('Endpoint; "practice" for the built-in practice models.'),
});
export type ResolvedModel = z.infer<typeof ResolvedModel>;

const StageId = Identifier.describe('Stage of the study.');
const ArmId = Identifier.describe('Arm that stands in the slot.');
const CallId = z.string().describe('Call, unique in its session.');

export const Trial = z.strictObject({
  conversationId: Identifier.describe('Conversation.'),
  stageId: StageId,
  slots: z.array(z.strictObject({ slot: Slot, armId: ArmId })).min(2).describe('Which arm stands in which slot.'),
});
export type Trial = z.infer<typeof Trial>;

export const ModelReply = z.strictObject({
  text: z.string().min(1).describe('The reply, whole.'),
  finishReason: z.string().nullable().describe('As the server says it; null when it said nothing.'),
  reportedModel: z.string().nullable().describe('Model name that the server reports.'),
  promptTokens: z.number().int().nullable().describe('Tokens of the request, as the server counts them.'),
  completionTokens: z.number().int().nullable().describe('Tokens of the reply, as the server counts them.'),
  startedAtUtcMilliseconds: z.number().int().describe('Start of the attempt that succeeded.'),
  timeToFirstTokenMilliseconds: z.number().nullable().describe('From the start of that attempt to the first piece of text.'),
  totalMilliseconds: z.number().describe('Duration of the attempt that succeeded.'),
  callMilliseconds: z.number().describe('From the first attempt to the last byte, waits included.'),
});
export type ModelReply = z.infer<typeof ModelReply>;

export const CallOutcome = z
  .enum(['answered', 'failed', 'interrupted', 'stopped'])
  .describe('failed: all attempts spent. interrupted: the app stopped. stopped: the turn was voided or ended.');
export type CallOutcome = z.infer<typeof CallOutcome>;

const conversation = { conversationId: Identifier.describe('Conversation as the study names it.') };
const turn = { ...conversation, turn: z.number().int().min(0).describe('Index of the turn, voided turns included.') };

function eventSchema<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, meaning: string, payload: Shape) {
  return z.strictObject({ kind: z.literal(kind), payload: z.strictObject(payload) }).describe(meaning);
}

/** Everything that can happen in a session. What is not here did not happen. */
export const SessionEvent = z.discriminatedUnion('kind', [
  eventSchema('session-created', 'A session begins: participant, allocation and models are fixed.', {
    studyId: Identifier.describe('Study.'),
    studyDigest: z.string().describe('SHA-256 of the canonical study file.'),
    participantCode: z.string().describe('Code under which the moderator started the session.'),
    seed: z.string().describe('Seed of the slot allocation.'),
    trials: z.array(Trial).describe('Slots of every conversation, as they were drawn.'),
    models: z
      .array(z.strictObject({ stageId: StageId, armId: Identifier.describe('Arm.'), model: ResolvedModel.describe('Model that stands for it.') }))
      .describe('Model of every arm.'),
  }),
  eventSchema('step-entered', 'The participant reaches a step of the plan.', {
    step: z.number().int().min(0).describe('Place in the plan, 0 first.'),
  }),
  eventSchema('consent-given', 'Consent to every statement.', {
    stageId: StageId,
    version: z.string().describe('Version of the consent text.'),
    statements: z.array(Identifier).describe('Statements that were agreed to.'),
  }),
  eventSchema('consent-declined', 'No consent; the session ends.', { stageId: StageId, version: z.string().describe('Version of the consent text.') }),
  eventSchema('questionnaire-answered', 'A questionnaire is handed in.', {
    stageId: StageId,
    answers: z.record(Identifier, ItemAnswer).describe('Answers by question: a choice, a text, or a value from 1 to 100 a slider.'),
    timings: z.record(Identifier, ItemTiming).describe('Timings by question.'),
  }),
  eventSchema('text-confirmed', 'Instructions or debrief were read.', { stageId: StageId }),
  eventSchema('turn-sent', "The participant's message goes to all slots.", {
    ...turn,
    text: Words.describe('The message, word for word.'),
  }),
  eventSchema('call-started', 'A model is asked for the reply of one slot.', {
    ...turn,
    callId: CallId,
    slot: Slot,
    armId: ArmId,
    model: ResolvedModel.describe('Model that is asked.'),
    messages: z.array(ChatMessage).describe('What it is sent.'),
  }),
  eventSchema('attempt-ended', 'One attempt of a call failed.', {
    callId: CallId,
    attempt: z.number().int().min(1).describe('Number of the attempt, 1 first.'),
    attempts: z.number().int().min(1).describe('How many attempts are made at most.'),
    category: FailureCategory,
    statusCode: z.number().int().nullable().describe('HTTP status; null when there was none.'),
    detail: z.string().describe("What went wrong in the server's or system's own words; never a key."),
    receivedText: z.string().describe('What had arrived; kept as evidence, never used as a reply.'),
    startedAtUtcMilliseconds: z.number().int().describe('Start of the attempt, milliseconds since 1970-01-01T00:00:00Z.'),
    totalMilliseconds: z.number().describe('Duration of the attempt.'),
    retryInMilliseconds: z.number().nullable().describe('Wait before the next attempt; null when retries are spent.'),
  }),
  eventSchema('call-ended', 'A call came to its end.', {
    callId: CallId,
    outcome: CallOutcome,
    attempts: z.number().int().min(0).describe('Attempts made.'),
    reply: ModelReply.nullable().describe('The reply; null unless the call was answered.'),
    category: FailureCategory.nullable(),
  }),
  eventSchema('turn-stalled', 'Retries are spent for at least one slot; the moderator decides.', turn),
  eventSchema('turn-retried', 'The missing replies of a turn are asked for again.', turn),
  eventSchema('turn-revealed', 'All replies of a turn are shown at once.', {
    ...turn,
    responses: z.array(z.strictObject({ slot: Slot, armId: ArmId, callId: CallId })).describe('The call whose reply each slot shows.'),
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
    attribute: Identifier.describe('Quality as the study names it.'),
    value: AttributeValue,
  }),
  eventSchema('explanation-confirmed', 'Qualities and feedback are final.', { ...conversation, good: Words.describe('What was good.'), bad: Words.describe('What was bad.') }),
  eventSchema('guess-given', 'Which slot felt personalised, per conversation.', {
    stageId: StageId,
    guesses: z.array(BlindingGuess).describe('A guess a conversation.'),
  }),
  eventSchema('session-paused', "The session is paused, the participant's screen covered.", { reason: Reason }),
  eventSchema('session-resumed', 'The session goes on after a pause.', {}),
  eventSchema('session-reopened', 'The app was started again during the session.', {
    interruptedCalls: z.array(z.string()).describe('Calls that were under way when the app stopped; they are asked again.'),
  }),
  eventSchema('session-completed', 'The plan is at its end.', {}),
  eventSchema('session-ended', 'The session ended before the end of its plan.', { reason: Reason }),
  eventSchema('note-added', "A moderator's note.", { text: Remark }),
  eventSchema('incident-recorded', 'Something disturbed the session.', { text: Remark }),
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
