import type { personalCalls as calls } from '../../shared/contract/personal.ts';
import type { OwnModels } from '../personal/own-models.ts';
import { openOutsideSessions, requireNoSession, type SessionWatch } from './closed-in-session.ts';
import type { Handlers } from './register-contract.ts';

/** What needs a dialog of the system. Null when the person cancelled. */
export interface OwnModelDialogs {
  openTable(): Promise<{ readonly name: string; readonly text: string } | null>;
  saveTable(suggestedName: string, text: string): Promise<{ readonly file: string } | null>;
}

export interface OwnModelServices {
  readonly ownModels: () => Promise<OwnModels>;
  readonly ownModelDialogs: OwnModelDialogs;
  readonly current: SessionWatch;
}

type OwnModelHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `own-model/${string}`>>;

/** What answers about models of single participants. It names arms and models, so all of it is closed while somebody judges. */
export function ownModelHandlers({ ownModels, ownModelDialogs, current }: OwnModelServices): OwnModelHandlers {
  const open = openOutsideSessions(ownModels, current);
  return {
    'own-model/list': async ({ studyId, armId }) => (await open()).list(studyId, armId),
    'own-model/check': async ({ studyId, armId }) => (await open()).check(studyId, armId),
    'own-model/set': async ({ studyId, armId, participantCode, providerId, model }) =>
      (await open()).set(studyId, armId, participantCode, { providerId, model }),
    'own-model/remove': async ({ studyId, armId, participantCode }) => (await open()).remove(studyId, armId, participantCode),
    'own-model/import': async ({ studyId, armId }) => {
      const opened = await open();
      const table = await ownModelDialogs.openTable();
      if (table === null) return null;
      // A dialog takes its time; a session may have begun meanwhile.
      requireNoSession(current);
      return opened.importTable(studyId, armId, table.text, table.name);
    },
    'own-model/export': async ({ studyId, armId }) => ownModelDialogs.saveTable(`${armId}-models.csv`, (await open()).exportTable(studyId, armId)),
  };
}
