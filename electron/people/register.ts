import { randomInt } from 'node:crypto';
import type { ErasureView, ImportedConversationView, PeopleView, PersonView } from '../../shared/contract/people.ts';
import { codeDrawer, codeFits, type DrawBelow } from '../../shared/people/code.ts';
import { contactKindOf } from '../../shared/people/contact.ts';
import { fieldName, fieldPath, fieldsOf, withFields, withoutField, type Json } from '../../shared/people/fields.ts';
import type { RegisteredParticipant } from '../../shared/people/participant.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import { StorageError } from '../storage/errors.ts';
import type { Storage } from '../storage/storage.ts';
import { copiesOf } from './copies.ts';
import { conversationView } from './imported-view.ts';
import { peopleOf, type Person } from './people-view.ts';
import type { StudyOfRegister } from './study-of-register.ts';

export interface RegisterSurroundings {
  readonly storage: Storage;
  readonly studyFor: StudyOfRegister;
  readonly current: Pick<CurrentSession, 'isRunning'>;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Whether a folder of PRISM files is being read or taken in: it may hold whoever is erased. */
  readonly isImporting?: () => boolean;
  /** Takes a participant's words out of what is kept in memory or at a service; called before they are erased. */
  readonly forget?: (studyId: string, code: string) => void;
  /** For codes; the system's own unless a test wants to know what comes. */
  readonly draw?: DrawBelow;
}

/** Somebody's signature under what they did, and why. */
interface Signed {
  readonly reason: string;
  readonly by: string;
}

/** The participants of a study: who they are to the study, what is known of them, and what becomes of it. */
export class Register {
  readonly #storage: Storage;
  readonly #surroundings: RegisterSurroundings;

  constructor(surroundings: RegisterSurroundings) {
    this.#surroundings = surroundings;
    this.#storage = surroundings.storage;
  }

  list(studyId: string): PeopleView {
    const study = this.#surroundings.studyFor(studyId, []);
    const people = this.people(studyId);
    return {
      studyId,
      title: study.title,
      sessionCount: study.sessions.length,
      people: people.map(({ entry }) => entry),
      fields: [...new Set(people.flatMap(({ registered }) => [...fieldsOf(registered.profile).keys()]))],
      imports: this.#storage.listImportRuns(studyId).map(({ id, atUtcMilliseconds, kind, from, summary }) => ({ id, atUtcMilliseconds, kind, from, summary })),
    };
  }

  people(studyId: string): readonly Person[] {
    return this.#people(studyId);
  }

  get(studyId: string, code: string): PersonView {
    const { registered, entry, sessions, consents } = this.#person(studyId, code);
    return {
      ...entry,
      studyId,
      profile: registered.profile,
      consents: [...consents],
      sessions: sessions.map(({ sessionId, sessionNumber, status, standing, moderator, startedAtUtcMilliseconds }) => ({
        sessionId,
        sessionNumber,
        status,
        standing,
        moderator,
        startedAtUtcMilliseconds,
      })),
      conversations: this.#storage
        .listImportedConversations(studyId, code)
        .map(({ conversationId, type, generatedAt, turns, opening }) => ({ conversationId, type, generatedAt, turns, opening })),
      remarks: this.#storage.listNotes(studyId, code).map(({ id, text, by, addedAtUtcMilliseconds }) => ({ id, text, by, addedAtUtcMilliseconds })),
      excluded: registered.excluded,
      withdrawn: registered.withdrawn,
      erased: registered.erased,
    };
  }

  /** @param code null draws one */
  add(studyId: string, code: string | null): PersonView {
    this.#surroundings.studyFor(studyId, []);
    const taken = this.takenCodes(studyId);
    if (code !== null && !codeFits(code)) throw new CallRefusal('code-mistyped', message('schedule.mistyped', { code }));
    const same = taken.find((each) => each.toUpperCase() === code?.toUpperCase());
    if (same !== undefined) throw new CallRefusal('participant-exists', message('people.exists', { code: same }));
    const participantCode = code ?? this.codeDrawer(taken)();
    this.#storage.changePeople(studyId, { add: [{ code: participantCode, origin: 'app', originId: null, profile: {} }], profiles: [], notes: [], run: null });
    return this.get(studyId, participantCode);
  }

