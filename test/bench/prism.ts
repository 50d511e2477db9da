import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { nodeSwitches } from '../../scripts/tasks/visavis.ts';
import { generatePrism } from '../prism/generate.ts';
import { type Figure, figureOf } from './figure.ts';

const people = 1_500;
const study = 'prism-x-practice';
const commandLine = pathToFileURL(resolve(import.meta.dirname, '../../electron/cli/visavis.ts')).href;

/**
 * Import of files as large as PRISM's release (1,500 people, 8,011 conversations, 68,371 responses with their
 * texts), typed on the command line: from the start of the process to its end, into an empty data folder.
 */
export async function measurePrismSeconds(folder: string): Promise<Figure> {
  const { seconds, megabytes, processorSeconds, conversations, responses } = await importOnce(folder);
  return figureOf({
    name: 'prism',
    meaning: 'Import of PRISM at full size',
    value: seconds,
    unit: 's',
    aim: 30,
    samples: responses,
    details: { conversations, 'time of processors (s)': processorSeconds, 'most memory (MB)': megabytes },
  });
}

/** The most physical memory that the process of such an import ever had. */
export async function measurePrismMemory(folder: string): Promise<Figure> {
  const { megabytes, seconds, responses } = await importOnce(folder);
  return figureOf({
    name: 'prism-memory',
    meaning: 'Import of PRISM at full size, most memory',
    value: megabytes,
    unit: 'MB',
    aim: 400,
    samples: responses,
    details: { 'duration (s)': seconds },
  });
}

interface Import {
  readonly seconds: number;
  readonly megabytes: number;
  readonly processorSeconds: number;
  readonly conversations: number;
  readonly responses: number;
}

/** The process says at its end what it used. */
const wrapper = `
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stdout.write('\\n' + JSON.stringify({ kilobytes: maxRSS, microseconds: userCPUTime + systemCPUTime }));
});
await import(${JSON.stringify(commandLine)});
`;

async function importOnce(folder: string): Promise<Import> {
  const files = join(folder, 'prism');
  const { conversations, responses } = generatePrism(files, { people, seed: 'bench' });
  const words = ['visavis', 'import', 'prism', files, '--study', study, '--data', join(folder, 'data')];
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeSwitches, '--input-type=module', '-e', wrapper, '--', ...words]);
  const [output, complaint, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ]);
  const seconds = (performance.now() - began) / 1_000;
  if (status !== 0) throw new Error(`The import failed, so its time says nothing: ${complaint}`);
  const used = JSON.parse(output.slice(output.lastIndexOf('\n') + 1)) as { readonly kilobytes: number; readonly microseconds: number };
  return { seconds, megabytes: (used.kilobytes * 1_024) / 1e6, processorSeconds: used.microseconds / 1e6, conversations, responses };
}
