import { posix, win32 } from 'node:path';
import type { Environment } from './options.ts';

const folderOfTheApp = ['Visavis', 'data'];

/**
 * Where the data are when nobody said otherwise: in the folder that the system keeps for the app's
 * settings, on Linux ~/.config/Visavis/data. The one rule for the app and the command line.
 */
export function usualDataFolder(platform: NodeJS.Platform, environment: Environment, home: string): string {
  switch (platform) {
    case 'win32':
      return win32.join(environment['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), ...folderOfTheApp);
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', ...folderOfTheApp);
    default: {
      const configuration = environment['XDG_CONFIG_HOME'];
      // The standard says that a relative path there is to be ignored.
      const usable = configuration !== undefined && posix.isAbsolute(configuration);
      return posix.join(usable ? configuration : posix.join(home, '.config'), ...folderOfTheApp);
    }
  }
}
