import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { readJson } from '../setup/files.mjs';
import { run as build } from './build.ts';
import { runCommand } from './child.ts';
import { run as makePackage } from './package.ts';
import { addCounts, countPlaywright, countStep, countVitest, type Counts } from './test-counts.ts';

type Step = {
  readonly name: string;
  /** Steps that must have passed, for this one to make sense. */
  readonly needs?: readonly string[];
  readonly run: (report: string) => Promise<Counts>;
};

const steps: readonly Step[] = [
  { name: 'Lint', run: () => check('eslint', ['--max-warnings', '0', '.']) },
  { name: 'Types', run: () => check('tsc', ['--project', '.']) },
  {
    name: 'Layers',
    run: () =>
      check('depcruise', ['--config', '.dependency-cruiser.mjs', 'shared', 'electron', 'renderer']),
  },
  { name: 'Unused code', run: () => check('knip', []) },
  { name: 'Unit tests', run: runUnitTests },
  { name: 'Build', run: async () => countStep(await build()) },
  { name: 'End-to-end tests', needs: ['Build'], run: (report) => runPlaywright('e2e', report) },
  { name: 'Package', needs: ['Build'], run: async () => countStep(await makePackage()) },
  {
    name: 'Packaged app',
    needs: ['Build', 'Package'],
    run: (report) => runPlaywright('package', report),
  },
];

/** Runs every check, whatever the ones before it found, and ends with the sum of them all. */
export async function run(): Promise<number> {
  const reports = await mkdtemp(path.join(tmpdir(), 'visavis-test-'));
  const results = new Map<string, Counts>();
  for (const [index, step] of steps.entries()) {
    console.log(`\n── ${step.name} ${'─'.repeat(Math.max(3, 70 - step.name.length))}`);
    const started = Date.now();
    const counts = await attempt(step, path.join(reports, `${index}.json`), results);
    results.set(step.name, counts);
    const verdict = counts.failed === 0 ? 'passed' : 'FAILED';
    console.log(`${step.name}: ${verdict} (${Math.round((Date.now() - started) / 1000)} s)`);
  }
  await rm(reports, { recursive: true, force: true });

  const { passed, failed } = addCounts([...results.values()]);
  const broken = steps.filter(({ name }) => results.get(name)?.failed !== 0);
  if (broken.length > 0) console.log(`\nFailed: ${broken.map(({ name }) => name).join(', ')}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function attempt(
  step: Step,
  report: string,
  before: ReadonlyMap<string, Counts>,
): Promise<Counts> {
  const missing = (step.needs ?? []).filter((name) => before.get(name)?.failed !== 0);
  if (missing.length > 0) {
    console.log(`Not possible without: ${missing.join(', ')}`);
    return countStep(1);
  }
  try {
    return await step.run(report);
  } catch (problem) {
    console.error(problem);
    return countStep(1);
  }
}

async function check(command: string, parameters: readonly string[]): Promise<Counts> {
  return countStep(await runCommand(command, parameters));
}

async function runUnitTests(report: string): Promise<Counts> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runCommand('vitest', ['run', ...reporters]);
  return countVitest(await readJson(report), code);
}

async function runPlaywright(project: string, report: string): Promise<Counts> {
  const code = await runCommand('playwright', ['test', `--project=${project}`], {
    screen: true,
    env: { VISAVIS_JSON_REPORT: report },
  });
  return countPlaywright(await readJson(report), code);
}
