import { allocateList } from '../../shared/allocation/list.ts';
import type { DesignEntry, DesignList, DesignView, ImportResult, VersionEntry } from '../../shared/contract/design.ts';
import { designOf } from '../../shared/study/allocation-design.ts';
import { studyFromTemplate } from '../../shared/study/from-template.ts';
import type { Instrument } from '../../shared/study/instrument.ts';
import { fieldName } from '../../shared/study/problem.ts';
import { checkStudy } from '../../shared/study/problems.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { readStudy } from '../../shared/study/read-study.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { LockedVersion, MadeFrom, SessionRow, Storage, StudyPart } from '../storage/storage.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';
import { readStudyText } from '../studies/study-files.ts';
import type { SummaryFacts } from './protocol-summary.ts';
import { freeStudyId } from './study-id.ts';

type DesignStorage = Pick<
  Storage,
  | 'deleteStudyDraft'
  | 'listParticipants'
  | 'listSessions'
  | 'listStudies'
  | 'listStudyDrafts'
  | 'listVersions'
  | 'lockStudy'
  | 'readAllocationList'
  | 'readPart'
  | 'readStudy'
  | 'readStudyDraft'
  | 'saveStudyDraft'
  | 'setPart'
>;

/** What a new study is made from. */
export type StudySource =
  | { readonly kind: 'template'; readonly templateId: string }
  | { readonly kind: 'study'; readonly studyId: string }
  | { readonly kind: 'nothing' };

export interface LockSignature {
  readonly lockedBy: string;
  /** Why the study is amended, and which sessions fall under which version; null for a first version. */
  readonly reason: string | null;
  readonly statement: string | null;
}

/** What comes with the app for the making of studies. */
export interface DesignResources {
  readonly templates: readonly Study[];
  readonly instruments: readonly Instrument[];
  /** What a study made from nothing begins with. */
  readonly blank: Study;
}

/** Studies while they are designed: drafts, versions, and the step from one to the other. */
export class Designs {
  readonly #storage: DesignStorage;
  readonly #shelf: StudyShelf;
  readonly #read: () => DesignResources;
  #known: DesignResources | null = null;
  readonly #now: () => number;
  readonly #isImporting: () => boolean;

  /**
   * @param read reads what comes with the app; asked once, when it is first needed
   * @param isImporting whether people are being read in, for whichever study
   */
  constructor(storage: DesignStorage, shelf: StudyShelf, read: () => DesignResources, now: () => number, isImporting: () => boolean = () => false) {
    this.#read = read;
    this.#storage = storage;
    this.#shelf = shelf;
    this.#now = now;
    this.#isImporting = isImporting;
  }

