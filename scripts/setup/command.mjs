import { spawn } from 'node:child_process';

/**
 * npm tells its children which project and which folder they belong to; a second npm, started for
 * another folder, would obey that. What the person has configured, such as a registry, stays.
 */
export function environmentForNpm() {
  const ofThisRun = /^npm_(package_|lifecycle_|command$|config_(local_|global_)?prefix$)/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ofThisRun.test(name)),
  );
}

/**
 * Runs a command, keeps what it says, and gives it back: a set-up shows it only when it fails.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runSilently(command, parameters, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows npm is a command file, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', (problem) => resolve({ code: 127, output: problem.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** @param {string} output */
export function lastLines(output, count = 12) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}

/** @param {string} output */
export function firstLines(output, count = 12) {
  return output.trimEnd().split('\n').slice(0, count).join('\n');
}
