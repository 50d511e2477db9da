import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { RehearsalProgress } from '../../shared/contract/design.ts';
import { type RehearsalParameters, type RehearsalResult, usualRehearsal } from '../../shared/rehearsal/rehearsal.ts';
import { fieldName } from '../../shared/study/problem.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { RehearsalCancelled } from '../rehearsal/cancelled.ts';
import { readyToRehearse } from '../rehearsal/ready-to-rehearse.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { readStudyFile } from '../studies/study-files.ts';
import { StudyFileError } from '../studies/study-text.ts';
import { type CliCommand, type CommandInput, UsageError } from './command.ts';
import { rehearsalReport } from './rehearsal-report.ts';

const usualParticipants = 100;
const worker = new URL('../rehearsal/worker.ts', import.meta.url);

export const rehearseCommand: CliCommand = {
  name: 'rehearse',
  usage: 'rehearse --study FILE [--participants K] [--seed S] [--settings FILE] [--runs N] [--no-power] [--json]',
  meaning: message('cli.rehearse.meaning'),
  options: {
    study: { type: 'string' },
    participants: { type: 'string' },
    seed: { type: 'string' },
    settings: { type: 'string' },
    runs: { type: 'string' },
    'no-power': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ options, print }) {
    const { study: named, json } = options;
    if (typeof named !== 'string' || named === '') throw new UsageError(message('cli.missing-option', { option: 'study' }));
    const study = soundStudy(resolve(named));
    const parameters = readyToRehearse(study, parametersOf(study, options));
    const result = await cancellable((signal) =>
      rehearse(study, parameters, { folder: tmpdir(), worker, signal, progress: json === true ? () => undefined : showProgress() }),
    );
    if (result === null) {
      print(message('cli.rehearse.cancelled'));
      return 1;
    }
    if (json === true) print(JSON.stringify({ study: study.id, parameters, result }));
    else rehearsalReport(study, result).forEach(print);
    return isFine(result) ? 0 : 1;
  },
};

/** Every path finishes, and what was stored holds. */
function isFine({ paths, storage }: RehearsalResult): boolean {
  return paths.failed === 0 && storage.sound;
}

function soundStudy(file: string): Study {
  const { ok, study, problems, lineOf } = readStudyFile(file);
  const error = problems.find(({ severity }) => severity === 'error');
  if (ok && error === undefined) return study;
  if (error === undefined) throw new StudyFileError(message('cli.rehearse.not-sound', { file, count: 1 }));
  const field = fieldName(error.path);
  const place = { file, severity: error.severity, line: lineOf(error.path), sentence: message(`problem.${error.code}`, error.values) };
  throw new CallRefusal('not-sound', field === '' ? message('cli.study-check.whole', place) : message('cli.study-check.problem', { ...place, field }));
}

function parametersOf(study: Study, options: CommandInput['options']): RehearsalParameters {
  const { seed } = options;
  const parameters = usualRehearsal(study, wholeNumber(options, 'participants', usualParticipants), typeof seed === 'string' ? seed : 'rehearsal');
  const power =
    options['no-power'] === true || parameters.power === null
      ? null
      : { ...parameters.power, runs: wholeNumber(options, 'runs', parameters.power.runs) };
  const usual = { ...parameters, power };
  return typeof options['settings'] === 'string' ? withSettings(usual, resolve(options['settings'])) : usual;
}

/** What a file says in place of the usual: any of the parameters, of the chooser any by itself. Checked with the rest. */
function withSettings(usual: RehearsalParameters, file: string): RehearsalParameters {
  let settings: Partial<RehearsalParameters>;
  try {
    settings = JSON.parse(readFileSync(file, 'utf8')) as Partial<RehearsalParameters>;
  } catch (error) {
    throw new CallRefusal('bad-parameters', message('cli.rehearse.settings-unreadable', { file, detail: error instanceof Error ? error.message : String(error) }));
  }
  return { ...usual, ...settings, chooser: { ...usual.chooser, ...settings.chooser } };
}

function wholeNumber(options: CommandInput['options'], option: string, usual: number): number {
  const given = options[option];
  if (given === undefined) return usual;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1 || number > 100_000) throw new UsageError(message('cli.rehearse.not-a-number', { option }));
  return number;
}

/** Null when the person pressed Ctrl+C; nothing is left behind then. */
async function cancellable(work: (signal: AbortSignal) => Promise<RehearsalResult>): Promise<RehearsalResult | null> {
  const controller = new AbortController();
  // Heard as often as it comes: the terminal sends it to this process and to the one that started it.
  const stop = (): void => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (error instanceof RehearsalCancelled) return null;
    throw error;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** One line on a terminal that is written over; nothing where the output goes into a file. */
function showProgress(): (progress: RehearsalProgress) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  return ({ phase, done, of }) => {
    stderr.write(phase === 'saving' ? '\r\u001B[K' : `\r\u001B[K${message('cli.rehearse.progress', { phase, done, of })}`);
  };
}
