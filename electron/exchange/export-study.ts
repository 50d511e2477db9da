import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RegisteredParticipant } from '../../shared/people/participant.ts';
import { codebook } from '../../shared/exchange/codebook.ts';
import type { ExportedSession } from '../../shared/exchange/exported-session.ts';
import { allocationFile, dictionaryFile, eventsFile, exportFormatVersion, participantsFile, sessionFiles } from '../../shared/exchange/files.ts';
import { Manifest } from '../../shared/exchange/manifest.ts';
import { replay } from '../../shared/session/evolve.ts';
import type { StoredEvent } from '../../shared/session/stored-event.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { message } from '../messages/message.ts';
import { studyDigest } from '../storage/canonical.ts';
import type { LockedVersion, ReadableStorage, SessionRow } from '../storage/storage.ts';
import { besideThenInPlace, pack } from './archive.ts';
import { ExportError, exportErrorOf } from './errors.ts';
import { MemberFile } from './member-file.ts';
import { rowFormat } from './row-format.ts';

export interface ExportOptions {
  readonly now: Date;
  readonly appVersion: string;
}

export interface StudyExport {
  readonly file: string;
  readonly sessions: number;
  readonly bytes: number;
}

type Source = Pick<
  ReadableStorage,
  | 'folder'
  | 'listStudies'
  | 'listVersions'
  | 'listSessions'
  | 'readParticipant'
  | 'readStudy'
  | 'readAllocationList'
  | 'listParticipants'
  | 'readEvents'
  | 'readStoredEvents'
>;

interface StudyVersion {
  readonly digest: string;
  readonly study: Study;
  readonly sessions: number;
  /** Null for a study that was not locked. */
  readonly locked: LockedVersion | null;
}

/**
 * Writes all sessions of a study into one zip. The archive appears whole or not at all; one that was
 * there before is replaced. Throws an ExportError with a sentence when it cannot be made.
 */
export async function exportStudy(
  storage: Source,
  studyId: string,
  target: string,
  { now, appVersion }: ExportOptions,
): Promise<StudyExport> {
  const file = resolve(target);
  const sessions = sessionsOf(storage, studyId);
  const versions = versionsOf(storage, studyId, sessions);
  try {
    if (await isFolder(file)) throw new ExportError('is-folder', message('export.is-folder', { file }));
    await besideThenInPlace(file, async (workFolder) => {
      const written = await writeMembers(workFolder, async (create) => {
        const erased = await writeSessions(storage, sessions, versions, create);
        await writeDictionary(versions, create);
        await writeAllocation(storage, sessions, versions, create);
        await writeParticipants(storage, studyId, sessions, create);
        const studies = await writeStudies(versions, create);
        await (await create('codebook.md', { hasRows: false })).write(codebook());
        return { erased, studies };
      });
      const manifest = Manifest.parse({
        format: 'visavis-export',
        format_version: exportFormatVersion,
        app_version: appVersion,
        exported_at: now.toISOString(),
        study_id: studyId,
        studies: written.result.studies,
        sessions: sessions.length,
        erased_sessions: written.result.erased,
        files: written.entries,
      } satisfies Manifest);
      const last = await writeMembers(workFolder, async (create) => {
        await (await create('MANIFEST.json', { hasRows: false })).write(`${JSON.stringify(manifest, null, 2)}\n`);
      });
      const zip = join(workFolder, 'archive.zip');
      await pack([...written.members, ...last.members], zip, now);
      return zip;
    });
    return { file, sessions: sessions.length, bytes: (await stat(file)).size };
  } catch (error) {
    throw exportErrorOf(error, file);
  }
}

/** In the order of their start, so that the same data give the same files. */
function sessionsOf(storage: Source, studyId: string): readonly SessionRow[] {
  return storage
    .listSessions()
    .filter((session) => session.studyId === studyId)
    .toSorted(
      (a, b) =>
        a.startedAtUtcMilliseconds - b.startedAtUtcMilliseconds || (a.sessionId < b.sessionId ? -1 : 1),
    );
}

/** The versions that were locked or played, newest first; the newest there is when there is none of either. */
function versionsOf(storage: Source, studyId: string, sessions: readonly SessionRow[]): readonly StudyVersion[] {
  const known = storage.listStudies().filter((study) => study.studyId === studyId);
  const [newest] = known;
  if (!newest) {
    throw new ExportError('unknown-study', message('export.unknown-study', { study: studyId, folder: storage.folder }));
  }
  const locked = storage.listVersions(studyId);
  const used = known.filter(
    ({ digest }) =>
      locked.some((version) => version.digest === digest) || sessions.some((session) => session.studyDigest === digest),
  );
  return (used.length === 0 ? [newest] : used).map(({ digest }) => {
    const study = storage.readStudy(digest);
    if (!study) throw new Error(`The version ${digest} of study "${studyId}" is listed but cannot be read.`);
    return {
      digest,
      study,
      sessions: sessions.filter((session) => session.studyDigest === digest).length,
      locked: locked.find((version) => version.digest === digest) ?? null,
    };
  });
}

type Create = (name: string, options: { readonly hasRows: boolean }) => Promise<MemberFile>;

