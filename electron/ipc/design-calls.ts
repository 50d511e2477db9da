import type { z } from 'zod';
import type { designCalls as calls, ImportResult } from '../../shared/contract/design.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { Designs } from '../design/designs.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import type { Handlers } from './register-contract.ts';

/** What needs a dialog of the system, or a printer. Null when the person cancelled. */
export interface DesignDialogs {
  importStudy(): Promise<ImportResult>;
  exportStudy(studyId: string, digest: string | null): Promise<{ readonly file: string } | null>;
  summary(studyId: string, digest: string | null, format: 'html' | 'pdf'): Promise<{ readonly file: string } | null>;
}

export interface DesignServices {
  readonly designs: Designs;
  readonly designDialogs: DesignDialogs;
  blindingReport(studyId: string): Promise<z.infer<(typeof calls)['blinding/report']['output']>>;
  readonly current: Pick<CurrentSession, 'isRunning'>;
}

type DesignHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `design/${string}` | 'blinding/report'>>;

/** What answers while a study is designed. Designs name arms, so all of it is closed while somebody judges. */
export function designHandlers({ designs, designDialogs, blindingReport, current }: DesignServices): DesignHandlers {
  const open = (): Designs => {
    if (current.isRunning()) throw new CallRefusal('session-running', message('session.arms-locked'));
    return designs;
  };
  return {
    'design/list': () => open().list(),
    'design/get': ({ studyId }) => open().get(studyId),
    'design/create': ({ title, from }) => open().create(title, from),
    'design/save': ({ studyId, content }) => ({ savedAtUtcMilliseconds: open().save(studyId, content) }),
    'design/discard': ({ studyId }) => open().discard(studyId),
    'design/import': () => {
      open();
      return designDialogs.importStudy();
    },
    'design/export': ({ studyId, digest }) => {
      open();
      return designDialogs.exportStudy(studyId, digest);
    },
    'design/version': ({ digest }) => ({ content: open().versionContent(digest) }),
    'design/lock': ({ studyId, ...signature }) => open().lock(studyId, signature),
    'design/summary': ({ studyId, digest, format }) => {
      open();
      return designDialogs.summary(studyId, digest, format);
    },
    'design/set-part': ({ studyId, part }) => open().setPart(studyId, part),
    'blinding/report': async ({ studyId }) => {
      open();
      return blindingReport(studyId);
    },
  };
}
