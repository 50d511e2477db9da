import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a Linux laptop gets its power from. Electron does not know it there; the kernel does. */
export function readLinuxPower(folder = '/sys/class/power_supply'): 'mains' | 'battery' | 'unknown' {
  let supplies: string[];
  try {
    supplies = readdirSync(folder);
  } catch {
    return 'unknown';
  }
  const mains = supplies.filter((name) => ['Mains', 'USB'].includes(read(join(folder, name, 'type'))));
  if (mains.some((name) => read(join(folder, name, 'online')) === '1')) return 'mains';
  const onBattery = supplies.some((name) => {
    const supply = join(folder, name);
    // Mice and headsets have batteries too; theirs have the scope "Device".
    return read(join(supply, 'type')) === 'Battery' && read(join(supply, 'scope')) !== 'Device';
  });
  return onBattery ? 'battery' : 'unknown';
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