  get #resources(): DesignResources {
    this.#known ??= this.#read();
    return this.#known;
  }

  list(): DesignList {
    const drafts = this.#storage.listStudyDrafts();
    const sessions = this.#storage.listSessions();
    const ids = new Set([...drafts.map((draft) => draft.studyId), ...this.#storage.listVersions().map((version) => version.studyId)]);
    return {
      designs: [...ids].map((studyId) => this.#entry(studyId, sessions)),
      templates: this.#resources.templates.map(({ id, title, summary }) => ({ templateId: id, title, summary })),
      instruments: this.#resources.instruments.map(({ id, title, description, stage }) => ({ instrumentId: id, title, description, stage })),
    };
  }

  get(studyId: string): DesignView {
    const draft = this.#storage.readStudyDraft(studyId);
    const newest = this.#storage.listVersions(studyId).at(-1);
    const content = draft ? draft.content : newest && this.#shelf.version(newest.digest);
    if (content === undefined) throw new CallRefusal('unknown-study', message('study.unknown'));
    return {
      studyId,
      content: content as DesignView['content'],
      isDraft: draft !== null,
      origin: this.#originOf(studyId, draft?.madeFrom ?? (newest ? { digest: newest.digest } : null), content),
      versions: this.#versionsOf(studyId, this.#storage.listSessions()),
      part: this.#storage.readPart(studyId),
    };
  }

  create(title: string, from: StudySource): DesignView {
    const studyId = freeStudyId(title, new Set(this.#knownIds()));
    const made = this.#make(studyId, title, from);
    this.#storage.saveStudyDraft({ studyId, title, madeFrom: made.madeFrom, content: made.content });
    return this.get(studyId);
  }

  /** Keeps a draft, valid or not. Returns UTC milliseconds. */
  save(studyId: string, content: unknown): number {
    const before = this.#storage.readStudyDraft(studyId);
    const newest = this.#storage.listVersions(studyId).at(-1);
    if (!before && !newest) throw new CallRefusal('unknown-study', message('study.unknown'));
    const madeFrom = before ? before.madeFrom : newest ? { digest: newest.digest } : null;
    const title = titleOf(content) ?? before?.title ?? studyId;
    this.#storage.saveStudyDraft({ studyId, title, madeFrom, content });
    return this.#now();
  }

  /** Refused while the register of a study that was never locked holds somebody: without the draft nobody could open it. */
  discard(studyId: string): DesignList {
    if (!this.#storage.listStudies().some((study) => study.studyId === studyId)) this.#requireEmptyRegister(studyId);
    if (!this.#storage.deleteStudyDraft(studyId)) throw new CallRefusal('unknown-study', message('study.unknown'));
    return this.list();
  }

  /** Takes the text of a study file as a draft; a malformed, foreign or newer one changes nothing. */
  importText(text: string, file: string): Exclude<ImportResult, { kind: 'cancelled' }> {
    const reading = readStudyText(text);
    if (reading.ok) return { kind: 'imported', studyId: this.adopt(reading.study) };
    const problems = reading.problems.map(({ path, code, values }) => ({
      line: reading.lineOf(path),
      field: fieldName(path),
      sentence: message(`problem.${code}`, values),
    }));
    return { kind: 'refused', file, problems };
  }

  /** Takes a study that was read from a file as a draft of its own; one of the same name gets another. */
  adopt(study: Study): string {
    const studyId = this.#knownIds().has(study.id) ? freeStudyId(study.id, this.#knownIds()) : study.id;
    this.#storage.saveStudyDraft({ studyId, title: study.title, madeFrom: null, content: { ...study, id: studyId } });
    return studyId;
  }

  /** The content of a stored version. */
  versionContent(digest: string): DesignView['content'] {
    return plain(this.#shelf.version(digest));
  }

  /** What a protocol summary says of the draft, or of a version. */
  summaryFacts(studyId: string, digest: string | null): SummaryFacts {
    const study = this.studyOf(studyId, digest);
    const locked = this.#storage.listVersions(studyId).find((version) => version.digest === digest);
    const { version = null, lockedAtUtcMilliseconds = null, lockedBy = null, reason = null, statement = null, listDigest = null } = locked ?? {};
    const rows = listDigest === null ? null : (this.#storage.readAllocationList(listDigest)?.rows.length ?? null);
    return { study, digest, version, lockedAtUtcMilliseconds, lockedBy, reason, statement, listDigest, rows };
  }

  /** The draft as it stands, or a version, as a study. Throws when a draft is none yet. */
  studyOf(studyId: string, digest: string | null): Study {
    if (digest !== null) return this.#shelf.version(digest);
    const reading = readStudy(this.get(studyId).content);
    if (!reading.ok) throw new CallRefusal('not-a-study', message('design.not-ready', { count: reading.problems.length }));
    return reading.study;
  }

  /**
   * Freezes the draft as the next version, with the allocation list of its planned sample, in one
   * transaction. Nothing is frozen that has an error.
   */
  lock(studyId: string, { lockedBy, reason, statement }: LockSignature): DesignView {
    const content = this.get(studyId).content;
    const errors = checkStudy(content).filter((problem) => problem.severity === 'error');
    if (errors.length > 0) throw new CallRefusal('not-sound', message('design.not-sound', { count: errors.length }));
    const study = { ...this.studyOf(studyId, null), id: studyId };
    const isAmendment = this.#storage.listVersions(studyId).length > 0;
    if (isAmendment && (reason === null || statement === null)) {
      throw new CallRefusal('reason-missing', message('design.amendment-unexplained'));
    }
    const rows = allocationListOf(study).map((row) => ({ id: row.id, stratum: row.stratum, content: row }));
    this.#storage.lockStudy({
      study,
      rows,
      lockedBy,
      reason: isAmendment ? reason : null,
      statement: isAmendment ? statement : null,
    });
    this.#storage.deleteStudyDraft(studyId);
    return this.get(studyId);
  }

  setPart(studyId: string, part: StudyPart | null): DesignView {
    this.#storage.setPart(studyId, part);
    return this.get(studyId);
  }

  #requireEmptyRegister(studyId: string): void {
    if (this.#isImporting()) throw new CallRefusal('prism-busy', message('design.discard.importing'));
    const count = this.#storage.listParticipants(studyId).filter(({ erased }) => erased === null).length;
    if (count > 0) throw new CallRefusal('draft-with-people', message('design.discard.people', { count }));
  }

  #entry(studyId: string, sessions: readonly SessionRow[]): DesignEntry {
    const draft = this.#storage.readStudyDraft(studyId);
    const newest = this.#storage.listVersions(studyId).at(-1);
    const problems = draft ? checkStudy(draft.content) : [];
    const errors = problems.filter((problem) => problem.severity === 'error').length;
    return {
      studyId,
      title: draft?.title ?? (newest ? this.#shelf.version(newest.digest).title : studyId),
      draftUpdatedAtUtcMilliseconds: draft?.updatedAtUtcMilliseconds ?? null,
      errors,
      warnings: problems.length - errors,
      versions: this.#versionsOf(studyId, sessions),
    };
  }

  #versionsOf(studyId: string, sessions: readonly SessionRow[]): VersionEntry[] {
    return this.#storage.listVersions(studyId).map((version) => this.#versionEntry(version, sessions));
  }

  #versionEntry(version: LockedVersion, sessions: readonly SessionRow[]): VersionEntry {
    const { version: number, digest, lockedAtUtcMilliseconds, lockedBy, reason, statement, listDigest } = version;
    return {
      version: number,
      digest,
      lockedAtUtcMilliseconds,
      lockedBy,
      reason,
      statement,
      rows: this.#storage.readAllocationList(listDigest)?.rows.length ?? 0,
      sessions: sessions.filter((session) => session.studyDigest === digest).length,
    };
  }

  /** The template, for whatever has one; otherwise the other study that it is a copy of. Own versions are listed as such. */
  #originOf(studyId: string, madeFrom: MadeFrom | null, content: unknown): DesignView['origin'] {
    const templateId = madeFrom && 'template' in madeFrom ? madeFrom.template : templateOf(content);
    const template = this.#resources.templates.find((each) => each.id === templateId);
    if (template) return { name: template.title, content: plain(template) };
    const copied = madeFrom && 'digest' in madeFrom ? this.#storage.readStudy(madeFrom.digest) : null;
    if (!copied || copied.id === studyId) return null;
    const version = this.#storage.listVersions(copied.id).find((each) => madeFrom && 'digest' in madeFrom && each.digest === madeFrom.digest);
    return { name: message('design.origin.version', { title: copied.title, version: version?.version ?? 0 }), content: plain(copied) };
  }

  #make(studyId: string, title: string, from: StudySource): { readonly content: unknown; readonly madeFrom: MadeFrom | null } {
    switch (from.kind) {
      case 'nothing':
        return { content: { ...studyFromTemplate(this.#resources.blank, { id: studyId, title }), template: null }, madeFrom: null };
      case 'template': {
        const template = this.#resources.templates.find((each) => each.id === from.templateId);
        if (!template) throw new CallRefusal('unknown-template', message('design.unknown-template'));
        return { content: studyFromTemplate(template, { id: studyId, title }), madeFrom: { template: template.id } };
      }
      case 'study': {
        const draft = this.#storage.readStudyDraft(from.studyId);
        const source = draft ? { content: draft.content, madeFrom: draft.madeFrom } : this.#copyOf(from.studyId);
        return { content: { ...(source.content as object), id: studyId, title }, madeFrom: source.madeFrom };
      }
    }
  }

  #copyOf(studyId: string): { readonly content: unknown; readonly madeFrom: MadeFrom } {
    const { study, digest } = this.#shelf.current(studyId);
    return { content: study, madeFrom: { digest } };
  }

  #knownIds(): ReadonlySet<string> {
    return new Set([
      ...this.#storage.listStudies().map((row) => row.studyId),
      ...this.#storage.listStudyDrafts().map((draft) => draft.studyId),
      ...this.#resources.templates.map((template) => template.id),
    ]);
  }
}

/** The rows that are dealt to the planned sample; with strata, as many in each. */
export function allocationListOf(study: Study) {
  const strata = Math.max(1, study.allocation.strata?.values.length ?? 0);
  return allocateList(designOf(study), Math.ceil(study.analysis.plannedParticipants / strata));
}

function titleOf(content: unknown): string | null {
  const title: unknown = typeof content === 'object' && content !== null && 'title' in content ? content.title : null;
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : null;
}

function templateOf(content: unknown): string | null {
  const template: unknown = typeof content === 'object' && content !== null && 'template' in content ? content.template : null;
  return typeof template === 'string' ? template : null;
}

/** As JSON has it, without what only the type knows. */
function plain(study: Study): NonNullable<DesignView['origin']>['content'] {
  return JSON.parse(JSON.stringify(study)) as NonNullable<DesignView['origin']>['content'];
}
