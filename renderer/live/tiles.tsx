import type { LiveView } from '../../shared/session/views.ts';
import { clockDuration, secondsSince } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';
import { sessionElapsed } from './elapsed.ts';

/** Four facts that a moderator glances at. */
export function Tiles({ view, now }: { readonly view: LiveView; readonly now: number }) {
  const { turn } = view;
  const savedSeconds = secondsSince(view.lastSavedAtUtcMilliseconds, now);
  const saved =
    view.halted !== null
      ? message('live.tile.saved.halted')
      : savedSeconds < 60
        ? message('live.tile.saved.seconds', { seconds: savedSeconds })
        : message('live.tile.saved.minutes', { minutes: Math.floor(savedSeconds / 60) });
  const awaited = turn !== null && turn.status !== 'revealed';
  return (
    <dl className="live-tiles">
      <div>
        <dt>{message('live.tile.message')}</dt>
        <dd className="number">
          {turn === null
            ? message('live.tile.message.none')
            : awaited
              ? message('live.tile.message.waiting', { seconds: secondsSince(turn.sentAtUtcMilliseconds, now) })
              : message('live.tile.message.answered')}
        </dd>
      </div>
      <div>
        <dt>{message('live.tile.replies')}</dt>
        <dd>{message(turn === null ? 'live.tile.replies.none' : `live.tile.replies.${turn.status}`)}</dd>
      </div>
      <div>
        <dt>{message('live.tile.elapsed')}</dt>
        <dd className="number">
          {message('live.tile.elapsed.of', {
            elapsed: clockDuration(sessionElapsed(view, now)),
            minutes: view.expectedMinutes,
          })}
        </dd>
      </div>
      <div>
        <dt>{message('live.tile.saved')}</dt>
        <dd className="number">{saved}</dd>
      </div>
    </dl>
  );
}
