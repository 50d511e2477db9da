import { describe, expect, it } from 'vitest';
import { readableBytes } from '../../../renderer/ui/bytes.ts';
import { clockDuration, secondsSince, secondsUntil } from '../../../renderer/ui/durations.ts';

describe('durations on the moderator screens', () => {
  it('shows minutes and seconds like a clock, and hours only when there are some', () => {
    expect([0, 999, 9_000, 198_000, 3_599_999, 3_849_000].map(clockDuration)).toEqual([
      '0:00',
      '0:00',
      '0:09',
      '3:18',
      '59:59',
      '1:04:09',
    ]);
  });

  it('shows zero rather than a negative time when the laptop clock was set back', () => {
    expect(clockDuration(-5_000)).toBe('0:00');
    expect(secondsSince(10_000, 4_000)).toBe(0);
  });

  it('counts down to the next attempt and stops at zero', () => {
    const attemptAt = 14_000;
    expect([10_000, 10_001, 13_001, 14_000, 15_000].map((now) => secondsUntil(attemptAt, now))).toEqual([4, 4, 1, 0, 0]);
  });
});

describe('sizes on the moderator screens', () => {
  it('takes the unit that keeps the number short', () => {
    expect([0, 1, 999, 1_000, 4_230_000, 81_400_000_000, 999_600_000].map((bytes) => readableBytes(bytes, 'en'))).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '4.2 MB',
      '81 GB',
      '1 GB',
    ]);
  });
});
