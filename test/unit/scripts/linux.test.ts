import { afterEach, describe, expect, it, vi } from 'vitest';

import { sandboxSwitches } from '../../../scripts/setup/display.mjs';
import { installDebianPackages } from '../../../scripts/setup/linux.mjs';

const silent = { say: () => undefined, during: <T>(_line: string, work: () => Promise<T>) => work() };

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  it('tells a person who may not install libraries what to type', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    await expect(
      installDebianPackages(['libgtk-3-0', 'xvfb'], 'Linux libraries', silent),
    ).rejects.toThrow('sudo apt-get update && sudo apt-get install --yes libgtk-3-0 xvfb');
  });

  it('gives up the sandbox for root and for an unattended run, and for nobody else', () => {
    vi.stubEnv('CI', '');
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(sandboxSwitches()).toEqual([]);
    vi.stubEnv('CI', '1');
    expect(sandboxSwitches()).toEqual(['--no-sandbox']);
    vi.stubEnv('CI', '');
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    expect(sandboxSwitches()).toEqual(['--no-sandbox']);
  });
});
