/** `npm run bench`: the figures, as a table or with `--json` as one JSON object. */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { electronInUse } from '../../scripts/setup/electron-in-use.mjs';
import { measureCommit } from './commit.ts';
import type { Figure } from './figure.ts';
import { measureInteractive } from './interactive.ts';
import { measureMemory } from './memory.ts';
import { measurePrismMemory, measurePrismSeconds } from './prism.ts';
import { figureTable } from './report.ts';
import { measureRehearsal } from './rehearsal.ts';
import { measureReveal } from './reveal.ts';
import { inWorkFolder } from './work-folder.ts';

const measurements: Readonly<Record<string, (folder: string) => Promise<Figure>>> = {
  interactive: measureInteractive,
  commit: measureCommit,
  reveal: measureReveal,
  memory: measureMemory,
  rehearsal: measureRehearsal,
  prism: measurePrismSeconds,
  'prism-memory': measurePrismMemory,
};

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true } } });

try {
  const figures = await measureAll(values.only ?? Object.keys(measurements));
  const { version } = await electronInUse();
  const report = {
    figures,
    measuredAt: new Date().toISOString(),
    machine: {
      system: `${process.platform} ${process.arch}`,
      processors: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memoryBytes: totalmem(),
      electron: version,
      node: process.versions.node,
    },
  };
  process.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : `${figureTable(figures)}\n`);
} catch (error) {
  process.stderr.write(`Could not be measured: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function measureAll(names: readonly string[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of names) {
    const measure = measurements[name];
    if (!measure) throw new Error(`There is no figure "${name}"; there are ${Object.keys(measurements).join(', ')}.`);
    process.stderr.write(`Measuring ${name} …\n`);
    figures.push(await inWorkFolder(measure));
  }
  return figures;
}
