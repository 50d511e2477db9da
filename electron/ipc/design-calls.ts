import type { z } from 'zod';
import type { designCalls as calls, ImportResult } from '../../shared/contract/design.ts';
import type { Designs } from '../design/designs.ts';
import { openOutsideSessions, requireNoSession, type SessionWatch } from './closed-in-session.ts';
import type { Handlers } from './register-contract.ts';

/** What needs a dialog of the system, or a printer. Null when the person cancelled. */
export interface DesignDialogs {
  importStudy(): Promise<ImportResult>;
  exportStudy(studyId: string, digest: string | null): Promise<{ readonly file: string } | null>;
  summary(studyId: string, digest: string | null, format: 'html' | 'pdf'): Promise<{ readonly file: string } | null>;
}

export interface DesignServices {
  readonly designs: () => Promise<Designs>;
  readonly designDialogs: DesignDialogs;
  readonly blindingReport: (studyId: string) => Promise<z.infer<(typeof calls)['blinding/report']['output']>>;
  readonly current: SessionWatch;
}

type DesignHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `design/${string}` | 'blinding/report'>>;

/** What answers while a study is designed. Designs name arms, so all of it is closed while somebody judges. */
export function designHandlers({ designs, designDialogs, blindingReport, current }: DesignServices): DesignHandlers {
  const requireOpen = (): void => requireNoSession(current);
  const open = openOutsideSessions(designs, current);
  return {
    'design/list': async () => (await open()).list(),
    'design/get': async ({ studyId }) => (await open()).get(studyId),
    'design/create': async ({ title, from }) => (await open()).create(title, from),
    'design/save': async ({ studyId, content }) => ({ savedAtUtcMilliseconds: (await open()).save(studyId, content) }),
    'design/discard': async ({ studyId }) => (await open()).discard(studyId),
    'design/import': () => {
      requireOpen();
      return designDialogs.importStudy();
    },
    'design/export': ({ studyId, digest }) => {
      requireOpen();
      return designDialogs.exportStudy(studyId, digest);
    },
    'design/version': async ({ digest }) => ({ content: (await open()).versionContent(digest) }),
    'design/lock': async ({ studyId, ...signature }) => (await open()).lock(studyId, signature),
    'design/summary': ({ studyId, digest, format }) => {
      requireOpen();
      return designDialogs.summary(studyId, digest, format);
    },
    'design/set-part': async ({ studyId, part }) => (await open()).setPart(studyId, part),
    'blinding/report': async ({ studyId }) => {
      requireOpen();
      return blindingReport(studyId);
    },
  };
}
