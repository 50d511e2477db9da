import { describe, expect, it } from 'vitest';
import { withBattery } from '../../../renderer/start/power.ts';
import type { PreflightCheck } from '../../../shared/contract/moderator.ts';

const power = (reason: string, verdict: PreflightCheck['verdict'] = 'ok'): PreflightCheck => ({
  id: 'power',
  verdict,
  reason,
  values: {},
});

describe('the power line of the check before a session', () => {
  it('says how full a battery is, and asks for attention', () => {
    expect(withBattery(power('battery', 'attention'), { level: 0.64, charging: false })).toEqual({
      id: 'power',
      verdict: 'attention',
      reason: 'battery',
      values: { percent: 64 },
    });
  });

  it('warns of a battery that may not last for the session', () => {
    expect(withBattery(power('battery'), { level: 0.12, charging: false }).reason).toBe('battery-low');
  });

  it('takes a charging battery as mains power', () => {
    expect(withBattery(power('battery', 'attention'), { level: 0.12, charging: true })).toMatchObject({
      verdict: 'ok',
      reason: 'mains',
    });
  });

  it('believes the system about mains power, and stays with what it said without a battery interface', () => {
    expect(withBattery(power('mains'), { level: 0.1, charging: false }).reason).toBe('mains');
    expect(withBattery(power('battery'), null)).toMatchObject({ reason: 'battery', values: { percent: -1 } });
    expect(withBattery(power('unknown'), { level: 1, charging: true }).reason).toBe('unknown');
  });

  it('leaves the other lines alone', () => {
    const disk: PreflightCheck = { id: 'disk', verdict: 'ok', reason: 'ok', values: { free: 5 } };
    expect(withBattery(disk, { level: 0.1, charging: false })).toBe(disk);
  });
});
