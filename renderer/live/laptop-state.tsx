import { useEffect, useState } from 'react';
import type { LaptopView, ModeratorApi } from '../../shared/contract/moderator.ts';
import type { LiveView } from '../../shared/session/views.ts';
import { useBattery, type Battery } from '../ui/battery.ts';
import { Button } from '../ui/button.tsx';
import { readableBytes } from '../ui/bytes.ts';
import { message } from '../ui/messages.ts';
import { useStaffCall } from '../ui/staff-call.ts';

const askEveryMilliseconds = 5_000;
/** The participant's screen opens together with this one; soon after, it can be seen. */
const askAgainAfterMilliseconds = 1_000;

/** What the moderator would otherwise have to look up: models, battery, disk, the other screen. */
export function LaptopState({ api, view }: { readonly api: ModeratorApi; readonly view: LiveView }) {
  const battery = useBattery();
  const laptop = useLaptop(api);
  const showing = useStaffCall();
  const models =
    view.trouble === null
      ? 'live.laptop.models.ok'
      : view.trouble.nextAttemptAtUtcMilliseconds === null
        ? 'live.laptop.models.stalled'
        : 'live.laptop.models.retrying';
  return (
    <section aria-labelledby="live-laptop">
      <h2 className="live-label" id="live-laptop">
        {message('live.laptop')}
      </h2>
      <dl className="live-facts">
        <div>
          <dt>{message('live.laptop.models')}</dt>
          <dd>{message(models)}</dd>
        </div>
        <div>
          <dt>{message('live.laptop.battery')}</dt>
          <dd className="number">
            {battery === null
              ? message('live.laptop.unknown')
              : message(`live.laptop.battery.${stateOf(battery)}`, { percent: Math.round(battery.level * 100) })}
          </dd>
        </div>
        <div>
          <dt>{message('live.laptop.disk')}</dt>
          <dd className="number">
            {laptop === null || laptop.freeBytes === null
              ? message('live.laptop.unknown')
              : message('live.laptop.disk.free', {
                  free: readableBytes(laptop.freeBytes, document.documentElement.lang),
                })}
          </dd>
        </div>
        <div>
          <dt>{message('live.laptop.screen')}</dt>
          <dd>{message(laptop === null ? 'live.laptop.unknown' : `live.laptop.screen.${laptop.participantWindow}`)}</dd>
        </div>
      </dl>
      <Button
        className="live-wide-button"
        unavailable={showing.busy}
        aria-busy={showing.busy}
        onClick={() => void showing.run(() => api.call['participant-window/show']({}))}
      >
        {message(showing.busy ? 'live.laptop.screen.showing' : 'live.laptop.screen.show')}
      </Button>
      {showing.problem !== null && (
        <p className="live-problem" role="alert">
          {showing.problem}
        </p>
      )}
    </section>
  );
}

/** A machine without a battery reports one that is full and charging, so that says little. */
function stateOf({ charging, level }: Battery): 'charging' | 'full' | 'level' {
  if (!charging) return 'level';
  return level === 1 ? 'full' : 'charging';
}

function useLaptop(api: ModeratorApi): LaptopView | null {
  const [laptop, setLaptop] = useState<LaptopView | null>(null);
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      const answer = await api.call['laptop/get']({});
      if (!gone) setLaptop(answer.ok ? answer.value : null);
    };
    const askQuietly = (): void => void ask().catch(() => undefined);
    askQuietly();
    const soon = setTimeout(askQuietly, askAgainAfterMilliseconds);
    const timer = setInterval(askQuietly, askEveryMilliseconds);
    return () => {
      gone = true;
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [api]);
  return laptop;
}
