import { createHash } from 'node:crypto';
import type { Profile } from '../../shared/people/participant.ts';
import { conversationKey, conversationName } from '../../shared/preferences/conversation-key.ts';
import type { LeftOutRepeat, SourceConversation } from '../../shared/preferences/data-set.ts';
import { finding, type Finding } from '../../shared/preferences/finding.ts';
import type { JudgedConversation } from '../../shared/preferences/judged-conversation.ts';
import { judgedConversationsOf } from '../../shared/preferences/of-session.ts';
import type { PreferenceManifest } from '../../shared/preferences/manifest.ts';
import type { PreferenceRecipe, PreferenceSource } from '../../shared/preferences/recipe.ts';
import type { ImportedConversation } from '../../shared/prism/imported-conversation.ts';
import { judgedConversationOf } from '../../shared/prism/judged-conversation.ts';
import { surveyFields } from '../../shared/prism/layout.ts';
import { replay } from '../../shared/session/evolve.ts';
import type { SessionState } from '../../shared/session/state.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { ReadableStorage, SessionRow } from '../storage/storage.ts';
import type { KnownStudy } from './known-studies.ts';

/** What is read of the data folder. */
export type PreferenceStorage = Pick<
  ReadableStorage,
  'listSessions' | 'readStudy' | 'readEvents' | 'readStoredEvents' | 'listParticipants' | 'importedConversations' | 'folder'
>;

/** A conversation of the sources, with what it was read from. */
export interface ReadConversation extends SourceConversation {
  /** Null for an imported one. */
  readonly state: SessionState | null;
  /** Null for one of a session. */
  readonly imported: ImportedConversation | null;
}

/** The sources of a recipe. What is said of them is complete only after all conversations were gone through. */
export interface ReadSources {
  readonly conversations: Iterable<ReadConversation>;
  readonly repeats: LeftOutRepeat[];
  /** What was found while reading: sessions that are erased, running, or do not count. */
  readonly findings: () => readonly Finding[];
  readonly manifest: () => PreferenceManifest['sources'];
  readonly titles: ReadonlyMap<string, string>;
  /** Fields of the register, and the answers of sessions to the questions that PRISM's survey names. */
  readonly profileOf: (studyId: string, participantCode: string) => Profile;
  /** Fields of the register alone, by which groups of people are told apart elsewhere, too. */
  readonly registeredProfileOf: (studyId: string, participantCode: string) => Profile;
  /** Registered participants of whom something is known, whether they talked or not; those who are left out are not among them. */
  readonly surveyed: () => ReadonlyArray<{ readonly studyId: string; readonly participantCode: string }>;
  /** What a participant is called where the data come from; the code for those who come from nowhere else. */
  readonly originOf: (studyId: string, participantCode: string) => string;
}

/**
 * Opens the sources of a recipe. Sessions that run, were erased, or do not count are left out, unless one that
 * does not count is named; so are participants who were excluded. Conversations come one after the other, so
 * that a data set of many thousands needs no more memory than its pairs.
 * @param known studies that there are
 * @throws CallRefusal for a study, session or participant that is not there
 */
