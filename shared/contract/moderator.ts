import { z } from 'zod';
import { moderatorCommands } from '../session/commands.ts';
import { EndStanding, Reason } from '../session/events.ts';
import { LiveView } from '../session/views.ts';
import { SamplingParameters } from '../study/arms.ts';
import { Identifier } from '../study/identifier.ts';
import { call, type Api, type Call } from './call.ts';
import { designCalls, Signature } from './design.ts';
import { dataCalls } from './data.ts';
import { Appearance } from './participant.ts';
import { ParticipantCode } from './participant-code.ts';
import { peopleCalls } from './people.ts';
import { personalCalls } from './personal.ts';
import { DueEntry, NextSession, ProgressView } from './schedule.ts';
import { TranscriptView, UnblindedArms } from './transcript.ts';

const nothing = z.strictObject({});
const sessionId = z.string().min(1);

type CommandCalls = {
  readonly [Name in keyof typeof moderatorCommands]: Call<(typeof moderatorCommands)[Name], typeof LiveView>;
};

const commandCalls = Object.fromEntries(
  Object.entries(moderatorCommands).map(([name, input]) => [name, call(input, LiveView)]),
) as unknown as CommandCalls;

export const Pin = z.string().regex(/^\d{4,12}$/, 'Use 4 to 12 digits.');

export const StudyEntry = z.strictObject({
  studyId: Identifier,
  title: z.string(),
  summary: z.string(),
  /** Of each planned session. */
  expectedMinutes: z.array(z.number()),
  /** Number of the locked version that new sessions are held under; null for a study that is not locked. */
  version: z.number().int().nullable(),
  /** False for a study that can only be read, because it was never locked here. */
  startable: z.boolean(),
  /** What the moderator is asked about a new participant; null for nothing. */
  strata: z
    .strictObject({ question: z.string(), values: z.array(z.strictObject({ id: Identifier, label: z.string() })) })
    .nullable(),
  sessions: z.strictObject({ complete: z.number(), ended: z.number(), running: z.number() }),
  /** Codes that are somebody's already, also of people who have no session yet or were erased. */
  takenCodes: z.array(z.string()),
});
export type StudyEntry = z.infer<typeof StudyEntry>;

export const SessionEntry = z.strictObject({
  sessionId,
  studyId: Identifier,
  studyTitle: z.string(),
  participantCode: z.string(),
  sessionNumber: z.number().int(),
  sessionCount: z.number().int(),
  moderator: z.string(),
  status: z.enum(['running', 'complete', 'ended']),
  standing: EndStanding,
  startedAtUtcMilliseconds: z.number(),
  lastEventAtUtcMilliseconds: z.number(),
  /** Title of the step that was reached. */
  step: z.string(),
  endReason: z.string().nullable(),
  unblinded: z.boolean(),
});
export type SessionEntry = z.infer<typeof SessionEntry>;

export const HomeView = z.strictObject({
  appVersion: z.string(),
  dataFolder: z.string(),
  studies: z.array(StudyEntry),
  /** Newest first. */
  sessions: z.array(SessionEntry),
  /** Who can come back: due and late ones first. */
  due: z.array(DueEntry),
  /** Name or initials that the last session was signed with, to be offered again. */
  lastModerator: z.string(),
  /** The session that is live in this process, if any. */
  liveSessionId: sessionId.nullable(),
  pinIsSet: z.boolean(),
  displays: z.number().int(),
});
export type HomeView = z.infer<typeof HomeView>;

/** One line of the check before a session. `values` fill the sentence of the message catalogue. */
export const PreflightCheck = z.strictObject({
  id: z.enum(['models', 'disk', 'database', 'clock', 'display', 'power', 'pin', 'keys', 'own-models', 'about-participant']),
  verdict: z.enum(['ok', 'attention', 'problem']),
  /** Message key `preflight.<id>.<reason>`. */
  reason: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type PreflightCheck = z.infer<typeof PreflightCheck>;

export const ProviderEntry = z.strictObject({
  providerId: Identifier,
  label: z.string().trim().min(1).max(80),
  baseURL: z.string(),
  builtIn: z.boolean(),
  /** Where the key comes from. The key itself never reaches a window. */
  key: z.enum(['none', 'stored', 'memory', 'environment', 'environment-missing']),
  /** Name of the environment variable, when the key comes from one. */
  environmentVariable: z.string().nullable(),
});
export type ProviderEntry = z.infer<typeof ProviderEntry>;

export const KeyChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('value'), value: z.string().min(1).max(4_000) }),
  z.strictObject({ kind: z.literal('environment'), variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
]);
export type KeyChange = z.infer<typeof KeyChange>;

export const ArmMapping = z.strictObject({
  armId: Identifier,
  providerId: Identifier,
  model: z.string().trim().min(1).max(300),
  parameters: SamplingParameters,
  systemPrompt: z.string().max(50_000),
});
export type ArmMapping = z.infer<typeof ArmMapping>;

export const SettingsView = z.strictObject({
  appearance: Appearance,
  /** False where the system has no keyring: keys then live in memory or in the environment. */
  keysCanBeStored: z.boolean(),
  pinIsSet: z.boolean(),
  /** Settings show which model is which, so they are closed while a session is live. */
  lockedBySession: z.boolean(),
  providers: z.array(ProviderEntry),
  studies: z.array(
    z.strictObject({
      studyId: Identifier,
      title: z.string(),
      arms: z.array(
        z.strictObject({
          ...ArmMapping.shape,
          name: z.string(),
          description: z.string(),
          /** False while the arm uses the model that the study file names. */
          changed: z.boolean(),
        }),
      ),
    }),
  ),
});
export type SettingsView = z.infer<typeof SettingsView>;

