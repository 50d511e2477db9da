import { z } from 'zod';
import { Identifier } from '../study/identifier.ts';
import {
  Answers,
  BlindingGuess,
  type CallOutcome,
  EndStanding,
  type EventOf,
  type FailureCategory,
  ItemTiming,
  JudgementTexts,
  type ModelReply,
  PresentedQuestion,
  RankPlaces,
  RatingValue,
  Reason,
  Slot,
} from './events.ts';

const stage = { stageId: Identifier };
const conversation = { conversationId: Identifier };
/** `turn` is the index of the turn that is judged, null at the end of the conversation. */
const judged = { ...conversation, turn: z.number().int().min(0).nullable() };
const judgement = { ...judged, judgementId: Identifier };
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
    answers: Answers,
    timings: z.record(z.string(), ItemTiming),
    order: z.array(PresentedQuestion),
  }),
  /** Has read a text; `answer` is what was written into its box, null where there is none. */
  'text/confirm': z.strictObject({ ...stage, answer: Words.nullable() }),
  /** Picks the type of the conversation that begins. */
  'conversation/pick-type': z.strictObject({ ...conversation, typeId: Identifier }),
  /** Sends a message to all slots, or to the one named. */
  'turn/send': z.strictObject({ ...conversation, text: Words, slot: Slot.nullable() }),
  /** Ends the conversation, once the minimum of turns is reached, and goes on to judge it. */
  'conversation/finish': z.strictObject(conversation),
  /** Rates a slot, an item of a battery or the whole; may be repeated until the sheet is confirmed. */
  'judgement/rate': z.strictObject({
    ...judgement,
    slot: Slot.nullable(),
    item: Identifier.nullable(),
    value: RatingValue,
  }),
  /** Sets the rank order, empty places allowed until the sheet is confirmed. */
  'judgement/rank': z.strictObject({ ...judgement, places: RankPlaces }),
  /** Says which slot is better; null for no difference. */
  'judgement/choose': z.strictObject({ ...judgement, slot: Slot.nullable(), strength: z.number().int().min(1).nullable() }),
  /** Confirms a sheet, with the words written on it. */
  'judgement/confirm': z.strictObject({ ...judged, sheetId: Identifier, texts: JudgementTexts }),
  /** Says which slot felt personalised in each conversation. */
  'guess/submit': z.strictObject({ ...stage, guesses: z.array(BlindingGuess) }),
} as const;

/** What a moderator can do to a running session. The map is also part of the moderator contract. */
export const moderatorCommands = {
  /** Covers the participant's screen; replies that come in meanwhile are shown after resuming. */
  'session/pause': z.strictObject({ reason: Reason }),
  /** Uncovers the participant's screen. */
  'session/resume': z.strictObject({}),
  /** Ends the session early. What was given is kept, whatever its standing. */
  'session/end': z.strictObject({ reason: Reason, standing: EndStanding }),
  /** Asks again for the replies of a stalled turn that are missing. */
  'turn/retry': z.strictObject({}),
  /** Takes the last turn back, running or revealed; it does not count. */
  'turn/void': z.strictObject({ reason: Reason }),
  /** Leaves the current conversation without judgements. */
  'conversation/skip': z.strictObject({ reason: Reason }),
  /**
   * Ends the talking now and goes on to judge what was revealed. A running turn is voided, and where the
   * conversation goes on from a preferred response also one that was not judged; with nothing left, skips.
   */
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

/** Finds that a session which is over does not count. */
export interface VoidCommand {
  readonly kind: 'session/void';
  readonly reason: string;
}

export type Command = UnblindCommand | VoidCommand | ParticipantCommand | ModeratorCommand | SystemCommand;
