import { expect, it } from 'vitest';
import { ReloadAllowance } from '../../../electron/windows/reload-allowance.ts';

it('loads a page again after a crash, but not one that crashes again and again', () => {
  const allowance = new ReloadAllowance();
  expect([0, 1_000, 2_000, 3_000].map((time) => allowance.take(time))).toEqual([true, true, true, false]);
  expect(allowance.take(64_000)).toBe(true);
});
