import { z } from 'zod';
import { leakCategories } from '../blinding/leak-categories.ts';
import { ModelChoice } from '../study/arms.ts';
import { Profile } from '../people/participant.ts';
import { Identifier } from '../study/identifier.ts';
import { BlindingPolicy } from '../study/plans.ts';

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

/** Answers of a questionnaire by the name of the question, as the form library stores them. */
export const Answers = z.record(z.string(), z.json()).describe('Answers by the name of the question.');
export type Answers = z.infer<typeof Answers>;

export const ItemTiming = z.strictObject({
  firstChangeMilliseconds: z.number().min(0).describe('From the question being shown to the first change.'),
  lastChangeMilliseconds: z.number().min(0).describe('From the question being shown to the last change.'),
  changes: z.number().int().min(1).describe('How often the answer changed.'),
});

/** In which order a question and its choices were shown. */
export const PresentedQuestion = z.strictObject({
  name: z.string().describe('Question.'),
  choices: z.array(z.string()).optional().describe('Its choices, rows or sliders in the order in which they were shown.'),
});
export type PresentedQuestion = z.infer<typeof PresentedQuestion>;

/** 1 (left end of the slider) to 100 (right end), as in PRISM; the place on a scale of points, 1 first. */
export const RatingValue = z
  .union([z.number().int().min(1).max(100), z.literal('not-applicable')])
  .describe('1 to 100 of a slider, 1, 2, … of a scale of points, or not-applicable.');
export type RatingValue = z.infer<typeof RatingValue>;

export const RankPlaces = z
  .array(z.array(Slot))
  .min(2)
  .max(6)
  .describe('Slots by place, best first; empty where nothing stands yet, several where they are tied.');
export type RankPlaces = z.infer<typeof RankPlaces>;

/** The words written into the boxes of text judgements, by judgement and box. */
export const JudgementTexts = z.record(Identifier, z.record(Identifier, Words)).describe('Words by judgement and box.');
export type JudgementTexts = z.infer<typeof JudgementTexts>;

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

/** Which arm answers in which slot; several samples of one arm are numbered. */
export const TurnSlot = z.strictObject({
  slot: Slot,
  armId: ArmId,
  sample: z.number().int().min(1).describe('Number of the sample where an arm stands in several slots, otherwise 1.'),
});
export type TurnSlot = z.infer<typeof TurnSlot>;

export const Trial = z.strictObject({
  conversationId: Identifier.describe('Conversation.'),
  stageId: StageId,
  typeId: Identifier.nullable().describe('Type of the conversation; null when the participant picks it.'),
  slots: z.array(z.strictObject({ slot: Slot, armId: ArmId })).min(1).describe('Which arm stands in which slot.'),
  repeatOf: z
    .strictObject({
      sessionId: z.string().nullable().describe('Earlier session; null for the same one.'),
      conversationId: Identifier.describe('Conversation that is judged once more.'),
      transcript: z
        .array(
          z.strictObject({
            message: z.string().describe('What the participant wrote.'),
            replies: z
              .array(z.strictObject({ armId: ArmId, text: z.string().describe('What was shown.') }))
              .describe('Reply of every arm that was asked.'),
          }),
        )
        .nullable()
        .describe('What was said in an earlier session; null for the same one.'),
    })
    .nullable()
    .describe('Null for a conversation of its own.'),
});
export type Trial = z.infer<typeof Trial>;

export const Leak = z.strictObject({
  category: z.enum(leakCategories).describe('What kind of passage it is.'),
  start: z.number().int().min(0).describe('Index of its first UTF-16 unit in the reply.'),
  end: z.number().int().min(0).describe('Index after its last one.'),
  text: z.string().describe('The passage.'),
});

export const LookChanges = BlindingPolicy.shape.look.describe('What was taken out of the look.');

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

const conversation = { conversationId: Identifier.describe('Conversation of the session.') };
const turn = { ...conversation, turn: z.number().int().min(0).describe('Index of the turn, voided turns included.') };
const judged = {
  ...conversation,
  turn: z.number().int().min(0).nullable().describe('Index of the turn that is judged; null at the end of the conversation.'),
};
const judgement = { ...judged, judgementId: Identifier.describe('Judgement as the study names it.') };

export const EndStanding = z
  .enum(['kept', 'withdrawn', 'voided'])
  .describe('kept: ended early, the answers count. withdrawn: the participant withdrew. voided: the session does not count.');
export type EndStanding = z.infer<typeof EndStanding>;

function eventSchema<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, meaning: string, payload: Shape) {
  return z.strictObject({ kind: z.literal(kind), payload: z.strictObject(payload) }).describe(meaning);
}

/** An earlier exchange of the participant, as prompts may show it. */
export const EarlierExchange = z.strictObject({
  source: z.enum(['imported', 'session']).describe('Imported, or of an earlier session.'),
  conversationId: z.string().describe('Conversation, as its source names it.'),
  type: z.string().nullable().describe('Type of that conversation.'),
  turn: z.number().int().min(0).describe('Turn of that conversation.'),
  atUtcMilliseconds: z.number().nullable().describe('When it was held; null when that is not known.'),
  message: z.string().describe('What the participant wrote.'),
  better: z.string().describe('The reply they thought best of.'),
  worse: z.string().nullable().describe('The reply they thought least of; null when there was one reply.'),
  gap: z.number().nullable().describe('How far apart the two were rated, 0 to 99; null without ratings.'),
});
export type EarlierExchange = z.infer<typeof EarlierExchange>;

