import { useSyncExternalStore } from 'react';
import type { FormState, KeptForm } from './kept-form.ts';

/** What the form shows now; the screen follows every change. */
export function useKeptForm(kept: KeptForm): FormState {
  return useSyncExternalStore(kept.subscribe, kept.state);
}
