import { describe, expect, it } from 'vitest';
import { minutesLeft, untilNextMinute } from '../../../../renderer/ui/minutes-left.ts';

const until = 10 * 60_000;

describe('the time left', () => {
  it('is told in minutes, a begun one counted whole', () => {
    expect([0, 1, 539_000, 540_000, 599_999, 600_000, 700_000].map((now) => minutesLeft(until, now))).toEqual([10, 10, 2, 1, 1, 0, 0]);
  });

  it('changes at most once a minute', () => {
    let now = 17_321;
    const told: number[] = [];
    for (let wait = untilNextMinute(until, now); wait !== null; wait = untilNextMinute(until, now)) {
      told.push(minutesLeft(until, now));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60_000);
      now += wait;
    }
    expect(told).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(now).toBe(until);
  });
});
