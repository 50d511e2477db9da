import { create } from 'zustand';
import { emptyDraftKeeper, DraftKeeper } from '../ui/draft-keeper.ts';
import { setLanguage } from '../ui/messages.ts';
import { setTheme } from '../ui/theme.ts';
import type { ParticipantView } from '../../shared/session/views.ts';
import { api, callsWithViews } from './api.ts';
import { isNewer } from './newer-view.ts';

interface ParticipantStore {
  /** Null until the first answer of the main process. */
  readonly view: ParticipantView | null;
  readonly drafts: DraftKeeper;
}

export const useParticipantStore = create<ParticipantStore>(() => ({ view: null, drafts: emptyDraftKeeper() }));

export const calls = callsWithViews(api.call, (view) => show(view as ParticipantView));

/** Shows a view unless a later one is shown already. A new session first fetches its own drafts. */
function show(view: ParticipantView): void {
  const current = useParticipantStore.getState().view;
  if (!isNewer(view, current)) return;
  if (view.sessionId === (current?.sessionId ?? null)) useParticipantStore.setState({ view });
  else void load();
}

/** Fetches the view with its drafts; tried again until the main process answers. */
async function load(): Promise<void> {
  const answer = await api.call['view/get']({}).catch(() => null);
  if (answer === null || !answer.ok) {
    setTimeout(() => void load(), 1_000);
    return;
  }
  const { view, drafts, appearance } = answer.value;
  setTheme(appearance.theme);
  setLanguage(appearance.language);
  const current = useParticipantStore.getState();
  if (!isNewer(view, current.view)) return;
  const sameSession = current.view !== null && current.view.sessionId === view.sessionId;
  useParticipantStore.setState({ view, drafts: sameSession ? current.drafts : keeperFor(view.sessionId, drafts) });
}

function keeperFor(sessionId: string | null, stored: Readonly<Record<string, unknown>>): DraftKeeper {
  if (sessionId === null) return emptyDraftKeeper();
  return new DraftKeeper(async (key, value) => {
    const answer = await api.call['draft/save']({ sessionId, key, value: value as never });
    return answer.ok || (tooLate.has(answer.code) ? 'too-late' : false);
  }, stored);
}

/** Refusals that trying again does not change. */
const tooLate: ReadonlySet<string> = new Set(['over', 'other-session']);

/** Called once, by the entry page. */
export function startStore(): void {
  api.onView(show);
  void load();
}
