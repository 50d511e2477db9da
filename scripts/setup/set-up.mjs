import { describeElectron, installElectron } from './electron.mjs';
import { installLinuxLibraries } from './linux.mjs';
import { createReport } from './report.mjs';
import { installSqliteBinding } from './sqlite.mjs';

/**
 * Everything beyond the packages that a task with windows needs. Runs on the project's own Node.
 * @param {{ quiet: boolean }} options
 * @returns {Promise<import('./electron.mjs').ElectronInUse>}
 */
export async function setUpElectron({ quiet }) {
  const report = createReport({ quiet });
  await installLinuxLibraries(report);
  const electron = await installElectron(report);
  await installSqliteBinding(electron, report);
  if (!quiet) report.say(`Ready: Node ${process.versions.node}, ${describeElectron(electron)}.`);
  return electron;
}
