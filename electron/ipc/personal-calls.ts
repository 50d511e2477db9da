import type { personalCalls as calls, PromptPreview, ReadyPrompt } from '../../shared/contract/personal.ts';
import type { PreviewRequest } from '../personal/prompt-preview.ts';
import type { Summaries } from '../personal/summaries.ts';
import { openOutsideSessions, requireNoSession, type SessionWatch } from './closed-in-session.ts';
import type { Handlers } from './register-contract.ts';

export interface PersonalServices {
  readonly readyPrompts: () => Promise<ReadyPrompt[]>;
  readonly previewPrompt: (request: PreviewRequest) => Promise<PromptPreview>;
  readonly summaries: () => Promise<Summaries>;
  readonly current: SessionWatch;
}

type PersonalHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `prompt/${string}` | `summary/${string}`>>;

/** What answers while prompts are written. They name arms and models, so all of it is closed while somebody judges. */
export function personalHandlers({ readyPrompts, previewPrompt, summaries, current }: PersonalServices): PersonalHandlers {
  const requireOpen = (): void => requireNoSession(current);
  const open = openOutsideSessions(summaries, current);
  return {
    'prompt/ready-made': () => {
      requireOpen();
      return readyPrompts();
    },
    'prompt/preview': async (request) => {
      requireOpen();
      const preview = await previewPrompt(request);
      requireOpen();
      return preview;
    },
    'summary/list': async ({ studyId }) => (await open()).list(studyId),
    'summary/make': async ({ studyId, participantCode, ...chosen }) => {
      const made = await (await open()).make(studyId, participantCode, chosen);
      requireOpen();
      return made;
    },
    'summary/review': async ({ studyId, participantCode, ...review }) => (await open()).review(studyId, participantCode, review),
    'summary/discard': async ({ studyId, participantCode }) => (await open()).discard(studyId, participantCode),
  };
}
