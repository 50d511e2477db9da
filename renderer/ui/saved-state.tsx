import { useSyncExternalStore } from 'react';
import type { DraftKeeper } from './draft-keeper.ts';
import { Icon } from './icon.tsx';
import { message } from './messages.ts';
import './saved-state.css';

/** "Saved", once everything under the prefix is on disk. Quiet: nobody has to look at it. */
export function SavedState({ drafts, prefix }: { readonly drafts: DraftKeeper; readonly prefix: string }) {
  const state = useSyncExternalStore(drafts.subscribe, () => drafts.stateOfAll(prefix));
  return (
    <span className="saved-state" data-saved={state}>
      {state === 'saved' && (
        <>
          <Icon name="check" size={18} />
          {message('ui.saved.saved')}
        </>
      )}
      {state === 'saving' && message('ui.saved.saving')}
      {state === 'failed' && message('ui.saved.failed')}
    </span>
  );
}
