import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ColumnUse, PersonEntry, TablePreview } from '../../shared/contract/people.ts';
import { fieldName, fieldPath } from '../../shared/people/fields.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { peopleOf, type Person } from '../people/people-view.ts';
import { Register } from '../people/register.ts';
import { studyOfRegister } from '../people/study-of-register.ts';
import { Tables } from '../people/tables.ts';
import { tableCopyOf, writeTable } from '../people/write-table.ts';
import { Schedule } from '../schedule/schedule.ts';
import { studyDigest } from '../storage/canonical.ts';
import { openStorage, openStorageForReading } from '../storage/open-storage.ts';
import type { ReadableStorage, Storage } from '../storage/storage.ts';
import { StudyShelf } from '../studies/study-shelf.ts';
import { studiesOfTheApp } from './app-studies.ts';
import { type CliCommand, type CommandInput, UsageError } from './command.ts';
import { noteCopy } from './note-copy.ts';
import { textTable } from './text-table.ts';

const shownProblems = 20;

export const participantsCommand: CliCommand = {
  name: 'participants',
  usage: 'participants --study ID',
  meaning: message('cli.participants.meaning'),
  options: { study: { type: 'string' } },
  run({ options, dataFolder, print }) {
    const studyId = required(options, 'study');
    const storage = openStorageForReading(dataFolder);
    try {
      const { people, sessionCount } = readPeople(storage, studyId);
      if (people.length === 0) {
        print(message('cli.participants.none', { study: studyId }));
        return 0;
      }
      const rows = people.map(({ entry, consents }) => [
        entry.participantCode,
        entry.status,
        `${entry.sessionsHeld}/${sessionCount}`,
        dueOf(entry.next),
        consents.findLast(({ given }) => given)?.version ?? '',
        String(entry.profileFields),
        String(entry.importedConversations),
        entry.originId ?? '',
      ]);
      textTable([['participant', 'status', 'sessions', 'next', 'consent', 'fields', 'imported', 'origin'], ...rows]).forEach(print);
      return 0;
    } finally {
      storage.close();
    }
  },
};

export const importParticipantsCommand: CliCommand = {
  name: 'participants import',
  usage: 'participants import FILE --study ID [--leave-out a,b] [--confirm c,d] [--look]',
  meaning: message('cli.participants-import.meaning'),
  options: { study: { type: 'string' }, 'leave-out': { type: 'string' }, confirm: { type: 'string' }, look: { type: 'boolean' } },
  operands: ['FILE'],
  async run({ options, operands, dataFolder, print }) {
    const studyId = required(options, 'study');
    return withTables(dataFolder, (tables) => {
      const opened = tables.open(studyId, resolve(operands[0] ?? ''));
      const preview = tables.preview(opened.tableId, mappingOf(opened, namesIn(options, 'leave-out'), namesIn(options, 'confirm')));
      const { fileName: file, added, changed, unchanged, problemCount, problems } = preview;
      for (const { line, column, message: sentence } of problems.slice(0, shownProblems)) {
        print([file, ...(line === null ? [] : [line]), ...(column === null ? [] : [` ${column}`]), ` ${sentence}`].join(':'));
      }
      if (problemCount > 0) {
        print(message('cli.participants-import.refused', { count: problemCount }));
        return 1;
      }
      const isLook = options['look'] === true;
      if (!isLook) tables.take(preview.tableId, preview.mapping);
      print(message(isLook ? 'cli.participants-import.look' : 'cli.participants-import.done', { file, study: studyId, added, changed, unchanged }));
      return 0;
    });
  },
};

export const exportParticipantsCommand: CliCommand = {
  name: 'participants export',
  usage: 'participants export --study ID --out FILE [--overwrite]',
  meaning: message('cli.participants-export.meaning'),
  options: { study: { type: 'string' }, out: { type: 'string' }, overwrite: { type: 'boolean' } },
  async run({ options, dataFolder, print }) {
    const studyId = required(options, 'study');
    const file = resolve(required(options, 'out'));
    if (existsSync(file) && options['overwrite'] !== true) throw new CallRefusal('exists', message('cli.export.exists', { file }));
    const storage = openStorageForReading(dataFolder);
    let people: readonly Person[];
    try {
      people = readPeople(storage, studyId).people;
      await writeTable(file, people);
    } finally {
      storage.close();
    }
    print(message('cli.participants-export.done', { people: people.length, file }));
    await noteCopy(dataFolder, tableCopyOf(studyId, file, people), print);
    return 0;
  },
};

function readPeople(storage: ReadableStorage, studyId: string): { readonly people: readonly Person[]; readonly sessionCount: number } {
  // Nothing is saved while a list is read.
  const shelf = new StudyShelf(studiesOfTheApp(), { ...storage, saveStudy: studyDigest });
  const schedule = new Schedule(storage, shelf, Date.now);
  const studyFor = studyOfRegister(schedule, storage);
  const people = peopleOf(storage, studyId, (own) => studyFor(studyId, own), Date.now());
  return { people, sessionCount: studyFor(studyId, []).sessions.length };
}

function dueOf(next: PersonEntry['next']): string {
  if (next === null) return '';
  return next.until === null ? next.kind : `${next.kind}, until ${new Date(next.until).toISOString().slice(0, 10)}`;
}

/** What the columns become when nobody is asked: as suggested, but for those that the options name. Columns that look like contact details have to be named. */
function mappingOf(opened: TablePreview, leaveOut: ReadonlySet<string>, confirm: ReadonlySet<string>): ColumnUse[] {
  const names = new Set(opened.columns.map(({ name }) => name));
  const unknown = [...leaveOut, ...confirm].find((name) => !names.has(name));
  if (unknown !== undefined) throw new UsageError(message('cli.participants-import.unknown-column', { file: opened.fileName, column: unknown }));
  const unnamed = opened.columns.filter(({ name, suspected }) => suspected !== null && !leaveOut.has(name) && !confirm.has(name));
  const [first] = unnamed;
  if (first !== undefined) {
    const columns = unnamed.map(({ name }) => name).join(', ');
    throw new CallRefusal('contact-detail', message('cli.participants-import.suspected', { file: opened.fileName, count: unnamed.length, columns, suspicion: first.suspected ?? '' }));
  }
  return opened.columns.map(({ name }, index): ColumnUse => {
    if (leaveOut.has(name)) return { kind: 'leave-out' };
    if (confirm.has(name)) return { kind: 'profile', field: fieldName(fieldPath(name)), confirmed: true };
    return opened.mapping[index] ?? { kind: 'leave-out' };
  });
}

async function withTables(dataFolder: string, act: (tables: Tables) => number | Promise<number>): Promise<number> {
  const storage: Storage = await openStorage(dataFolder);
  try {
    const shelf = new StudyShelf(studiesOfTheApp(), storage);
    const schedule = new Schedule(storage, shelf, Date.now);
    const register = new Register({ storage, studyFor: studyOfRegister(schedule, storage), current: { isRunning: () => false }, now: Date.now });
    return await act(new Tables(storage, register));
  } finally {
    storage.close();
  }
}

function namesIn(options: CommandInput['options'], option: string): ReadonlySet<string> {
  const value = options[option];
  return new Set(typeof value === 'string' ? value.split(',').map((name) => name.trim()).filter((name) => name !== '') : []);
}

function required(options: CommandInput['options'], option: string): string {
  const value = options[option];
  if (typeof value !== 'string' || value === '') throw new UsageError(message('cli.missing-option', { option }));
  return value;
}
