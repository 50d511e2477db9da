import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ColumnMapping, PeopleView, TablePreview, TableProblem } from '../../shared/contract/people.ts';
import { suggestedMapping, suspectedColumns, type ParsedTable } from '../../shared/people/columns.ts';
import type { ContactKind } from '../../shared/people/contact.ts';
import { mapTable, type KnownPerson, type MappedTable, type MappingProblem } from '../../shared/people/mapping.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { PeopleChange } from '../storage/people.ts';
import type { Storage } from '../storage/storage.ts';
import { readTable } from './read-table.ts';
import type { Register } from './register.ts';
import { tableCopyOf, writeTable } from './write-table.ts';

const problemsShown = 200;
const rowsShown = 20;
const samplesShown = 3;

interface OpenTable {
  readonly id: string;
  readonly studyId: string;
  readonly fileName: string;
  readonly table: ParsedTable;
  readonly suspected: readonly (ContactKind | null)[];
}

/** Tables of participants, in and out. One is open at a time, in memory, until it is taken, closed, or another is opened. */
export class Tables {
  readonly #storage: Pick<Storage, 'changePeople' | 'erasedOrigins' | 'listNotes' | 'listParticipants' | 'recordCopy'>;
  readonly #register: Register;
  #open: OpenTable | null = null;

  constructor(storage: Pick<Storage, 'changePeople' | 'erasedOrigins' | 'listNotes' | 'listParticipants' | 'recordCopy'>, register: Register) {
    this.#storage = storage;
    this.#register = register;
  }

  open(studyId: string, file: string): TablePreview {
    this.#register.takenCodes(studyId);
    const table = readTable(file);
    const opened = { id: randomUUID(), studyId, fileName: basename(file), table, suspected: suspectedColumns(table) };
    this.#open = opened;
    return this.#previewOf(opened, suggestedMapping(table, opened.suspected));
  }

  preview(tableId: string, mapping: ColumnMapping): TablePreview {
    return this.#previewOf(this.#opened(tableId, mapping), mapping);
  }

  /** Takes all rows in one transaction, or none when there is a problem. What is there already is not written again. */
  take(tableId: string, mapping: ColumnMapping): PeopleView {
    const opened = this.#opened(tableId, mapping);
    const mapped = this.#map(opened, mapping);
    const [problem] = mapped.problems;
    if (problem !== undefined) {
      const { line, column, message: sentence } = problemOf(problem);
      const where = { file: opened.fileName, count: mapped.problems.length, line: line ?? 0, hasColumn: column === null ? 'no' : 'yes', column: column ?? '', sentence };
      throw new CallRefusal('table-problems', message('people.table.refused', where));
    }
    const change = this.#changeOf(opened, mapped);
    if (change !== null) this.#storage.changePeople(opened.studyId, change);
    this.close();
    return this.#register.list(opened.studyId);
  }

  /** Writes the register, and remembers that words of its people lie there: beforehand, because they may be erased, or the app killed, meanwhile. */
  async export(studyId: string, file: string): Promise<{ file: string }> {
    const people = this.#register.people(studyId);
    this.#storage.recordCopy(tableCopyOf(studyId, file, people));
    await writeTable(file, people);
    return { file };
  }

  /** Forgets what was opened and not taken. */
  close(): void {
    this.#open = null;
  }

  #opened(tableId: string, mapping: ColumnMapping): OpenTable {
    const opened = this.#open;
    if (opened?.id !== tableId) throw new CallRefusal('table-closed', message('people.table.closed'));
    if (mapping.length !== opened.table.columns.length) throw new CallRefusal('table-mapping', message('people.table.mapping', { columns: opened.table.columns.length }));
    return opened;
  }

  #map({ studyId, table, suspected }: OpenTable, mapping: ColumnMapping): MappedTable {
    const hasNotes = mapping.some((use) => use.kind === 'note');
    const known = this.#storage.listParticipants(studyId).map(
      ({ code, originId, profile, erased }): KnownPerson => ({
        code,
        originId,
        profile,
        erased: erased !== null,
        notes: hasNotes ? this.#storage.listNotes(studyId, code).map(({ text }) => text) : [],
      }),
    );
    return mapTable(table, mapping, suspected, known, this.#storage.erasedOrigins(studyId));
  }

  #previewOf(opened: OpenTable, mapping: ColumnMapping): TablePreview {
    const { id, fileName, table, suspected } = opened;
    const { rows, problems, drawsCodes } = this.#map(opened, mapping);
    const count = (change: 'added' | 'changed' | 'unchanged'): number => rows.filter((row) => row.change === change).length;
    return {
      tableId: id,
      fileName,
      rows: table.rows.length,
      columns: table.columns.map((name, index) => ({ name, samples: samplesOf(table, index), suspected: sentenceOf(suspected[index] ?? null) })),
      mapping,
      drawsCodes,
      added: count('added'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      problems: problems.slice(0, problemsShown).map(problemOf),
      problemCount: problems.length,
      first: rows.slice(0, rowsShown).map(({ line, code, profile, change }) => ({ line, participantCode: code, profile, change })),
    };
  }

  /** Null when everything is there already. */
  #changeOf({ studyId, fileName }: OpenTable, { rows }: MappedTable): PeopleChange | null {
    const added = rows.filter((row) => row.change === 'added');
    const changed = rows.filter((row) => row.change === 'changed');
    if (added.length + changed.length === 0) return null;
    const draw = this.#register.codeDrawer([...this.#register.takenCodes(studyId), ...rows.flatMap(({ code }) => code ?? [])]);
    const withCodes = added.map((row) => ({ ...row, code: row.code ?? draw() }));
    const notesOf = (row: { readonly code: string | null; readonly notes: readonly string[] }) =>
      row.notes.map((text) => ({ code: row.code ?? '', text, by: fileName }));
    return {
      add: withCodes.map(({ code, originId, profile }) => ({ code, origin: 'csv', originId, profile })),
      profiles: changed.map(({ code, originId, profile }) => ({ code: code ?? '', originId, profile })),
      notes: [...withCodes, ...changed].flatMap(notesOf),
      run: {
        kind: 'csv',
        from: fileName,
        summary: message('people.table.summary', { added: added.length, changed: changed.length, unchanged: rows.length - added.length - changed.length }),
      },
    };
  }
}

function samplesOf(table: ParsedTable, column: number): string[] {
  return table.rows
    .flatMap(({ cells }) => cells[column] ?? [])
    .filter((cell) => cell.trim() !== '')
    .slice(0, samplesShown)
    .map((cell) => (cell.length > 120 ? `${cell.slice(0, 119)}…` : cell));
}

function sentenceOf(contact: ContactKind | null): string | null {
  return contact === null ? null : message('people.table.suspected', { contact: message(`people.contact.${contact}`) });
}

function problemOf({ line, column, code, values }: MappingProblem): TableProblem {
  const { contact } = values;
  const named = typeof contact === 'string' ? { contact: message(`people.contact.${contact as ContactKind}`) } : {};
  return { line, column, message: message(`people.table.${code}`, { ...values, ...named, column: column ?? '' }) };
}
