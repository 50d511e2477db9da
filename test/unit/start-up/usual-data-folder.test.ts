import { describe, expect, it } from 'vitest';
import { usualDataFolder } from '../../../electron/start-up/usual-data-folder.ts';

describe('the usual data folder', () => {
  it('lies where each system keeps the settings of an app', () => {
    expect(usualDataFolder('linux', {}, '/home/lab')).toBe('/home/lab/.config/Visavis/data');
    expect(usualDataFolder('darwin', {}, '/Users/lab')).toBe('/Users/lab/Library/Application Support/Visavis/data');
    expect(usualDataFolder('win32', {}, 'C:\\Users\\lab')).toBe('C:\\Users\\lab\\AppData\\Roaming\\Visavis\\data');
  });

  it('follows a laboratory that keeps settings elsewhere', () => {
    expect(usualDataFolder('linux', { XDG_CONFIG_HOME: '/lab/settings' }, '/home/lab')).toBe('/lab/settings/Visavis/data');
    expect(usualDataFolder('linux', { XDG_CONFIG_HOME: 'settings' }, '/home/lab')).toBe('/home/lab/.config/Visavis/data');
    expect(usualDataFolder('win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\lab')).toBe('D:\\Roaming\\Visavis\\data');
  });
});
