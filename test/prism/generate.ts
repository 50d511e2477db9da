/**
 * Makes files in PRISM's layout, of any size up to the release's own and beyond, from a seed:
 *   node test/prism/generate.ts OUT [--people 1500] [--seed text] [--faults name,name] [--ending lf|crlf] [--mark]
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../../shared/allocation/random.ts';
import type { PrismFileName } from '../../shared/contract/people.ts';
import type { PrismRow } from '../../shared/prism/write-rows.ts';
import { conversationsEach, generatedConversations, type Size, sizeFor } from './conversations.ts';
import { textSource } from './draws.ts';
import { type FaultName, faults, plant } from './faults.ts';
import { surveyRows } from './people.ts';

export interface GenerateOptions {
  readonly people: number;
  readonly seed: string;
  readonly faults?: readonly FaultName[];
  readonly ending?: '\n' | '\r\n';
  /** A byte order mark at the beginning of each file. */
  readonly mark?: boolean;
}

/** Writes the three files into a folder and says how much is in them. */
export function generatePrism(folder: string, { people, seed, faults: planted = [], ending = '\n', mark = false }: GenerateOptions): Size {
  const random = createRandom(seed);
  const text = textSource(random);
  const size = sizeFor(people);
  const held = conversationsEach(size, random);
  mkdirSync(folder, { recursive: true });
  const files = ['survey', 'conversations', 'utterances'] as const;
  const [survey, conversations, utterances] = files.map((file) => lineWriter(folder, file, planted, ending, mark));
  if (survey === undefined || conversations === undefined || utterances === undefined) throw new Error('There are three files.');
  for (const row of surveyRows(held, random, text)) survey.write(row);
  for (const { row, utterances: own } of generatedConversations(size, held, random, text)) {
    conversations.write(row);
    own.forEach(utterances.write);
  }
  [survey, conversations, utterances].forEach((file) => { file.close(); });
  return size;
}

const bufferedCharacters = 1 << 20;

function lineWriter(folder: string, file: PrismFileName, planted: readonly FaultName[], ending: string, mark: boolean) {
  const descriptor = openSync(join(folder, `${file}.jsonl`), 'w');
  let buffered = mark ? '\uFEFF' : '';
  let line = 0;
  const flush = (): void => {
    writeSync(descriptor, buffered);
    buffered = '';
  };
  return {
    write: (row: PrismRow): void => {
      line += 1;
      buffered += `${plant(file, line, row, planted)}${ending}`;
      if (buffered.length > bufferedCharacters) flush();
    },
    close: (): void => {
      flush();
      closeSync(descriptor);
    },
  };
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name);
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      people: { type: 'string', default: '1500' },
      seed: { type: 'string', default: 'prism' },
      faults: { type: 'string', default: '' },
      ending: { type: 'string', default: 'lf' },
      mark: { type: 'boolean', default: false },
    },
  });
  const names = values.faults.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !isFaultName(name));
  const [out] = positionals;
  if (out === undefined || unknown !== undefined) {
    process.stderr.write(`Usage: node test/prism/generate.ts OUT [--people N] [--seed text] [--faults ${Object.keys(faults).join(',')}] [--ending crlf] [--mark]\n`);
    process.exitCode = 2;
  } else {
    const ending = values.ending === 'crlf' ? '\r\n' : '\n';
    const size = generatePrism(resolve(out), { people: Number(values.people), seed: values.seed, faults: names.filter(isFaultName), ending, mark: values.mark });
    process.stdout.write(`${JSON.stringify(size)}\n`);
  }
}
