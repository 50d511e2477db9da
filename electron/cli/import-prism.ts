import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PrismContents, PrismReport } from '../../shared/contract/people.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { PrismCancelled } from '../prism/cancelled.ts';
import { codesByOrigin, importPrism } from '../prism/import-prism.ts';
import type { Reading } from '../prism/lines.ts';
import { lookAtPrism } from '../prism/look-at-prism.ts';
import { openStorage, openStorageForReading } from '../storage/open-storage.ts';
import type { ReadableStorage } from '../storage/storage.ts';
import { studiesOfTheApp } from './app-studies.ts';
import { type CliCommand, type CommandInput, UsageError } from './command.ts';
import { textTable } from './text-table.ts';

const shownProblems = 20;

export const importPrismCommand: CliCommand = {
  name: 'import prism',
  usage: 'import prism DIR --study ID [--look] [--users user1,user2] [--skip-broken]',
  meaning: message('cli.import-prism.meaning'),
  options: {
    study: { type: 'string' },
    look: { type: 'boolean' },
    users: { type: 'string' },
    'skip-broken': { type: 'boolean' },
  },
  operands: ['DIR'],
  async run({ options, operands, dataFolder, print }) {
    const { study } = options;
    if (typeof study !== 'string' || study === '') throw new UsageError(message('cli.missing-option', { option: 'study' }));
    const folder = resolve(operands[0] ?? '.');
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new CallRefusal('missing-folder', message('cli.import-prism.missing-folder', { folder }));
    }
    try {
      return await cancellable((signal) => {
        const asked: Asked = { study, folder, options, reading: { signal, onProgress: showProgress() }, print };
        return options['look'] === true ? lookOnly(dataFolder, asked) : take(dataFolder, asked);
      });
    } catch (error) {
      if (!(error instanceof PrismCancelled)) throw error;
      print(message('prism.cancelled'));
      return 1;
    }
  },
};

interface Asked {
  readonly study: string;
  readonly folder: string;
  readonly options: CommandInput['options'];
  readonly reading: Reading;
  readonly print: CommandInput['print'];
}

/** Only reads, so it works while the app is open. */
async function lookOnly(dataFolder: string, { study, folder, reading, print }: Asked): Promise<number> {
  const storage = openStorageForReading(dataFolder);
  try {
    assertStudyIsKnown(storage, study);
    const contents = await look(storage, study, folder, reading);
    [...contentLines(contents), ...problemLines(contents)].forEach(print);
    return contents.files.every(({ broken }) => broken === 0) ? 0 : 1;
  } finally {
    storage.close();
  }
}

async function take(dataFolder: string, { study, folder, options, reading, print }: Asked): Promise<number> {
  const storage = await openStorage(dataFolder);
  try {
    assertStudyIsKnown(storage, study);
    const report = await importPrism(storage, study, folder, { userIds: usersOf(options), skipBroken: options['skip-broken'] === true }, reading);
    reportLines(study, report).forEach(print);
    if (report.files.some(({ broken }) => broken > 0)) problemLines(await look(storage, study, folder, reading)).forEach(print);
    return 0;
  } catch (error) {
    // What is wrong with the lines is said in full before the refusal.
    if (error instanceof CallRefusal && error.code === 'prism-broken') problemLines(await look(storage, study, folder, reading)).forEach(print);
    throw error;
  } finally {
    storage.close();
  }
}

function look(storage: ReadableStorage, studyId: string, folder: string, reading: Reading): Promise<PrismContents> {
  const codes = codesByOrigin(storage, studyId);
  return lookAtPrism(folder, { ...reading, codeOf: (userId) => codes.get(userId) ?? null });
}

/** Participants belong to a study; a slip of the keyboard should not make another one. */
function assertStudyIsKnown(storage: ReadableStorage, studyId: string): void {
  const stored = storage.listStudies().some((study) => study.studyId === studyId) || storage.readStudyDraft(studyId) !== null;
  if (stored || studiesOfTheApp().some(({ id }) => id === studyId)) return;
  throw new CallRefusal('unknown-study', message('prism.unknown-study', { study: studyId }));
}

function usersOf({ users }: CommandInput['options']): string[] | null {
  if (typeof users !== 'string') return null;
  const named = users.split(',').map((user) => user.trim()).filter((user) => user !== '');
  if (named.length === 0) throw new UsageError(message('cli.missing-option', { option: 'users' }));
  return named;
}

function contentLines(contents: PrismContents): readonly string[] {
  const { people, surveyOnly, conversations, responses, emptyReplies, models, files, notNeeded } = contents;
  const others = models.filter(({ known }) => !known).map(({ model }) => model);
  return [
    message('cli.import-prism.contents', { people, surveyOnly, conversations, responses, emptyReplies }),
    message('cli.import-prism.models', { known: models.length - others.length, unknown: others.length, names: others.slice(0, shownProblems).join(', ') }),
    ...files.flatMap(({ file, unknownFields, missingFields }) => [
      ...(unknownFields.length === 0 ? [] : [message('cli.import-prism.unknown-fields', { file: `${file}.jsonl`, fields: fieldsIn(unknownFields) })]),
      ...(missingFields.length === 0 ? [] : [message('cli.import-prism.missing-fields', { file: `${file}.jsonl`, fields: fieldsIn(missingFields) })]),
    ]),
    ...(notNeeded.length === 0 ? [] : [message('cli.import-prism.not-needed', { names: notNeeded.join(', ') })]),
  ];
}

function fieldsIn(fields: readonly { readonly field: string; readonly rows: number }[]): string {
  return fields.map(({ field, rows }) => `${field} (${rows})`).join(', ');
}

/** The first problems of each file, errors first. */
function problemLines({ files }: PrismContents): readonly string[] {
  return files
    .filter(({ problemCount }) => problemCount > 0)
    .flatMap(({ file: name, problems, problemCount, broken }) => {
      const file = `${name}.jsonl`;
      const shown = problems.slice(0, shownProblems);
      return [
        message('cli.import-prism.problems', { count: problemCount, file, broken }),
        ...shown.map(({ line, field, message: reason, severity }) =>
          field === null
            ? message('cli.import-prism.whole', { file, line: String(line), severity, reason })
            : message('cli.import-prism.problem', { file, line: String(line), severity, field, reason }),
        ),
        ...(problemCount > shown.length ? [message('cli.import-prism.more', { count: problemCount - shown.length })] : []),
      ];
    });
}

function reportLines(study: string, { files, participants, milliseconds }: PrismReport): readonly string[] {
  return [
    message('cli.import-prism.done', {
      study,
      seconds: (milliseconds / 1_000).toFixed(1),
      people: participants.length,
      added: participants.filter(({ added }) => added).length,
    }),
    ...textTable([
      ['  file', 'added', 'there already', 'differs, left as stored', 'broken'],
      ...files.map(({ file, added, unchanged, conflicting, broken }) => [`  ${file}.jsonl`, ...[added, unchanged, conflicting, broken].map(String)]),
    ]),
  ];
}

async function cancellable<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  // Heard as often as it comes: the terminal sends it to this process and to the one that started it.
  const stop = (): void => { controller.abort(); };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** One line on a terminal that is written over; nothing where the output goes into a file. */
function showProgress(): Reading['onProgress'] {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  return ({ file, done, of }) => {
    const percent = of === 0 ? 100 : Math.floor((100 * done) / of);
    stderr.write(done === of ? '\r\u001B[K' : `\r\u001B[K${message('cli.import-prism.progress', { file: `${file}.jsonl`, percent })}`);
  };
}
