import { z } from 'zod';
import { Identifier } from '../study/protocol.ts';
import {
  AttributeValue,
  BlindingGuess,
  type CallOutcome,
  type EventOf,
  type FailureCategory,
  ItemAnswer,
  ItemTiming,
  type ModelReply,
  RankPlaces,
  Rating,
  Reason,
  Slot,
} from './events.ts';

const stage = { stageId: Identifier };
const conversation = { conversationId: Identifier };
const Words = z.string().max(20_000);

/** What a participant can do, person or simulated. The map is also the participant contract. */
export const participantCommands = {
  /** Agrees to every statement of the consent. */
  'consent/give': z.strictObject({ ...stage, statements: z.array(Identifier) }),
  /** Does not agree; the session ends without further questions. */
  'consent/decline': z.strictObject(stage),
  /** Hands in a whole questionnaire. */
  'questionnaire/submit': z.strictObject({
    ...stage,
    answers: z.record(Identifier, ItemAnswer),
    timings: z.record(Identifier, ItemTiming),
  }),
  /** Has read the instructions or the debrief. */
  'text/confirm': z.strictObject(stage),
  /** Sends a message to all slots. */
  'turn/send': z.strictObject({ ...conversation, text: Words }),
  /** Ends the conversation, once the minimum of turns is reached, and goes on to judge it. */
  'conversation/finish': z.strictObject(conversation),
  /** Rates one slot; may be repeated until the comparison is confirmed. */
  'judgement/rate': z.strictObject({ ...conversation, slot: Slot, value: Rating }),
  /** Sets the rank order, empty places allowed until the comparison is confirmed. */
  'judgement/rank': z.strictObject({ ...conversation, places: RankPlaces }),
  /** Confirms ratings and ranking. */
  'judgement/confirm-comparison': z.strictObject(conversation),
  /** Rates one quality of the slot ranked best. */
  'judgement/rate-attribute': z.strictObject({ ...conversation, attribute: Identifier, value: AttributeValue }),
  /** Confirms the qualities, with what was good and bad in words. */
  'judgement/confirm-explanation': z.strictObject({ ...conversation, good: Words, bad: Words }),
  /** Says which slot felt personalised in each conversation. */
  'guess/submit': z.strictObject({ ...stage, guesses: z.array(BlindingGuess) }),
} as const;

/** What a moderator can do to a running session. The map is also part of the moderator contract. */
export const moderatorCommands = {
  /** Covers the participant's screen; replies that come in meanwhile are shown after resuming. */
  'session/pause': z.strictObject({ reason: Reason }),
  /** Uncovers the participant's screen. */
  'session/resume': z.strictObject({}),
  /** Ends the session early. What was given is kept. */
  'session/end': z.strictObject({ reason: Reason }),
  /** Asks again for the replies of a stalled turn that are missing. */
  'turn/retry': z.strictObject({}),
  /** Takes the last turn back, running or revealed; it does not count. */
  'turn/void': z.strictObject({ reason: Reason }),
  /** Leaves the current conversation without judgements. */
  'conversation/skip': z.strictObject({ reason: Reason }),
  /** Ends the talking now and goes on to judge what was revealed; without a revealed turn, skips. */
  'conversation/end': z.strictObject({ reason: Reason }),
  /** Keeps a note with the time. */
  'note/add': z.strictObject({ text: z.string().trim().min(1).max(5_000) }),
  /** Keeps an incident with the time. */
  'incident/add': z.strictObject({ text: z.string().trim().min(1).max(5_000) }),
} as const;

/** Read off the fields, because an empty strict object would otherwise forbid even `kind`. */
type CommandsOf<Map extends Record<string, z.ZodObject>> = {
  [Name in keyof Map & string]: { readonly kind: Name } & {
    readonly [Field in keyof Map[Name]['shape']]: z.infer<Map[Name]['shape'][Field]>;
  };
}[keyof Map & string];

export type ParticipantCommand = CommandsOf<typeof participantCommands>;
export type ModeratorCommand = CommandsOf<typeof moderatorCommands>;

/** What the app itself reports to the engine. Never reachable from a window. */
export type SystemCommand =
  | ({ readonly kind: 'call/start' } & EventOf<'call-started'>['payload'])
  | ({ readonly kind: 'call/attempt-ended' } & EventOf<'attempt-ended'>['payload'])
  | {
      readonly kind: 'call/end';
      readonly callId: string;
      readonly outcome: z.infer<typeof CallOutcome>;
      readonly attempts: number;
      readonly reply: z.infer<typeof ModelReply> | null;
      readonly category: z.infer<typeof FailureCategory> | null;
    }
  | { readonly kind: 'turn/reveal'; readonly conversationId: string; readonly turn: number }
  | { readonly kind: 'session/reopen' }
  | { readonly kind: 'incident/record'; readonly text: string };

/** Records that somebody looks which arm stood in which slot. Possible during and after a session. */
export interface UnblindCommand {
  readonly kind: 'session/unblind';
  readonly reason: string;
}

export type Command = UnblindCommand | ParticipantCommand | ModeratorCommand | SystemCommand;
