import { powerMonitor, powerSaveBlocker } from 'electron';
import type { CurrentSession } from '../live/current-session.ts';
import type { ClockWatch } from '../preflight/clock-watch.ts';
import { readLinuxPower } from '../preflight/linux-power.ts';

export function powerSource(): 'mains' | 'battery' | 'unknown' {
  if (process.platform === 'linux') return readLinuxPower();
  return powerMonitor.isOnBatteryPower() ? 'battery' : 'mains';
}

/** Keeps the laptop awake while a session runs, and notes when it slept all the same. */
export function watchPower(current: CurrentSession, clock: ClockWatch, log: (line: string) => void): void {
  let blocker: number | null = null;
  current.onChange(() => {
    const running = current.isRunning();
    if (running && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep');
    if (!running && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  });
  const note = (text: string): void => {
    log(text);
    if (current.isRunning()) current.recordIncident(text);
  };
  powerMonitor.on('suspend', () => note('The laptop went to sleep.'));
  powerMonitor.on('resume', () => {
    clock.beginAgain();
    note('The laptop woke up.');
  });
  if (process.platform !== 'linux') powerMonitor.on('on-battery', () => note('The laptop runs on battery now.'));
}
