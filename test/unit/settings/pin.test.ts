import { expect, it } from 'vitest';
import { hashPin, PinGate } from '../../../electron/settings/pin.ts';

it('lets nobody out with a wrong PIN, and pauses for half a minute after five of them', async () => {
  const stored = await hashPin('4711');
  let now = 1_000;
  const gate = new PinGate(() => stored, () => now);
  for (let tries = 0; tries < 5; tries += 1) expect(await gate.opens('0000')).toBe(false);
  await expect(gate.opens('4711')).rejects.toMatchObject({ code: 'too-many-tries' });
  now += 29_999;
  await expect(gate.opens('4711')).rejects.toMatchObject({ code: 'too-many-tries' });
  now += 1;
  expect(await gate.opens('4711')).toBe(true);
});

it('counts tries that are sent all at once', async () => {
  const stored = await hashPin('4711');
  const gate = new PinGate(() => stored, () => 0);
  const tries = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => gate.opens(String(index))));
  expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(5);
});

it('forgets wrong tries after the right PIN', async () => {
  const stored = await hashPin('4711');
  const gate = new PinGate(() => stored, () => 0);
  for (let round = 0; round < 2; round += 1) {
    for (let tries = 0; tries < 4; tries += 1) expect(await gate.opens('0000')).toBe(false);
    expect(await gate.opens('4711')).toBe(true);
  }
});

it('locks nobody in when no PIN was set', async () => {
  expect(await new PinGate(() => null, () => 0).opens('')).toBe(true);
});

it('keeps no PIN that could be read from the file', async () => {
  const one = await hashPin('4711');
  const other = await hashPin('4711');
  expect(one.hash).not.toBe(other.hash);
  expect(JSON.stringify(one)).not.toContain('4711');
});
