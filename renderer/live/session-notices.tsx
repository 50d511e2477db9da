import type { LiveView } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';

/** Nothing can be stored any more. Plain, because the moderator must act and the participant must know nothing. */
export function HaltedNotice({
  halted,
  closing,
  onClose,
}: {
  readonly halted: NonNullable<LiveView['halted']>;
  readonly closing: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Notice
      tone="danger"
      actions={
        <Button unavailable={closing} aria-busy={closing} onClick={onClose}>
          {message(closing ? 'live.over.closing' : 'live.halted.close')}
        </Button>
      }
    >
      <h2>{message(halted.code === 'disk-full' ? 'live.halted.disk-full' : 'live.halted.storage-failed')}</h2>
      <p>{message(halted.code === 'disk-full' ? 'live.halted.disk-full.next' : 'live.halted.storage-failed.next')}</p>
      <p className="live-detail">{message('live.halted.detail', { detail: halted.message })}</p>
    </Notice>
  );
}

export function PausedNotice({ reason }: { readonly reason: string }) {
  return (
    <Notice tone="attention">
      <strong>{message('live.paused')}</strong> {message('live.paused.about', { reason })}
    </Notice>
  );
}

export function OverNotice({
  view,
  closing,
  onClose,
  onRead,
}: {
  readonly view: LiveView;
  readonly closing: boolean;
  readonly onClose: () => void;
  readonly onRead: () => void;
}) {
  return (
    <Notice
      actions={
        <div className="row">
          <Button onClick={onRead}>{message('live.over.read')}</Button>
          <Button kind="primary" unavailable={closing} aria-busy={closing} onClick={onClose}>
            {message(closing ? 'live.over.closing' : 'live.over.close')}
          </Button>
        </div>
      }
    >
      <h2>{message(view.status === 'complete' ? 'live.over.complete' : 'live.over.ended')}</h2>
      <p>
        {view.status === 'ended' && view.endReason !== null && `${message('live.over.reason', { reason: view.endReason })} `}
        {message('live.over.about')}
      </p>
    </Notice>
  );
}
