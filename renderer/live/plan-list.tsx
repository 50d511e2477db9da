import type { LiveView } from '../../shared/session/views.ts';
import { clockDuration } from '../ui/durations.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { stepElapsed } from './elapsed.ts';

/** Where the session is: every step with the time it has taken. */
export function PlanList({ view, now }: { readonly view: LiveView; readonly now: number }) {
  return (
    <nav className="live-plan" aria-label={message('live.plan')}>
      <h2 className="live-label">{message('live.plan')}</h2>
      <ol>
        {view.plan.map((entry, index) => {
          const elapsed = stepElapsed(view, index, now);
          return (
            <li key={index} className={entry.state} aria-current={entry.state === 'current' ? 'step' : undefined}>
              <span className="live-plan-sign">
                {entry.state === 'done' && <Icon name="check" size={16} />}
                {entry.state === 'current' && <span className="live-plan-dot" />}
                {entry.state !== 'open' && (
                  <span className="hidden-but-read">{message(`live.plan.${entry.state}`)}</span>
                )}
              </span>
              <span className="live-plan-title">{entry.title}</span>
              <span className="number">
                {entry.state === 'skipped'
                  ? message('live.plan.skipped')
                  : entry.state === 'open' && elapsed === 0
                    ? ''
                    : clockDuration(elapsed)}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
