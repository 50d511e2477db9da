import { useEffect, useState } from 'react';
import type { LiveView } from '../../shared/session/views.ts';
import { liveNow } from './elapsed.ts';

/** The session's time, ticking between views. Twice a second, so that no countdown skips a number. */
export function useLiveClock(view: LiveView, receivedAt: number): number {
  const [pageNow, setPageNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setPageNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return liveNow(view, receivedAt, pageNow);
}
