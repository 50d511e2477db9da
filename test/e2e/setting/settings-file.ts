import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArmMapping } from '../../../shared/contract/moderator.ts';
import type { StoredProvider, StoredSettings } from '../../../electron/settings/stored-settings.ts';

const practiceStudy = 'prism-x-practice';

/** Settings as an earlier start left them. */
export async function leaveSettings(
  dataFolder: string,
  { providers = [], arms = [] }: { readonly providers?: readonly StoredProvider[]; readonly arms?: readonly ArmMapping[] },
): Promise<void> {
  const settings: StoredSettings = {
    formatVersion: 1,
    appearance: { theme: 'system', language: 'en' },
    pin: null,
    providers: [...providers],
    armMappings: arms.map((mapping) => ({ studyId: practiceStudy, mapping })),
  };
  await mkdir(dataFolder, { recursive: true });
  await writeFile(path.join(dataFolder, 'settings.json'), JSON.stringify(settings));
}
