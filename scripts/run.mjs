/**
 * The one way in: `node scripts/run.mjs TASK …` sets up what the task needs, then runs
 * `scripts/tasks/TASK.ts`. Runs on any Node from 20 on and with built-ins only, because it comes
 * before anything is installed; the task itself runs on the project's own Node.
 */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { installPackages, projectNode } from './setup/packages.mjs';
import { projectFolder } from './setup/places.mjs';
import { createReport, SetupProblem } from './setup/report.mjs';

/** Tasks whose standard output belongs to what they print. */
const quietTasks = ['visavis', 'bench', 'electron-path'];
/** Tasks that open no window. */
const windowlessTasks = ['visavis', 'build'];

const [task = '', ...parameters] = process.argv.slice(2);
const quiet = quietTasks.includes(task);

try {
  await installPackages(createReport({ quiet }));
  process.exitCode = isProjectNode() ? await runTask() : await runAgainOnProjectNode();
} catch (problem) {
  if (!(problem instanceof SetupProblem)) throw problem;
  process.stderr.write(`\nSet-up stopped: ${problem.message}\n`);
  process.exitCode = 1;
}

/** @returns {Promise<number>} */
async function runTask() {
  const binaries = path.join(projectFolder, 'node_modules', '.bin');
  process.env['PATH'] = `${binaries}${path.delimiter}${process.env['PATH'] ?? ''}`;
  if (!windowlessTasks.includes(task)) {
    const { setUpElectron } = await import('./setup/set-up.mjs');
    const electron = await setUpElectron({ quiet });
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder;
  }
  if (task === 'setup') return 0;
  const { run } = await import(`./tasks/${task}.ts`);
  return run(parameters);
}

function isProjectNode() {
  return realpathSync(process.execPath) === realpathSync(projectNode);
}

/** @returns {Promise<number>} */
function runAgainOnProjectNode() {
  const child = spawn(projectNode, [fileURLToPath(import.meta.url), task, ...parameters], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
