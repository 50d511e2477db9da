import { z } from 'zod';
import { ParticipantOrigin, ParticipantStatus, Profile } from '../people/participant.ts';
import { Identifier } from '../study/identifier.ts';
import { call } from './call.ts';
import { Signature } from './design.ts';
import { ParticipantCode } from './participant-code.ts';

/** What crosses about participants. No arm and no model of a study has a field here; all of it is closed while a session is live. */

const at = z.number().describe('UTC milliseconds.');
const studyId = Identifier;
const nothing = z.strictObject({});
const Reason = z.string().trim().min(1).max(500);
const who = { studyId, participantCode: ParticipantCode };

/** Somebody did something with a reason, and signed it. */
const Signed = z.strictObject({ atUtcMilliseconds: at, reason: z.string(), by: z.string() });

export const PersonEntry = z.strictObject({
  participantCode: z.string(),
  status: ParticipantStatus,
  origin: ParticipantOrigin,
  /** What the person is called in imported data; null for nothing. */
  originId: z.string().nullable(),
  addedAtUtcMilliseconds: at,
  /** Sessions held of those planned. */
  sessionsHeld: z.number().int(),
  /** When the next session is due; null when none is. */
  next: z
    .strictObject({ kind: z.enum(['early', 'due', 'late']), sessionNumber: z.number().int(), from: at.nullable(), until: at.nullable() })
    .nullable(),
  /** Judged conversations that come once more in the next session. */
  repeatsDue: z.number().int(),
  importedConversations: z.number().int(),
  profileFields: z.number().int(),
  notes: z.number().int(),
});
export type PersonEntry = z.infer<typeof PersonEntry>;

export const PeopleView = z.strictObject({
  studyId,
  title: z.string(),
  sessionCount: z.number().int(),
  people: z.array(PersonEntry),
  /** Fields that any profile has, in order of first appearance. */
  fields: z.array(z.string()),
  imports: z.array(z.strictObject({ id: z.number().int(), atUtcMilliseconds: at, kind: z.enum(['csv', 'prism']), from: z.string(), summary: z.string() })),
});
export type PeopleView = z.infer<typeof PeopleView>;

export const PersonView = z.strictObject({
  ...PersonEntry.shape,
  studyId,
  profile: Profile,
  consents: z.array(z.strictObject({ stageId: Identifier, version: z.string(), given: z.boolean(), atUtcMilliseconds: at, sessionId: z.string() })),
  sessions: z.array(
    z.strictObject({
      sessionId: z.string(),
      sessionNumber: z.number().int(),
      status: z.enum(['running', 'complete', 'ended']),
      standing: z.enum(['kept', 'withdrawn', 'voided']),
      moderator: z.string(),
      startedAtUtcMilliseconds: at,
    }),
  ),
  conversations: z.array(
    z.strictObject({
      conversationId: z.string(),
      type: z.string().nullable(),
      /** As in the file. */
      generatedAt: z.string().nullable(),
      turns: z.number().int(),
      opening: z.string(),
    }),
  ),
  remarks: z.array(z.strictObject({ id: z.number().int(), text: z.string(), by: z.string(), addedAtUtcMilliseconds: at })),
  excluded: Signed.nullable(),
  withdrawn: Signed.nullable(),
  erased: Signed.nullable(),
});
export type PersonView = z.infer<typeof PersonView>;

/** An imported conversation to read. It names no model: whoever reads it may hold the next session. */
export const ImportedConversationView = z.strictObject({
  conversationId: z.string(),
  type: z.string().nullable(),
  generatedAt: z.string().nullable(),
  turns: z.array(
    z.strictObject({
      turn: z.number().int(),
      message: z.string(),
      responses: z.array(
        z.strictObject({
          /** 1 first, in the order of the file. */
          number: z.number().int(),
          slot: z.string().nullable(),
          /** Null for an empty reply. */
          text: z.string().nullable(),
          score: z.number().nullable(),
          chosen: z.boolean(),
        }),
      ),
    }),
  ),
  performance: z.record(z.string(), z.number().nullable()),
  choice: z.record(z.string(), z.number().nullable()),
  feedback: z.string().nullable(),
});
export type ImportedConversationView = z.infer<typeof ImportedConversationView>;

/**
 * A copy of a participant's words outside the database, as far as the app made it. `damaged`: a database that a backup
 * took the place of. `conversation`, `summary`: an endpoint that was sent conversations, or the profile for a summary;
 * the time is that of the last call.
 */