export function readSources(storage: PreferenceStorage, recipe: PreferenceRecipe, known: ReadonlyMap<string, Pick<KnownStudy, 'title'>>): ReadSources {
  const titles = titlesOf(storage, recipe, known);
  const people = new Map(
    recipe.sources.map(({ studyId }) => [studyId, new Map(storage.listParticipants(studyId).map((each) => [each.code, each]))]),
  );
  const sessions = sessionsByStudy(storage, recipe.sources);
  const seen: Record<'erased' | 'running' | 'uncounted' | 'named' | 'excluded', Set<string>> = {
    erased: new Set(),
    running: new Set(),
    uncounted: new Set(),
    named: new Set(),
    excluded: new Set(),
  };
  const sources = new Map<string, PreferenceManifest['sources'][number]>();
  const answers = new Map<string, Profile>();
  const repeats: LeftOutRepeat[] = [];
  const studies = new Map<string, Study | null>();
  const studyOf = (digest: string): Study => {
    if (!studies.has(digest)) studies.set(digest, storage.readStudy(digest));
    const study = studies.get(digest);
    if (!study) throw new CallRefusal('missing-version', message('preferences.missing-version', { digest }));
    return study;
  };

  const isWanted = ({ studyId, participants }: PreferenceSource, code: string): boolean => {
    if (participants !== null && !participants.includes(code)) return false;
    if (!people.get(studyId)?.get(code)?.excluded) return true;
    seen.excluded.add(`${studyId}/${code}`);
    return false;
  };
  const personOf = (studyId: string, code: string): string => {
    const origin = people.get(studyId)?.get(code)?.originId ?? null;
    return origin === null ? `code/${studyId}/${code}` : `origin/${origin}`;
  };

  function* ofSessions(source: PreferenceSource): Iterable<ReadConversation> {
    if (source.sessions === 'none') return;
    const heads: { session_id: string; last_event_hash: string }[] = [];
    entryOf(sources, source.studyId).sessions = heads;
    for (const session of sessions.get(source.studyId) ?? []) {
      if (source.sessions !== 'all' && !source.sessions.includes(session.sessionId)) continue;
      if (!isWanted(source, session.participantCode)) continue;
      const { sessionId } = session;
      const why = whyNot(session, source);
      if (why !== null) seen[why].add(sessionId);
      if (why === 'running' || why === 'uncounted') continue;
      const log = storage.readStoredEvents(sessionId);
      if (log.some(({ payload }) => payload === null)) {
        seen.erased.add(sessionId);
        continue;
      }
      heads.push({ session_id: sessionId, last_event_hash: log.at(-1)?.hash ?? '' });
      const state = replay(studyOf(session.studyDigest), storage.readEvents(sessionId).slice(0, log.length));
      keepAnswers(answers, state);
      repeats.push(...leftOutRepeats(sessionId, state, source));
      for (const conversation of judgedConversationsOf(sessionId, state)) {
        yield { conversation, state, imported: null, person: personOf(source.studyId, session.participantCode), leftOut: isLeftOut(conversation, source) };
      }
    }
  }

  function* imported(source: PreferenceSource): Iterable<ReadConversation> {
    if (!source.imported) return;
    const entry = entryOf(sources, source.studyId);
    const hash = createHash('sha256');
    let count = 0;
    for (const { participantCode, conversation: stored } of storage.importedConversations(source.studyId)) {
      if (!isWanted(source, participantCode)) continue;
      hash.update(`${participantCode}\n${JSON.stringify(stored)}\n`);
      count += 1;
      const conversation = judgedConversationOf(source.studyId, participantCode, stored);
      yield { conversation, state: null, imported: stored, person: personOf(source.studyId, participantCode), leftOut: isLeftOut(conversation, source) };
    }
    entry.imported_conversations = count;
    entry.imported_sha256 = count === 0 ? null : hash.digest('hex');
  }

  return {
    conversations: {
      *[Symbol.iterator]() {
        sources.clear();
        repeats.length = 0;
        for (const source of recipe.sources) {
          entryOf(sources, source.studyId);
          yield* ofSessions(source);
          yield* imported(source);
        }
      },
    },
    repeats,
    findings: () =>
      [
        finding('erased-sessions', 'note', [...seen.erased]),
        finding('running-sessions', 'warning', [...seen.running]),
        finding('uncounted-sessions', 'note', [...seen.uncounted]),
        finding('named-uncounted-sessions', 'warning', [...seen.named]),
        finding('excluded-participants', 'note', [...seen.excluded]),
      ].filter((each) => each !== null),
    manifest: () => [...sources.values()],
    titles,
    profileOf: (studyId, code) => ({ ...answers.get(`${studyId}/${code}`), ...people.get(studyId)?.get(code)?.profile }),
    registeredProfileOf: (studyId, code) => people.get(studyId)?.get(code)?.profile ?? {},
    surveyed: () =>
      recipe.sources.flatMap((source) =>
        [...(people.get(source.studyId)?.values() ?? [])].flatMap(({ code, profile }) =>
          Object.keys(profile).length > 0 && isWanted(source, code) ? [{ studyId: source.studyId, participantCode: code }] : [],
        ),
      ),
    originOf: (studyId, code) => people.get(studyId)?.get(code)?.originId ?? code,
  };
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

function entryOf(sources: Map<string, PreferenceManifest['sources'][number]>, studyId: string): Writable<PreferenceManifest['sources'][number]> {
  const known = sources.get(studyId) ?? { study_id: studyId, sessions: [], imported_conversations: 0, imported_sha256: null };
  sources.set(studyId, known);
  return known;
}

/** Titles by study. */
function titlesOf({ folder }: PreferenceStorage, { sources }: PreferenceRecipe, known: ReadonlyMap<string, Pick<KnownStudy, 'title'>>): ReadonlyMap<string, string> {
  return new Map(
    sources.map(({ studyId }, index) => {
      if (sources.findIndex((each) => each.studyId === studyId) !== index) {
        throw new CallRefusal('study-twice', message('preferences.study-twice', { study: studyId }));
      }
      const title = known.get(studyId)?.title;
      if (title === undefined) throw new CallRefusal('unknown-study', message('preferences.unknown-study', { study: studyId, folder }));
      return [studyId, title];
    }),
  );
}

/** In the order of their start, so that the same data give the same files. */
function sessionsByStudy(storage: PreferenceStorage, sources: readonly PreferenceSource[]): ReadonlyMap<string, readonly SessionRow[]> {
  const all = storage
    .listSessions()
    .toSorted((a, b) => a.startedAtUtcMilliseconds - b.startedAtUtcMilliseconds || (a.sessionId < b.sessionId ? -1 : 1));
  return new Map(
    sources.map((source) => {
      const own = all.filter(({ studyId }) => studyId === source.studyId);
      const named = typeof source.sessions === 'string' ? [] : source.sessions;
      const missing = named.find((sessionId) => !own.some((session) => session.sessionId === sessionId));
      if (missing !== undefined) {
        throw new CallRefusal('unknown-session', message('preferences.unknown-session', { session: missing, study: source.studyId }));
      }
      const codes = new Set([...own.map(({ participantCode }) => participantCode), ...storage.listParticipants(source.studyId).map(({ code }) => code)]);
      const stranger = source.participants?.find((code) => !codes.has(code));
      if (stranger !== undefined) {
        throw new CallRefusal('unknown-participant', message('preferences.unknown-participant', { participant: stranger, study: source.studyId }));
      }
      return [source.studyId, own];
    }),
  );
}

function whyNot({ sessionId, status, standing }: SessionRow, { sessions }: PreferenceSource): 'running' | 'uncounted' | 'named' | null {
  if (status === 'running') return 'running';
  if (standing === 'kept') return null;
  return Array.isArray(sessions) && sessions.includes(sessionId) ? 'named' : 'uncounted';
}

function isLeftOut({ stageId, type, source }: JudgedConversation, { leaveOut }: PreferenceSource): boolean {
  return (
    (stageId !== null && leaveOut.stageIds.includes(stageId)) ||
    (source.kind === 'session' && leaveOut.sessionNumbers.includes(source.sessionNumber)) ||
    (type !== null && leaveOut.conversationTypes.includes(type))
  );
}

/** Trials that will be evaluated and judge an earlier conversation again: that one must not be trained on either. */
function leftOutRepeats(sessionId: string, state: SessionState, { leaveOut }: PreferenceSource): LeftOutRepeat[] {
  return state.conversations.flatMap(({ conversationId, stageId, repeatOf }) => {
    const isEvaluated = leaveOut.stageIds.includes(stageId) || leaveOut.sessionNumbers.includes(state.sessionNumber);
    if (!repeatOf || !isEvaluated) return [];
    const nameIn = (session: string, id: string): string =>
      conversationName({ source: { kind: 'session', sessionId: session, sessionNumber: state.sessionNumber }, conversationId: id });
    return [
      {
        original: nameIn(repeatOf.sessionId ?? sessionId, repeatOf.conversationId),
        by: conversationKey({ studyId: state.study.id, source: { kind: 'session', sessionId, sessionNumber: state.sessionNumber }, conversationId }),
      },
    ];
  });
}

const asked: ReadonlySet<string> = new Set(surveyFields);

/** A later answer takes the place of an earlier one. */
function keepAnswers(answers: Map<string, Profile>, { study, participantCode, answers: given }: SessionState): void {
  const key = `${study.id}/${participantCode}`;
  const own = Object.values(given).flatMap((stage) => Object.entries(stage).filter(([question]) => asked.has(question)));
  answers.set(key, { ...answers.get(key), ...Object.fromEntries(own) });
}
