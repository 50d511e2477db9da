import { z } from 'zod';
import { Identifier } from '../study/identifier.ts';
import { Stage } from '../study/stages.ts';
import { call } from './call.ts';

/** What crosses while a study is designed, tried out and locked. Nobody is being blinded here: arms have their names. */

const at = z.number().describe('UTC milliseconds.');
const studyId = Identifier;
/** Name or initials of whoever does it. */
export const Signature = z.string().trim().min(1).max(80);
const Reason = z.string().trim().min(1).max(500);
/** A study as it is being written: any JSON, because half a study is no study yet. */
const Content = z.json();

export const VersionEntry = z.strictObject({
  version: z.number().int(),
  digest: z.string(),
  lockedAtUtcMilliseconds: at,
  lockedBy: z.string(),
  /** Why it was amended; null for the first version. */
  reason: z.string().nullable(),
  /** Which sessions fall under which version; null for the first version. */
  statement: z.string().nullable(),
  /** Rows of its allocation list. */
  rows: z.number().int(),
  /** Sessions that were held under it. */
  sessions: z.number().int(),
});
export type VersionEntry = z.infer<typeof VersionEntry>;

export const DesignEntry = z.strictObject({
  studyId,
  title: z.string(),
  /** Last change of the draft; null when there is none. */
  draftUpdatedAtUtcMilliseconds: at.nullable(),
  /** Errors and warnings in the draft. */
  errors: z.number().int(),
  warnings: z.number().int(),
  versions: z.array(VersionEntry),
});
export type DesignEntry = z.infer<typeof DesignEntry>;

export const TemplateEntry = z.strictObject({ templateId: Identifier, title: z.string(), summary: z.string() });
export type TemplateEntry = z.infer<typeof TemplateEntry>;

/** A stage that is ready to be put into a study. */
export const InstrumentEntry = z.strictObject({ instrumentId: Identifier, title: z.string(), description: z.string(), stage: Stage });
export type InstrumentEntry = z.infer<typeof InstrumentEntry>;

export const DesignList = z.strictObject({
  designs: z.array(DesignEntry),
  templates: z.array(TemplateEntry),
  instruments: z.array(InstrumentEntry),
});
export type DesignList = z.infer<typeof DesignList>;

export const DesignView = z.strictObject({
  studyId,
  /** The draft; the newest version when there is no draft. */
  content: Content,
  isDraft: z.boolean(),
  /** What it was made from, to show what was changed; null for a study made from nothing. */
  origin: z.strictObject({ name: z.string(), content: Content }).nullable(),
  versions: z.array(VersionEntry),
  part: z.strictObject({ part: z.number().int(), of: z.number().int() }).nullable(),
});
export type DesignView = z.infer<typeof DesignView>;

/** A file that was refused, with where and why. Sentences are ready to read. */
export const ImportResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('imported'), studyId }),
  z.strictObject({
    kind: z.literal('refused'),
    file: z.string(),
    problems: z.array(z.strictObject({ line: z.number().int().nullable(), field: z.string(), sentence: z.string() })),
  }),
]);
export type ImportResult = z.infer<typeof ImportResult>;

export const RehearsalProgress = z.strictObject({
  phase: z.enum(['sessions', 'power', 'saving']),
  done: z.number(),
  of: z.number(),
});
export type RehearsalProgress = z.infer<typeof RehearsalProgress>;

export const RehearsalState = z.strictObject({
  running: z.strictObject({ studyId, progress: RehearsalProgress }).nullable(),
  /** Newest first. */
  finished: z.array(
    z.strictObject({ id: z.number().int(), createdAtUtcMilliseconds: at, studyDigest: z.string(), parameters: z.json(), result: z.json() }),
  ),
  /** Why the last one stopped without a result, in a sentence; null otherwise. */
  problem: z.string().nullable(),
});
export type RehearsalState = z.infer<typeof RehearsalState>;

const nothing = z.strictObject({});
const savedFile = z.strictObject({ file: z.string() }).nullable();

/** All of it is refused while a session is live: a design names arms. */
export const designCalls = {
  'design/list': call(nothing, DesignList),
  'design/get': call(z.strictObject({ studyId }), DesignView),
  /** A new draft: from a template, as a copy of another study, or from nothing. */
  'design/create': call(
    z.strictObject({
      title: z.string().trim().min(1).max(200),
      from: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('template'), templateId: Identifier }),
        z.strictObject({ kind: z.literal('study'), studyId }),
        z.strictObject({ kind: z.literal('nothing') }),
      ]),
    }),
    DesignView,
  ),
  /** Keeps the draft; answers once it is on disk. */
  'design/save': call(z.strictObject({ studyId, content: Content }), z.strictObject({ savedAtUtcMilliseconds: at })),
  /** Throws the draft away; versions stay. */
  'design/discard': call(z.strictObject({ studyId }), DesignList),
  /** Asks for a file. A malformed, foreign or newer one is refused and changes nothing. */
  'design/import': call(nothing, ImportResult),
  /** Asks where to, and writes the draft (digest null) or a version as a study file. */
  'design/export': call(z.strictObject({ studyId, digest: z.string().nullable() }), savedFile),
  'design/version': call(z.strictObject({ digest: z.string() }), z.strictObject({ content: Content })),
  /** Freezes the draft as the next version, with its allocation list. Amendments need a reason and a statement. */
  'design/lock': call(
    z.strictObject({ studyId, lockedBy: Signature, reason: Reason.nullable(), statement: Reason.nullable() }),
    DesignView,
  ),
  /** Asks where to, and writes the one-page summary of the draft (digest null) or a version. */
  'design/summary': call(z.strictObject({ studyId, digest: z.string().nullable(), format: z.enum(['html', 'pdf']) }), savedFile),
  /** Which part of the allocation list this laptop deals; null for all of it. */
  'design/set-part': call(
    z.strictObject({ studyId, part: z.strictObject({ part: z.number().int().min(1), of: z.number().int().min(1).max(20) }).nullable() }),
    DesignView,
  ),
  /** Where the rehearsal is, asked for every half second while one runs. */
  'rehearsal/get': call(z.strictObject({ studyId }), RehearsalState),
  /** Begins in the background; parameters are those of `RehearsalParameters`. */
  'rehearsal/start': call(z.strictObject({ studyId, parameters: z.json() }), RehearsalState),
  'rehearsal/cancel': call(z.strictObject({ studyId }), RehearsalState),
  /** How blinding held, from the sessions so far: see `BlindingReport`. */
  'blinding/report': call(z.strictObject({ studyId }), z.json()),
} as const;