export const CopyEntry = z.strictObject({
  kind: z.enum(['export', 'preference-data', 'tuning', 'backup', 'damaged', 'participants-csv', 'conversation', 'summary']),
  madeAtUtcMilliseconds: at,
  /** File, folder, service or endpoint. */
  where: z.string(),
  /** False when it is no longer there; null where that cannot be seen. */
  exists: z.boolean().nullable(),
});
export type CopyEntry = z.infer<typeof CopyEntry>;

export const ErasureView = z.strictObject({
  participantCode: z.string(),
  sessions: z.number().int(),
  events: z.number().int(),
  importedConversations: z.number().int(),
  notes: z.number().int(),
  /** Exports and backups that hold (or, after erasing, still hold) the person's words. */
  copies: z.array(CopyEntry),
});
export type ErasureView = z.infer<typeof ErasureView>;

/** What a column of a table becomes. */
export const ColumnUse = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('leave-out') }),
  z.strictObject({ kind: z.literal('code') }),
  /** What the person is called in imported data. */
  z.strictObject({ kind: z.literal('origin-id') }),
  /** A field of the profile; parts are named after a dot. `confirmed` says that it is no contact detail although it looks like one. */
  z.strictObject({ kind: z.literal('profile'), field: z.string().trim().min(1).max(200), confirmed: z.boolean() }),
  z.strictObject({ kind: z.literal('note') }),
]);
export type ColumnUse = z.infer<typeof ColumnUse>;

/** By column, in the order of the file. */
export const ColumnMapping = z.array(ColumnUse).min(1).max(500);
export type ColumnMapping = z.infer<typeof ColumnMapping>;

export const TableProblem = z.strictObject({
  /** Line of the file, 1 first; null for the file as a whole. */
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  message: z.string(),
});
export type TableProblem = z.infer<typeof TableProblem>;

/** A table as it was opened, and what its mapping would do. Nothing is stored before it is taken. */
export const TablePreview = z.strictObject({
  tableId: z.string(),
  fileName: z.string(),
  rows: z.number().int(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      /** Of the first rows. */
      samples: z.array(z.string()),
      /** Why it looks like a name or contact detail; null when it does not. */
      suspected: z.string().nullable(),
    }),
  ),
  mapping: ColumnMapping,
  /** Codes are drawn for rows when no column holds them. */
  drawsCodes: z.boolean(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** The first 200. */
  problems: z.array(TableProblem),
  problemCount: z.number().int(),
  /** What the first rows become. */
  first: z.array(z.strictObject({ line: z.number().int(), participantCode: z.string().nullable(), profile: Profile, change: z.enum(['added', 'changed', 'unchanged', 'refused']) })),
});
export type TablePreview = z.infer<typeof TablePreview>;

export const PrismFileName = z.enum(['survey', 'conversations', 'utterances']);
export type PrismFileName = z.infer<typeof PrismFileName>;

/** What a folder of PRISM files holds. */
export const PrismContents = z.strictObject({
  folder: z.string(),
  files: z.array(
    z.strictObject({
      file: PrismFileName,
      present: z.boolean(),
      rows: z.number().int(),
      bytes: z.number(),
      /** Fields that nothing here reads, with the number of rows that have them; they are kept. */
      unknownFields: z.array(z.strictObject({ field: z.string(), rows: z.number().int() })),
      /** Fields of the layout that are missing somewhere. */
      missingFields: z.array(z.strictObject({ field: z.string(), rows: z.number().int() })),
      /** The first 200. */
      problems: z.array(
        z.strictObject({
          line: z.number().int(),
          field: z.string().nullable(),
          message: z.string(),
          /** A line with an error cannot be taken; one with warnings alone is. */
          severity: z.enum(['error', 'warning']),
        }),
      ),
      problemCount: z.number().int(),
      /** Lines with an error: only with `skipBroken` is the rest taken. */
      broken: z.number().int(),
    }),
  ),
  /** Names of other `.jsonl` files in the folder; nothing reads them. */
  notNeeded: z.array(z.string()),
  people: z.number().int(),
  surveyOnly: z.number().int(),
  conversations: z.number().int(),
  responses: z.number().int(),
  emptyReplies: z.number().int(),
  models: z.array(z.strictObject({ model: z.string(), responses: z.number().int(), known: z.boolean() })),
  conversationTypes: z.array(z.strictObject({ type: z.string(), conversations: z.number().int() })),
  /** Everybody in the survey, in the order of the file. */
  users: z.array(
    z.strictObject({
      userId: z.string(),
      conversations: z.number().int(),
      age: z.string().nullable(),
      gender: z.string().nullable(),
      country: z.string().nullable(),
      /** Code under which the person is in the register already; null for nobody. */
      participantCode: z.string().nullable(),
    }),
  ),
});
export type PrismContents = z.infer<typeof PrismContents>;