  /** Codes that somebody of the study has or had. */
  takenCodes(studyId: string): readonly string[] {
    const sessions = this.#storage.listSessions().filter((session) => session.studyId === studyId);
    return [...new Set([...this.#storage.listParticipants(studyId).map(({ code }) => code), ...sessions.map(({ participantCode }) => participantCode)])];
  }

  /** Draws codes that nobody has, none of them twice. */
  codeDrawer(taken: readonly string[]): () => string {
    return codeDrawer(taken, this.#surroundings.draw ?? ((bound) => randomInt(bound)));
  }

  /** Null takes the field out. A field that looks like a contact detail is refused, unless the study has it already. */
  setField(studyId: string, code: string, typedField: string, value: Json): PersonView {
    const registered = this.#present(studyId, code);
    const field = fieldName(fieldPath(typedField));
    if (value !== null && !this.#isKnownField(studyId, field)) {
      const contact = contactKindOf(field, typeof value === 'string' ? [value] : []);
      if (contact !== null) throw new CallRefusal('contact-detail', message('people.contact-field', { field, contact: message(`people.contact.${contact}`) }));
    }
    const profile = value === null ? withoutField(registered.profile, field) : withFields(registered.profile, new Map([[field, value]]));
    this.#storage.setProfile(studyId, code, profile);
    return this.get(studyId, code);
  }

  addNote(studyId: string, code: string, note: { readonly text: string; readonly by: string }): PersonView {
    this.#present(studyId, code);
    this.#storage.addNote(studyId, code, note);
    return this.get(studyId, code);
  }

  exclude(studyId: string, code: string, why: Signed): PersonView {
    const { excluded } = this.#present(studyId, code);
    if (excluded !== null) throw new CallRefusal('participant-excluded', message('people.excluded-already', { code }));
    this.#requireNoOpenSession(studyId, code, 'people.exclude.running');
    this.#storage.setExcluded(studyId, code, why);
    return this.get(studyId, code);
  }

  /** Takes an exclusion back. Both reasons stay, as a note. */
  readmit(studyId: string, code: string, { reason, by }: Signed): PersonView {
    const { excluded } = this.#present(studyId, code);
    if (excluded === null) throw new CallRefusal('not-excluded', message('people.not-excluded', { code }));
    const date = new Date(excluded.atUtcMilliseconds).toISOString().slice(0, 10);
    this.#storage.addNote(studyId, code, { text: message('people.readmitted', { reason, date, excludedBy: excluded.by, excludedReason: excluded.reason }), by });
    this.#storage.setExcluded(studyId, code, null);
    return this.get(studyId, code);
  }

  withdraw(studyId: string, code: string, why: Signed): PersonView {
    const { withdrawn } = this.#present(studyId, code);
    if (withdrawn !== null) throw new CallRefusal('participant-withdrawn', message('people.withdrawn-already', { code }));
    this.#requireNoOpenSession(studyId, code, 'people.withdraw.running');
    this.#storage.setWithdrawn(studyId, code, why);
    return this.get(studyId, code);
  }

  /** What erasing would take away, and which copies hold it; of somebody erased, which copies still do. */
  erasure(studyId: string, code: string): ErasureView {
    const person = this.#person(studyId, code);
    return { participantCode: code, ...this.#storage.countErasable(studyId, code), copies: this.#copies(person) };
  }

  /** Refused while any session is live, because the file is made anew. */
  erase(studyId: string, code: string, typedCode: string, why: Signed): ErasureView {
    // Nobody shares a code but for its capitals.
    if (typedCode.trim().toUpperCase() !== code.toUpperCase()) throw new CallRefusal('code-differs', message('people.erase.code-differs', { code }));
    if (this.#surroundings.current.isRunning()) throw new CallRefusal('session-running', message('people.erase.session-live'));
    if (this.#surroundings.isImporting?.() === true) throw new CallRefusal('prism-busy', message('people.erase.importing'));
    this.#present(studyId, code);
    this.#requireNoOpenSession(studyId, code, 'people.erase.running');
    const person = this.#person(studyId, code);
    this.#surroundings.forget?.(studyId, code);
    try {
      const erased = this.#storage.eraseParticipant(studyId, code, why);
      return { participantCode: code, ...erased, copies: this.#copies(person, true) };
    } catch (error) {
      if (error instanceof StorageError && error.code === 'session-running') throw new CallRefusal('session-running', message('people.erase.running', { code }));
      throw error;
    }
  }

  conversation(studyId: string, code: string, conversationId: string): ImportedConversationView {
    const row = this.#storage.readImportedConversation(studyId, conversationId);
    if (row === null || row.participantCode !== code) {
      throw new CallRefusal('unknown-conversation', message('people.unknown-conversation', { code, conversation: conversationId }));
    }
    return conversationView(row.conversation);
  }

  #people(studyId: string, only?: string): readonly Person[] {
    const { studyFor, now } = this.#surroundings;
    const people = peopleOf(this.#storage, studyId, (own) => studyFor(studyId, own), now(), only);
    // Of a study that was never locked no session can begin.
    const isDraft = !this.#storage.listStudies().some((study) => study.studyId === studyId);
    return isDraft ? people.map((person) => ({ ...person, entry: { ...person.entry, next: null, repeatsDue: 0 } })) : people;
  }

  #person(studyId: string, code: string): Person {
    const [person] = this.#people(studyId, code);
    if (person === undefined) throw new CallRefusal('unknown-participant', message('people.unknown', { code }));
    return person;
  }

  #copies({ registered, sessions }: Person, isErased = registered.erased !== null): ErasureView['copies'] {
    const begun = [registered.addedAtUtcMilliseconds, ...sessions.map(({ startedAtUtcMilliseconds }) => startedAtUtcMilliseconds)];
    return copiesOf(this.#storage, registered, Math.min(...begun), registered.erased?.atUtcMilliseconds ?? null, isErased);
  }

  /** Somebody of whom there is something to change. */
  #present(studyId: string, code: string): RegisteredParticipant {
    const registered = this.#storage.readParticipant(studyId, code);
    if (registered === null) throw new CallRefusal('unknown-participant', message('people.unknown', { code }));
    if (registered.erased !== null) throw new CallRefusal('participant-erased', message('people.erased-already', { code }));
    return registered;
  }

  #requireNoOpenSession(studyId: string, code: string, sentence: 'people.exclude.running' | 'people.withdraw.running' | 'people.erase.running'): void {
    const open = this.#storage.listSessions().some((session) => session.studyId === studyId && session.participantCode === code && session.status === 'running');
    if (open) throw new CallRefusal('session-running', message(sentence, { code }));
  }

  #isKnownField(studyId: string, field: string): boolean {
    return this.#storage.listParticipants(studyId).some(({ profile }) => fieldsOf(profile).has(field));
  }
}
