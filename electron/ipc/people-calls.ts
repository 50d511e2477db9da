import type { peopleCalls as calls } from '../../shared/contract/people.ts';
import type { KeyFile } from '../people/key-file.ts';
import type { Register } from '../people/register.ts';
import type { Tables } from '../people/tables.ts';
import { openOutsideSessions, requireNoSession, type SessionWatch } from './closed-in-session.ts';
import type { Handlers } from './register-contract.ts';

/** What asks for a file. Null when the person cancelled. */
export interface PeopleDialogs {
  chooseTable(): Promise<string | null>;
  saveTable(studyId: string): Promise<string | null>;
  chooseKeyFile(): Promise<string | null>;
  makeKeyFile(): Promise<string | null>;
}

/** The register of participants, their tables, and the key file from code to person. */
export interface People {
  readonly register: Register;
  readonly tables: Tables;
  readonly keyFile: KeyFile;
}

export interface PeopleServices {
  readonly people: () => Promise<People>;
  readonly peopleDialogs: PeopleDialogs;
  readonly current: SessionWatch;
}

type PeopleHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `people/${string}` | `table/${string}` | `key-file/${string}`>>;

/** What answers about participants. All of it is closed while somebody is in a session. */
export function peopleHandlers({ people, peopleDialogs, current }: PeopleServices): PeopleHandlers {
  const requireOpen = (): void => requireNoSession(current, 'people.locked');
  const open = openOutsideSessions(people, current, 'people.locked');
  /** A dialog takes its time; a session may have begun meanwhile. */
  const withFile = async <Answer>(ask: () => Promise<string | null>, use: (file: string, opened: People) => Answer | Promise<Answer>): Promise<Answer | null> => {
    requireOpen();
    const file = await ask();
    return file === null ? null : use(file, await open());
  };
  return {
    'people/list': async ({ studyId }) => (await open()).register.list(studyId),
    'people/get': async ({ studyId, participantCode }) => (await open()).register.get(studyId, participantCode),
    'people/add': async ({ studyId, participantCode }) => (await open()).register.add(studyId, participantCode),
    'people/set-field': async ({ studyId, participantCode, field, value }) => (await open()).register.setField(studyId, participantCode, field, value),
    'people/add-note': async ({ studyId, participantCode, ...note }) => (await open()).register.addNote(studyId, participantCode, note),
    'people/exclude': async ({ studyId, participantCode, ...why }) => (await open()).register.exclude(studyId, participantCode, why),
    'people/readmit': async ({ studyId, participantCode, ...why }) => (await open()).register.readmit(studyId, participantCode, why),
    'people/withdraw': async ({ studyId, participantCode, ...why }) => (await open()).register.withdraw(studyId, participantCode, why),
    'people/erasure': async ({ studyId, participantCode }) => (await open()).register.erasure(studyId, participantCode),
    'people/erase': async ({ studyId, participantCode, typedCode, ...why }) => (await open()).register.erase(studyId, participantCode, typedCode, why),
    'people/conversation': async ({ studyId, participantCode, conversationId }) => (await open()).register.conversation(studyId, participantCode, conversationId),

    'table/open': ({ studyId }) => withFile(() => peopleDialogs.chooseTable(), (file, { tables }) => tables.open(studyId, file)),
    'table/preview': async ({ tableId, mapping }) => (await open()).tables.preview(tableId, mapping),
    'table/take': async ({ tableId, mapping }) => (await open()).tables.take(tableId, mapping),
    'table/export': ({ studyId }) =>
      withFile(() => peopleDialogs.saveTable(studyId), (file, { tables }) => tables.export(studyId, file)),

    'key-file/open': ({ passphrase, make }) =>
      withFile(
        () => (make ? peopleDialogs.makeKeyFile() : peopleDialogs.chooseKeyFile()),
        (file, { keyFile }) => (make ? keyFile.make(file, passphrase) : keyFile.open(file, passphrase)),
      ),
    'key-file/set': async ({ participantCode, name, contact }) => (await open()).keyFile.set(participantCode, name, contact),
    'key-file/get': async () => (await open()).keyFile.get(),
    'key-file/close': async () => (await open()).keyFile.close(),
  };
}