/** What prompts may be told about a participant besides answers; fixed when the session begins. */
export const PersonalContext = z.strictObject({
  profile: Profile.describe('Fields of the register.'),
  summary: z.string().nullable().describe('The reviewed summary; null when there is none.'),
  exchanges: z.array(EarlierExchange).describe('Earlier exchanges, oldest first.'),
});
export type PersonalContext = z.infer<typeof PersonalContext>;

/** How the model of an arm with own models was found. */
export const OwnModelStanding = z
  .enum(['mapped', 'rule', 'common'])
  .describe('mapped: named for this participant. rule: named by the rule of the study. common: there was none, and the common model stands in.');
export type OwnModelStanding = z.infer<typeof OwnModelStanding>;

/** Everything that can happen in a session. What is not here did not happen. */
export const SessionEvent = z.discriminatedUnion('kind', [
  eventSchema('session-created', 'A session begins: participant, allocation and models are fixed.', {
    studyId: Identifier.describe('Study.'),
    studyDigest: z.string().describe('SHA-256 of the canonical study file.'),
    studyVersion: z.number().int().min(1).nullable().describe('Number of the locked version; null for a study that is not locked.'),
    participantCode: z.string().describe('Code under which the moderator started the session.'),
    sessionNumber: z.number().int().min(1).describe('Which of the planned sessions it is, 1 first.'),
    moderator: z.string().describe('Name or initials of who holds the session.'),
    row: z.string().nullable().describe('Row of the allocation list; null when slots were drawn for this session alone.'),
    stratum: Identifier.nullable().describe('Stratum of the row.'),
    seed: z.string().describe('Seed of whatever is still drawn at random in the session: order of samples, ties.'),
    earlierAnswers: z.record(Identifier, Answers).describe('What the participant answered in earlier sessions, by stage; arms may be told of it.'),
    trials: z.array(Trial).describe('Slots of every conversation, as they were allocated.'),
    models: z
      .array(
        z.strictObject({
          stageId: StageId,
          armId: Identifier.describe('Arm.'),
          model: ResolvedModel.describe('Model that stands for it.'),
          ownModel: OwnModelStanding.optional(),
        }),
      )
      .describe('Model of every arm.'),
    personal: PersonalContext.optional().describe('What prompts are told about the participant; left out where no arm asks for it.'),
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
    answers: Answers,
    timings: z.record(z.string(), ItemTiming).describe('Timings by question.'),
    order: z.array(PresentedQuestion).describe('Order of presentation.'),
  }),
  eventSchema('text-confirmed', 'A text was read: instructions, break, message or debrief.', {
    stageId: StageId,
    answer: Words.nullable().describe('What was written into the box of a message; null where there is none.'),
  }),
  eventSchema('type-picked', 'The participant picks the type of a conversation.', {
    ...conversation,
    typeId: Identifier.describe('Type as the study names it.'),
  }),
  eventSchema('turn-sent', "The participant's message goes to the models.", {
    ...turn,
    text: Words.describe('The message, word for word.'),
    slots: z.array(TurnSlot).min(1).describe('Who answers where.'),
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
  eventSchema('reply-screened', 'A reply held something that gives its arm away, or its look was made plain.', {
    callId: CallId,
    leaks: z.array(Leak).describe('What was found.'),
    action: z.enum(['shown', 'asked-again', 'masked']).describe('What was done about it.'),
    look: LookChanges,
    text: z.string().min(1).describe('What is shown instead of the reply.'),
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
  eventSchema('rating-given', 'Something is rated, or its rating changed.', {
    ...judgement,
    slot: Slot.nullable().describe('Slot that is rated; null for the preferred one or the conversation as a whole.'),
    item: Identifier.nullable().describe('Item of a battery; null for a single question.'),
    value: RatingValue,
    moved: z.boolean().describe('False for a slider left where it stood.'),
  }),
  eventSchema('ranking-given', 'The order of the slots is set or changed.', { ...judgement, places: RankPlaces }),
  eventSchema('choice-given', 'One of the slots is chosen, or the choice changed.', {
    ...judgement,
    slot: Slot.nullable().describe('The better one; null for no difference.'),
    strength: z.number().int().min(1).nullable().describe('How much better, 1 weakest; null where that is not asked or nothing is better.'),
  }),
  eventSchema('judgements-confirmed', 'What was asked on a sheet is final.', {
    ...judged,
    sheetId: Identifier.describe('Sheet as the study names it.'),
    preferred: Slot.nullable().describe('Slot preferred on this sheet; null when the sheet does not say.'),
    tied: z.array(Slot).describe('Slots among which the preferred one was drawn, because they were level; otherwise empty.'),
    texts: JudgementTexts,
  }),
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
  eventSchema('session-ended', 'The session ended before the end of its plan.', { reason: Reason, standing: EndStanding }),
  eventSchema('session-voided', 'A session that is over is found not to count.', { reason: Reason }),
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