async function writeMembers<Result>(folder: string, write: (create: Create) => Promise<Result>) {
  const members: MemberFile[] = [];
  try {
    const result = await write(async (name, options) => {
      const member = await MemberFile.create(folder, name, options);
      members.push(member);
      return member;
    });
    const entries = [];
    for (const member of members) entries.push(await member.finish());
    return { result, members, entries };
  } catch (error) {
    for (const member of members) await member.abandon();
    throw error;
  }
}

/** Writes the rows of all sessions, one session at a time; returns those whose words were erased. */
async function writeSessions(
  storage: Source,
  sessions: readonly SessionRow[],
  versions: readonly StudyVersion[],
  create: Create,
): Promise<string[]> {
  const events = await rowFile(eventsFile, create);
  const files = [];
  for (const file of sessionFiles) files.push(await rowFile(file, create));
  const erased: string[] = [];
  for (const { sessionId, studyDigest } of sessions) {
    const log = storage.readStoredEvents(sessionId);
    await events.writeRowsOf(log);
    if (log.some((event) => event.payload === null)) {
      erased.push(sessionId);
      continue;
    }
    const session = exportedSession(storage, sessionId, studyDigest, log, versions);
    for (const file of files) await file.writeRowsOf(session);
  }
  return erased;
}

interface RowFile<Source> {
  readonly name: string;
  readonly schema: (typeof sessionFiles)[number]['schema'];
  readonly rows: (source: Source) => readonly unknown[];
}

async function rowFile<Source>({ name, schema, rows }: RowFile<Source>, create: Create) {
  const member = await create(name, { hasRows: true });
  const format = rowFormat(name, schema);
  await member.write(format.header);
  return {
    writeRowsOf: (source: Source) => member.writeRows(rows(source).map((row) => format.line(row))),
  };
}

function exportedSession(
  storage: Source,
  sessionId: string,
  studyDigest: string,
  log: readonly StoredEvent[],
  versions: readonly StudyVersion[],
): ExportedSession {
  const study = versions.find((version) => version.digest === studyDigest)?.study;
  if (!study) {
    throw new ExportError('missing-version', message('export.missing-version', { session: sessionId, digest: studyDigest }));
  }
  // The session may have gone on between the two readings; all files hold the same events of it.
  const events = storage.readEvents(sessionId).slice(0, log.length);
  return { sessionId, studyDigest, events, log, state: replay(study, events) };
}

async function writeDictionary(versions: readonly StudyVersion[], create: Create): Promise<void> {
  const rows = await rowFile(dictionaryFile, create);
  for (const { study, digest, locked } of versions) {
    await rows.writeRowsOf({ study, digest, version: locked?.version ?? null });
  }
}

/** Each list once, though several versions may have it, with the sessions that were dealt from it. */
async function writeAllocation(
  storage: Source,
  sessions: readonly SessionRow[],
  versions: readonly StudyVersion[],
  create: Create,
): Promise<void> {
  const rows = await rowFile(allocationFile, create);
  const locked = versions.flatMap((version) => (version.locked ? [version.locked] : []));
  for (const listDigest of new Set(locked.toSorted((a, b) => a.version - b.version).map((version) => version.listDigest))) {
    const list = storage.readAllocationList(listDigest);
    if (!list) throw new Error(`The allocation list ${listDigest} belongs to a locked version but cannot be read.`);
    const having = new Set(locked.filter((version) => version.listDigest === listDigest).map((version) => version.digest));
    const registered = (code: string): RegisteredParticipant | null => storage.readParticipant(list.studyId, code);
    await rows.writeRowsOf({ ...list, sessions: sessions.filter((session) => having.has(session.studyDigest)), registered });
  }
}

async function writeParticipants(storage: Source, studyId: string, sessions: readonly SessionRow[], create: Create): Promise<void> {
  const rows = await rowFile(participantsFile, create);
  for (const registered of storage.listParticipants(studyId)) {
    const own = sessions.filter(({ participantCode }) => participantCode === registered.code).length;
    await rows.writeRowsOf({ registered, sessions: own });
  }
}

/** study.json is the newest version; of several, each has a file of its own as well. */
async function writeStudies(versions: readonly StudyVersion[], create: Create): Promise<Manifest['studies']> {
  const named = versions.map((version) => ({ ...version, file: versions.length === 1 ? 'study.json' : fileOf(version) }));
  const [newest] = named;
  if (newest && newest.file !== 'study.json') await writeStudy('study.json', newest.study, create);
  for (const { file, study } of named) await writeStudy(file, study, create);
  return named.map(({ digest, file, study, locked, sessions }) => ({
    digest,
    file,
    stored_in_earlier_format: studyDigest(study) !== digest,
    version: locked?.version ?? null,
    locked_at: locked ? new Date(locked.lockedAtUtcMilliseconds).toISOString() : null,
    locked_by: locked?.lockedBy ?? null,
    reason: locked?.reason ?? null,
    statement: locked?.statement ?? null,
    list_digest: locked?.listDigest ?? null,
    sessions,
  }));
}

function fileOf({ digest, locked }: StudyVersion): string {
  return locked ? `study-version-${locked.version}.json` : `study-${digest.slice(0, 8)}.json`;
}

async function writeStudy(name: string, study: Study, create: Create): Promise<void> {
  await (await create(name, { hasRows: false })).write(`${JSON.stringify(study, null, 2)}\n`);
}

async function isFolder(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found?.isDirectory() ?? false;
}
