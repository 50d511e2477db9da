import type { ErasureView } from '../../shared/contract/people.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { CopyList } from './copy-list.tsx';

/** What erasing took away, and what is left to do by hand. */
export function ErasedResult({ erasure, onBack }: { readonly erasure: ErasureView; readonly onBack: () => void }) {
  const held = erasure.copies.filter((copy) => copy.exists !== false);
  return (
    <div className="people-result stack">
      <ScreenTitle>{message('people.erased.title', { code: erasure.participantCode })}</ScreenTitle>
      <p>
        {message('people.erased.about', {
          sessions: erasure.sessions,
          events: erasure.events,
          conversations: erasure.importedConversations,
          notes: erasure.notes,
        })}
      </p>
      <section className="card stack" aria-labelledby="erased-left">
        <h2 id="erased-left">{message('people.erased.left')}</h2>
        <p>{message(held.length === 0 ? 'people.erased.left.none' : 'people.erased.left.about', { count: held.length })}</p>
        {held.length > 0 && <CopyList copies={held} />}
        <p className="quiet">{message('people.erased.key-file')}</p>
      </section>
      <div>
        <Button kind="primary" onClick={onBack}>
          {message('people.erased.back')}
        </Button>
      </div>
    </div>
  );
}