export const ConnectionVerdict = z.strictObject({
  verdict: z.enum([
    'works',
    'slow',
    'unreachable',
    'insecure',
    'refused-key',
    'unknown-model',
    'rate-limited',
    'server-error',
    'timed-out',
    'not-compatible',
    'key-missing',
  ]),
  milliseconds: z.number().nullable(),
  /** Technical detail, scrubbed of the key. */
  detail: z.string(),
});
export type ConnectionVerdict = z.infer<typeof ConnectionVerdict>;

/** The laptop during a session, as far as a page cannot see it itself (the battery it can). */
export const LaptopView = z.strictObject({
  /** Free bytes where the data folder is; null where the system does not say. */
  freeBytes: z.number().nullable(),
  /** Where the participant's window is. */
  participantWindow: z.enum(['second', 'same', 'closed']),
});
export type LaptopView = z.infer<typeof LaptopView>;

/** All that the moderator's window can ask for. */
export const moderatorContract = {
  ...commandCalls,

  /** Studies, sessions and the state of the app. */
  'home/get': call(nothing, HomeView),
  /** Checks models, disk, database, clock, display and power before a session of the study. */
  'preflight/run': call(z.strictObject({ studyId: Identifier }), z.array(PreflightCheck)),

  /** Creates a session, draws its slots and opens the participant's window. */
  'session/start': call(
    z.strictObject({
      studyId: Identifier,
      participantCode: ParticipantCode,
      moderator: Signature,
      /** Asked for at the first session of a study with strata. */
      stratum: Identifier.nullable(),
      /** Participant whose row is taken over; null for the next free row. */
      replaces: ParticipantCode.nullable(),
      /** Why the session is held outside its gap; recorded as an incident. */
      outsideGap: Reason.nullable(),
      display: z.enum(['second', 'same']),
    }),
    LiveView,
  ),
  /** What comes next for a participant. */
  'participant/next': call(z.strictObject({ studyId: Identifier, participantCode: ParticipantCode }), NextSession),
  /** Whether a participant has what personal arms need: models of their own, and what prompts are told. Empty when no arm is personal. */
  'participant/check': call(z.strictObject({ studyId: Identifier, participantCode: ParticipantCode }), z.array(PreflightCheck)),
  /** How far a study is, by participant and by row of its allocation list. */
  'progress/get': call(z.strictObject({ studyId: Identifier }), ProgressView),
  /** Takes up a session that was interrupted, at the same step. */
  'session/continue': call(z.strictObject({ sessionId, display: z.enum(['second', 'same']) }), LiveView),
  /** The live session, or null. */
  'live/get': call(nothing, LiveView.nullable()),
  /** Brings the participant's window to the front, opening it again if need be. */
  'participant-window/show': call(nothing, nothing),
  /** Disk space and the participant's window, asked for every few seconds during a session. */
  'laptop/get': call(nothing, LaptopView),
  /** Leaves a session that is over; its participant window closes. */
  'session/close': call(nothing, nothing),

  /** A session to read: turns side by side, judgements, timings, incidents, audit trail. Blinded. */
  'transcript/get': call(z.strictObject({ sessionId }), TranscriptView),
  /** Which arm stood in which slot. Records who asked why, first. Refused while the session runs live. */
  'transcript/unblind': call(z.strictObject({ sessionId, reason: Reason }), UnblindedArms),

  /** Finds that a session which is over does not count. Its row is free again. */
  'transcript/void': call(z.strictObject({ sessionId, reason: Reason }), TranscriptView),

  ...designCalls,
  ...peopleCalls,
  ...personalCalls,
  ...dataCalls,

  /** Asks where to, and writes the study's archive there; null when the choice was cancelled. */
  'study/export': call(
    z.strictObject({ studyId: Identifier }),
    z.strictObject({ file: z.string(), sessions: z.number(), bytes: z.number() }).nullable(),
  ),
  /** Checks the hash chain, the projections and the database file. */
  'storage/verify': call(nothing, z.strictObject({ sound: z.boolean(), findings: z.array(z.string()) })),

  'settings/get': call(nothing, SettingsView),
  'settings/set-appearance': call(Appearance, SettingsView),
  'settings/set-pin': call(z.strictObject({ pin: Pin }), SettingsView),
  'settings/save-provider': call(
    z.strictObject({
      /** Null for a new provider. */
      providerId: Identifier.nullable(),
      label: ProviderEntry.shape.label,
      baseURL: z.url({ protocol: /^https?$/ }),
      key: KeyChange,
    }),
    SettingsView,
  ),
  'settings/remove-provider': call(z.strictObject({ providerId: Identifier }), SettingsView),
  /** The model list, fetched from the endpoint. */
  'settings/list-models': call(
    z.strictObject({ providerId: Identifier }),
    z.strictObject({ connection: ConnectionVerdict, models: z.array(z.string()) }),
  ),
  /** Sends one short message and says in a word how it went. */
  'settings/test-connection': call(
    z.strictObject({ providerId: Identifier, model: z.string().min(1), parameters: SamplingParameters }),
    ConnectionVerdict,
  ),
  'settings/map-arm': call(z.strictObject({ studyId: Identifier, mapping: ArmMapping }), SettingsView),
  /** Back to the model that the study file names. */
  'settings/reset-arm': call(z.strictObject({ studyId: Identifier, armId: Identifier }), SettingsView),
} as const;
export type ModeratorContract = typeof moderatorContract;
export type ModeratorApi = Api<ModeratorContract, LiveView | null>;
