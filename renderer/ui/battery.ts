import { useEffect, useState } from 'react';

/** What the page's own battery interface says; the main process does not see the percentage. */
export interface Battery {
  /** 0 to 1. */
  readonly level: number;
  readonly charging: boolean;
}

/** Part of Chromium, not of TypeScript's library. */
interface BatteryManager extends EventTarget, Battery {}
interface NavigatorWithBattery {
  readonly getBattery?: () => Promise<BatteryManager>;
}

const changes = ['levelchange', 'chargingchange'] as const;

/** The battery as it is now; null where the system does not tell. */
export function useBattery(): Battery | null {
  const [battery, setBattery] = useState<Battery | null>(null);
  useEffect(() => {
    let manager: BatteryManager | null = null;
    let gone = false;
    const take = (): void => {
      if (manager !== null) setBattery({ level: manager.level, charging: manager.charging });
    };
    (navigator as NavigatorWithBattery).getBattery?.().then(
      (found) => {
        if (gone) return;
        manager = found;
        changes.forEach((change) => found.addEventListener(change, take));
        take();
      },
      // Refused or not there: the screens say "unknown".
      () => undefined,
    );
    return () => {
      gone = true;
      changes.forEach((change) => manager?.removeEventListener(change, take));
    };
  }, []);
  return battery;
}
