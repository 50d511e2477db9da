import { useEffect } from 'react';
import { announce } from '../ui/announcer.tsx';
import { message } from '../ui/messages.ts';
import { useMinutesLeft } from '../ui/minutes-left.ts';

/** How long the talking may still last, quietly: it changes once a minute, and is said when the last one begins. */
export function TimeLeft({
  untilUtcMilliseconds,
  isUp,
}: {
  readonly untilUtcMilliseconds: number | null;
  readonly isUp: boolean;
}) {
  const minutes = useMinutesLeft(untilUtcMilliseconds);
  const last = minutes === 1 && !isUp;
  useEffect(() => {
    if (last) announce(message('participant.time-left', { minutes: 1 }));
  }, [last]);
  useEffect(() => {
    if (isUp) announce(message('participant.composer.time-is-up'));
  }, [isUp]);
  if (minutes === null || isUp) return null;
  return <span>{message('participant.time-left', { minutes: Math.max(1, minutes) })}</span>;
}
