import type { DesignView } from '../../shared/contract/design.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { DesignIcon } from './design-icon.tsx';
import type { SaveState } from './study-saver.ts';

/** What is open, whether it is saved, and what can be done with the whole of it. */
export function DesignHead({
  study,
  view,
  saveState,
  errors,
  amending,
  canUndo,
  canRedo,
  onUndo,
  onRedo,
  onLock,
  onAmend,
  onBack,
}: {
  readonly study: Study;
  readonly view: DesignView;
  readonly saveState: SaveState;
  readonly errors: number;
  readonly amending: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onLock: () => void;
  readonly onAmend: () => void;
  readonly onBack: () => void;
}) {
  const version = view.versions.at(-1)?.version ?? 0;
  const standing = !view.isDraft ? 'design.state.locked' : version === 0 ? 'design.state.draft' : 'design.state.amendment';
  return (
    <header className="design-head">
      <Button kind="plain" className="design-back" onClick={onBack}>
        <Icon name="previous" />
        {message('design.back')}
      </Button>
      <div className="design-name" dir="auto">
        <ScreenTitle>{study.title || study.id}</ScreenTitle>
        <p className="quiet">
          {message(standing, { version })}
          {saveState !== 'unchanged' && (
            <span className="saved-state" role="status" data-saved={saveState}>
              {' · '}
              {saveState === 'saved' && <Icon name="check" size={18} />}
              {message(`design.saved.${saveState}`)}
            </span>
          )}
        </p>
      </div>
      {view.isDraft ? (
        <div className="design-actions">
          <Button aria-label={message('design.undo')} title={`${message('design.undo')} (Ctrl + Z)`} aria-keyshortcuts="Control+Z" unavailable={!canUndo} onClick={onUndo}>
            <DesignIcon name="undo" />
          </Button>
          <Button aria-label={message('design.redo')} title={`${message('design.redo')} (Ctrl + Shift + Z)`} aria-keyshortcuts="Control+Shift+Z" unavailable={!canRedo} onClick={onRedo}>
            <DesignIcon name="redo" />
          </Button>
          {errors > 0 && (
            <span id="design-lock-why" className="design-lock-why">
              {message('design.lock.why-not', { count: errors })}
            </span>
          )}
          <Button
            kind="primary"
            unavailable={errors > 0}
            aria-describedby={errors > 0 ? 'design-lock-why' : undefined}
            onUnavailable={() => announce(message('design.lock.why-not', { count: errors }))}
            onClick={onLock}
          >
            <Icon name="lock" />
            {message('design.lock')}
          </Button>
        </div>
      ) : (
        <Button kind="primary" aria-busy={amending} unavailable={amending} onClick={onAmend}>
          {message('design.amend')}
        </Button>
      )}
    </header>
  );
}