export const PrismChoice = z.strictObject({
  /** User ids; null for everybody. */
  userIds: z.array(z.string()).min(1).nullable(),
  /** Take the sound lines of files that have broken ones. */
  skipBroken: z.boolean(),
});
export type PrismChoice = z.infer<typeof PrismChoice>;

export const PrismReport = z.strictObject({
  files: z.array(
    z.strictObject({
      file: PrismFileName,
      added: z.number().int(),
      unchanged: z.number().int(),
      /** There already, with other content; what is stored stays. */
      conflicting: z.number().int(),
      broken: z.number().int(),
    }),
  ),
  participants: z.array(z.strictObject({ userId: z.string(), participantCode: z.string(), added: z.boolean() })),
  milliseconds: z.number(),
});
export type PrismReport = z.infer<typeof PrismReport>;

/** Where the reading or importing of a folder is. */
export const PrismProgress = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.enum(['looking', 'importing']), file: PrismFileName, done: z.number(), of: z.number() }),
  z.strictObject({ kind: z.literal('looked'), contents: PrismContents }),
  z.strictObject({ kind: z.literal('imported'), report: PrismReport }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
  z.strictObject({ kind: z.literal('cancelled') }),
]);
export type PrismProgress = z.infer<typeof PrismProgress>;

/** The separate, encrypted file from code to person. It is open in memory only. */
export const KeyFileView = z.strictObject({
  fileName: z.string().nullable(),
  entries: z.array(z.strictObject({ participantCode: z.string(), name: z.string(), contact: z.string() })),
});
export type KeyFileView = z.infer<typeof KeyFileView>;
const Passphrase = z.string().min(12).max(500);

export const peopleCalls = {
  'people/list': call(z.strictObject({ studyId }), PeopleView),
  'people/get': call(z.strictObject(who), PersonView),
  /** Registers a participant; a code is drawn when none is given. */
  'people/add': call(z.strictObject({ studyId, participantCode: ParticipantCode.nullable() }), PersonView),
  /** Puts a value into the profile; null takes the field out. */
  'people/set-field': call(z.strictObject({ ...who, field: z.string().trim().min(1).max(200), value: z.json() }), PersonView),
  'people/add-note': call(z.strictObject({ ...who, text: z.string().trim().min(1).max(5_000), by: Signature }), PersonView),
  'people/exclude': call(z.strictObject({ ...who, reason: Reason, by: Signature }), PersonView),
  'people/readmit': call(z.strictObject({ ...who, reason: Reason, by: Signature }), PersonView),
  /** The participant stops; what was given is kept. */
  'people/withdraw': call(z.strictObject({ ...who, reason: Reason, by: Signature }), PersonView),
  /** What erasing would take away, and which copies hold it. */
  'people/erasure': call(z.strictObject(who), ErasureView),
  /** Erases everything the participant gave. `typedCode` is the code once more, typed by hand. */
  'people/erase': call(z.strictObject({ ...who, typedCode: z.string(), reason: Reason, by: Signature }), ErasureView),
  'people/conversation': call(z.strictObject({ ...who, conversationId: z.string() }), ImportedConversationView),

  /** Asks for a table of participants; null when that was cancelled. */
  'table/open': call(z.strictObject({ studyId }), TablePreview.nullable()),
  'table/preview': call(z.strictObject({ tableId: z.string(), mapping: ColumnMapping }), TablePreview),
  /** Takes what the preview shows: all rows, or none when a row has a problem. */
  'table/take': call(z.strictObject({ tableId: z.string(), mapping: ColumnMapping }), PeopleView),
  /** Asks where to, and writes the register; null when that was cancelled. */
  'table/export': call(z.strictObject({ studyId }), z.strictObject({ file: z.string() }).nullable()),

  /** Asks for a folder and begins to look through it; false when that was cancelled. */
  'prism/open': call(z.strictObject({ studyId }), z.boolean()),
  'prism/progress': call(nothing, PrismProgress),
  'prism/import': call(z.strictObject({ studyId, choice: PrismChoice }), PrismProgress),
  'prism/cancel': call(nothing, PrismProgress),

  /** Asks for a key file and opens it, or makes a new one; null when that was cancelled. */
  'key-file/open': call(z.strictObject({ passphrase: Passphrase, make: z.boolean() }), KeyFileView.nullable()),
  /** Sets or, with an empty name and contact, takes out an entry, and writes the file. */
  'key-file/set': call(z.strictObject({ participantCode: ParticipantCode, name: z.string().max(300), contact: z.string().max(1_000) }), KeyFileView),
  'key-file/get': call(nothing, KeyFileView),
  'key-file/close': call(nothing, KeyFileView),
} as const;
