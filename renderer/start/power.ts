import type { PreflightCheck } from '../../shared/contract/moderator.ts';
import type { Battery } from '../ui/battery.ts';

/** Below this share a battery may not last for a session. */
const lowLevel = 0.3;

/** Fills in how full the battery is, and warns when it is low and not being charged. */
export function withBattery(check: PreflightCheck, battery: Battery | null): PreflightCheck {
  if (check.id !== 'power') return check;
  const values = { percent: -1, ...check.values };
  if (battery === null || check.reason === 'mains') return { ...check, values };
  const percent = Math.round(battery.level * 100);
  // Machines without a battery report one that is full and charging.
  if (battery.charging) {
    return check.reason === 'unknown' && percent === 100
      ? { ...check, values: { ...values, percent } }
      : { ...check, verdict: 'ok', reason: 'mains', values: { ...values, percent } };
  }
  const low = battery.level < lowLevel;
  return { ...check, verdict: 'attention', reason: low ? 'battery-low' : 'battery', values: { ...values, percent } };
}
