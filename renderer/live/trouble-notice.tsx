import type { LiveView } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { secondsUntil, timeOfDay } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import type { ReasonedAction } from './reasons.ts';

/** Replies fail to come: what it is, what happens by itself, what can be done. Never whose reply it is. */
export function TroubleNotice({
  view,
  now,
  retrying,
  onRetry,
  onAsk,
}: {
  readonly view: LiveView;
  readonly now: number;
  readonly retrying: boolean;
  readonly onRetry: () => void;
  readonly onAsk: (action: ReasonedAction) => void;
}) {
  const { trouble, can } = view;
  if (trouble === null) return null;
  const next = trouble.nextAttemptAtUtcMilliseconds;
  const values = { attempt: Math.min(trouble.attempt + 1, trouble.attempts), attempts: trouble.attempts };
  return (
    <Notice
      tone="attention"
      actions={
        <div className="row">
          {can.retryTurn && (
            <Button unavailable={retrying} aria-busy={retrying} onClick={onRetry}>
              {message(retrying ? 'live.trouble.retrying' : next === null ? 'live.trouble.retry' : 'live.trouble.try-now')}
            </Button>
          )}
          {can.voidTurn && <Button onClick={() => onAsk('turn/void')}>{message('live.trouble.void')}</Button>}
          {can.endConversation && (
            <Button onClick={() => onAsk('conversation/end')}>{message('live.trouble.end-conversation')}</Button>
          )}
        </div>
      }
    >
      <strong>{message(`live.trouble.${trouble.category}`)}</strong>{' '}
      {next === null ? (
        message('live.trouble.spent', values)
      ) : (
        <>
          {/* A countdown would be read out every second; a screen reader gets the time once. */}
          <span aria-hidden="true">
            {message('live.trouble.countdown', { ...values, seconds: secondsUntil(next, now) })}
          </span>
          <span className="hidden-but-read">
            {message('live.trouble.next', { ...values, at: timeOfDay(next, document.documentElement.lang, true) })}
          </span>
        </>
      )}
    </Notice>
  );
}
