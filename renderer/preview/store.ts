import { create } from 'zustand';
import type { Answer } from '../../shared/contract/call.ts';
import type { FromPreview, ShowMessage, ToPreview } from '../design/preview/preview-messages.ts';
import { emptyDraftKeeper, type DraftKeeper } from '../ui/draft-keeper.ts';
import { setLanguage } from '../ui/messages.ts';
import type { ParticipantCalls } from '../ui/participant-screen.ts';
import { setTheme } from '../ui/theme.ts';

interface PreviewStore {
  readonly shown: ShowMessage | null;
  /** What is typed while trying goes nowhere. */
  readonly drafts: DraftKeeper;
}

export const usePreviewStore = create<PreviewStore>(() => ({ shown: null, drafts: emptyDraftKeeper() }));

const waiting = new Map<number, (answer: Answer<unknown>) => void>();
let asked = 0;

function tell(message: FromPreview): void {
  if (window.parent !== window) window.parent.postMessage(message, location.origin);
}

function hear(message: ToPreview): void {
  if (message.kind === 'answer') {
    waiting.get(message.number)?.(message.answer);
    waiting.delete(message.number);
    return;
  }
  setTheme(message.theme);
  setLanguage(message.language);
  usePreviewStore.setState((before) => ({
    shown: message,
    drafts: before.shown?.place === message.place ? before.drafts : emptyDraftKeeper(),
  }));
}

/**
 * The calls as the screens get them. Whatever is tried is asked of the page around this one, where the same
 * engine answers for a session that does not exist: there is no preload here, and no way to the main process.
 */
export const previewCalls = new Proxy({} as ParticipantCalls, {
  get: (_, name: string) => (input: Record<string, unknown>) =>
    new Promise<Answer<unknown>>((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      tell({ kind: 'call', number: asked, name, input });
    }),
});

/** Called once, by the entry page. */
export function startPreview(): void {
  window.addEventListener('message', (event: MessageEvent<ToPreview>) => {
    if (event.source === window.parent && event.origin === location.origin) hear(event.data);
  });
  tell({ kind: 'ready' });
}
