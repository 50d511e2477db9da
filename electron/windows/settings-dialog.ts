import { dialog } from 'electron';
import type { SettingsFile } from '../settings/settings-file.ts';

/** Settings that could not be read were kept; the person is told, because providers are missing now. */
export function sayThatSettingsWereSetAside(file: SettingsFile, log: (line: string) => void): void {
  if (file.problem === null) return;
  log(file.problem);
  void dialog.showMessageBox({ type: 'warning', message: file.problem });
}
