import { z } from 'zod';
import { OwnModelStanding } from '../session/events.ts';
import { PersonalPrompt } from '../study/arms.ts';
import { Identifier } from '../study/identifier.ts';
import { call } from './call.ts';
import { Signature } from './design.ts';
import { ParticipantCode } from './participant-code.ts';

/** What crosses while arms are made personal: prompts, summaries, own models. It names arms and models, and is closed while a session is live. */

const at = z.number().describe('UTC milliseconds.');
const studyId = Identifier;
const who = { studyId, participantCode: ParticipantCode };

export const PlaceholderSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), stageId: Identifier, sessionNumber: z.number().int() }),
  z.strictObject({ kind: z.literal('profile'), origin: z.enum(['app', 'csv', 'prism', 'session']) }),
  z.strictObject({ kind: z.literal('exchanges'), conversationIds: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('summary'), reviewedBy: z.string() }),
]);
export type PlaceholderSource = z.infer<typeof PlaceholderSource>;

/** A placeholder of a template, as it was filled in for one participant. */
export const FilledPlaceholder = z.strictObject({
  name: z.string(),
  kind: z.enum(['field', 'top-preferences', 'examples', 'summary']),
  /** What was put in; null when there was nothing, or nothing was left. */
  text: z.string().nullable(),
  /** Null when there was nothing. */
  source: PlaceholderSource.nullable(),
  /** What was done because there was nothing; null when there was something. */
  missing: z.enum(['dropped', 'fallback', 'refused', 'asked-in-session']).nullable(),
  /** Items that the budget took away; the whole text counts as one. */
  cut: z.number().int(),
});
export type FilledPlaceholder = z.infer<typeof FilledPlaceholder>;

export const PromptPreview = z.strictObject({
  /** The whole system prompt; null when the session would be refused. */
  prompt: z.string().nullable(),
  /** Tokens of the filled template, as they are estimated. */
  tokens: z.number().int(),
  placeholders: z.array(FilledPlaceholder),
  /** One sentence each. */
  warnings: z.array(z.string()),
});
export type PromptPreview = z.infer<typeof PromptPreview>;

export const ReadyPrompt = z.strictObject({ id: Identifier, title: z.string(), summary: z.string(), prompt: PersonalPrompt });
export type ReadyPrompt = z.infer<typeof ReadyPrompt>;

export const SummaryView = z.strictObject({
  participantCode: z.string(),
  /** Null when none was made. */
  summary: z
    .strictObject({
      text: z.string(),
      madeText: z.string(),
      providerId: Identifier,
      model: z.string(),
      madeAtUtcMilliseconds: at,
      reviewedBy: z.string().nullable(),
      reviewedAtUtcMilliseconds: at.nullable(),
    })
    .nullable(),
});
export type SummaryView = z.infer<typeof SummaryView>;

/** One participant of an arm with own models. */
export const OwnModelEntry = z.strictObject({
  participantCode: z.string(),
  standing: OwnModelStanding.nullable().describe('Null when there is none and the session would be refused.'),
  /** Null when there is none. */
  model: z.string().nullable(),
  providerId: Identifier.nullable(),
  /** Whether the endpoint has it; null when that was not asked yet. */
  answers: z.enum(['yes', 'no', 'unreachable']).nullable(),
  /** It stands in the table, also when the endpoint does not have it. */
  mapped: z.boolean(),
});
export type OwnModelEntry = z.infer<typeof OwnModelEntry>;

export const OwnModelsView = z.strictObject({ studyId, armId: Identifier, entries: z.array(OwnModelEntry), problems: z.array(z.string()) });
export type OwnModelsView = z.infer<typeof OwnModelsView>;
const arm = { studyId, armId: Identifier };

export const personalCalls = {
  'prompt/ready-made': call(z.strictObject({}), z.array(ReadyPrompt)),
  /** What an arm's prompt would be for a participant, at the opening message of a conversation. */
  'prompt/preview': call(
    z.strictObject({
      studyId,
      armId: Identifier,
      /** As it is being written; it may differ from what is stored. */
      personalisation: PersonalPrompt,
      /** Null shows an empty profile. */
      participantCode: ParticipantCode.nullable(),
      /** Type of the conversation; null for none. */
      typeId: z.string().nullable(),
      /** Opening message, for examples near in topic. */
      message: z.string().max(20_000),
    }),
    PromptPreview,
  ),
  'summary/list': call(z.strictObject({ studyId }), z.array(SummaryView)),
  /** Has a model summarise what is known of a participant. It is not used before it was reviewed. */
  'summary/make': call(z.strictObject({ ...who, providerId: Identifier, model: z.string().trim().min(1).max(300) }), SummaryView),
  /** Reviews a summary, changed or not; from then on prompts use it. */
  'summary/review': call(z.strictObject({ ...who, text: z.string().trim().min(1).max(20_000), by: Signature }), SummaryView),
  'summary/discard': call(z.strictObject(who), SummaryView),

  'own-model/list': call(z.strictObject(arm), OwnModelsView),
  /** Asks the endpoints whether they have every model. */
  'own-model/check': call(z.strictObject(arm), OwnModelsView),
  'own-model/set': call(z.strictObject({ ...arm, participantCode: ParticipantCode, providerId: Identifier, model: z.string().trim().min(1).max(300) }), OwnModelsView),
  'own-model/remove': call(z.strictObject({ ...arm, participantCode: ParticipantCode }), OwnModelsView),
  /** Asks for a table `participant,model[,provider]`; problems are told, and then nothing is taken. Null when that was cancelled. */
  'own-model/import': call(z.strictObject(arm), OwnModelsView.nullable()),
  /** Asks where to, and writes that table. */
  'own-model/export': call(z.strictObject(arm), z.strictObject({ file: z.string() }).nullable()),
} as const;
