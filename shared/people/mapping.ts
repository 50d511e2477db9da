import { ParticipantCode } from '../contract/participant-code.ts';
import type { ColumnMapping, ColumnUse } from '../contract/people.ts';
import { textOfCell, valueOfCell } from './cell.ts';
import { codeFits } from './code.ts';
import type { ParsedTable } from './columns.ts';
import type { ContactKind } from './contact.ts';
import { fieldPath, sameJson, withFields, type Json } from './fields.ts';
import type { Profile } from './participant.ts';

/** Somebody of the study, as far as a table can say something about them. */
export interface KnownPerson {
  readonly code: string;
  readonly originId: string | null;
  readonly profile: Profile;
  readonly erased: boolean;
  readonly notes: readonly string[];
}

/** Its sentence is `people.table.<code>`. */
export interface MappingProblem {
  readonly line: number | null;
  readonly column: string | null;
  readonly code:
    | 'wrong-length'
    | 'two-codes'
    | 'two-origins'
    | 'two-columns'
    | 'part-of-value'
    | 'unconfirmed'
    | 'contact-elsewhere'
    | 'no-code'
    | 'bad-code'
    | 'mistyped-code'
    | 'double-code'
    | 'double-origin'
    | 'other-origin'
    | 'origin-taken'
    | 'erased';
  readonly values: Readonly<Record<string, string | number>>;
}

/** What a row becomes. */
export interface MappedRow {
  readonly line: number;
  /** In the spelling under which the participant is known; null when one is drawn. */
  readonly code: string | null;
  readonly originId: string | null;
  /** The whole profile afterwards. */
  readonly profile: Profile;
  /** Notes that are not there yet. */
  readonly notes: readonly string[];
  readonly change: 'added' | 'changed' | 'unchanged' | 'refused';
}

export interface MappedTable {
  readonly rows: readonly MappedRow[];
  readonly problems: readonly MappingProblem[];
  readonly drawsCodes: boolean;
}

/**
 * What a table would do to a register. A filled cell sets its field, an empty one leaves it as it is, so a table
 * never takes anything away. Who a row is about: its code; without a column of codes its origin id, and codes are
 * drawn for those who are new. Codes differ in more than capital letters.
 * @param suspected by column, from `suspectedColumns`
 * @param erasedCodeOf the code of somebody erased, by their origin id: of them nothing is taken in again
 */
export function mapTable(
  table: ParsedTable,
  mapping: ColumnMapping,
  suspected: readonly (ContactKind | null)[],
  known: readonly KnownPerson[],
  erasedCodeOf: (originId: string) => string | null = () => null,
): MappedTable {
  const problems: MappingProblem[] = [...problemsOfColumns(table, mapping, suspected)];
  const register = new Register(known, erasedCodeOf);
  const drawsCodes = !mapping.some((use) => use.kind === 'code');
  const rows = table.rows.map(({ line, cells }): MappedRow => {
    const found: MappingProblem[] = [];
    const say = (code: MappingProblem['code'], column: string | null, values: MappingProblem['values'] = {}): void => {
      found.push({ line, column, code, values });
    };
    if (cells.length !== table.columns.length) say('wrong-length', null, { cells: cells.length, columns: table.columns.length });
    const row = readRow(table.columns, mapping, cells);
    const person = register.personOf(row, drawsCodes, line, say);
    const profile = withFields(person?.profile ?? {}, row.fields);
    const originId = row.originId ?? person?.originId ?? null;
    const notes = row.notes.filter((note) => person?.notes.includes(note) !== true);
    const changes = originId !== (person?.originId ?? null) || notes.length > 0 || !sameJson(profile, person?.profile ?? {});
    if (person?.erased === true && changes) say('erased', null, { code: person.code });
    for (const { field, whole, column } of partsOfValues(row.fields, table.columns, mapping)) say('part-of-value', column, { field, whole });
    problems.push(...found);
    const change = found.length > 0 ? 'refused' : person === null ? 'added' : changes ? 'changed' : 'unchanged';
    return { line, code: person?.code ?? row.code?.text ?? null, originId, profile, notes, change };
  });
  return { rows, problems, drawsCodes };
}

function* problemsOfColumns(table: ParsedTable, mapping: ColumnMapping, suspected: readonly (ContactKind | null)[]): Iterable<MappingProblem> {
  const first = new Map<string, string>();
  for (const [index, use] of mapping.entries()) {
    const column = table.columns[index] ?? '';
    const contact = suspected[index] ?? null;
    const key = use.kind === 'profile' ? `profile ${use.field}` : use.kind;
    const other = first.get(key);
    if (use.kind !== 'leave-out' && use.kind !== 'note' && other !== undefined) {
      const code = use.kind === 'code' ? 'two-codes' : use.kind === 'origin-id' ? 'two-origins' : 'two-columns';
      yield { line: null, column, code, values: { other, field: use.kind === 'profile' ? use.field : '' } };
    }
    if (other === undefined) first.set(key, column);
    if (contact === null || use.kind === 'leave-out' || (use.kind === 'profile' && use.confirmed)) continue;
    yield { line: null, column, code: use.kind === 'profile' ? 'unconfirmed' : 'contact-elsewhere', values: { contact } };
  }
}

interface ReadRow {
  readonly code: { readonly text: string; readonly column: string } | null;
  readonly originId: string | null;
  readonly originColumn: string | null;
  readonly fields: ReadonlyMap<string, Json>;
  readonly notes: readonly string[];
}

function readRow(columns: readonly string[], mapping: ColumnMapping, cells: readonly string[]): ReadRow {
  const of = (kind: ColumnUse['kind']): number => mapping.findIndex((use) => use.kind === kind);
  const textAt = (index: number): string => textOfCell(cells[index] ?? '');
  const code = of('code');
  const origin = of('origin-id');
  const fields = new Map<string, Json>();
  const notes: string[] = [];
  for (const [index, use] of mapping.entries()) {
    if (use.kind === 'note' && textAt(index) !== '') notes.push(textAt(index));
    const value = use.kind === 'profile' ? valueOfCell(cells[index] ?? '') : undefined;
    if (use.kind === 'profile' && value !== undefined) fields.set(use.field, value);
  }
  return {
    code: code < 0 ? null : { text: textAt(code), column: columns[code] ?? '' },
    originId: origin < 0 || textAt(origin) === '' ? null : textAt(origin),
    originColumn: columns[origin] ?? null,
    fields,
    notes,
  };
}

/** A row that says both a field as a whole and a part of it says two things. */
function partsOfValues(
  fields: ReadonlyMap<string, Json>,
  columns: readonly string[],
  mapping: ColumnMapping,
): { readonly field: string; readonly whole: string; readonly column: string }[] {
  const whole = new Set([...fields.keys()].map(fieldPath).flatMap(({ name, part }) => (part === null ? [name] : [])));
  return mapping.flatMap((use, index) => {
    if (use.kind !== 'profile' || !fields.has(use.field)) return [];
    const { name, part } = fieldPath(use.field);
    return part !== null && whole.has(name) ? [{ field: use.field, whole: name, column: columns[index] ?? '' }] : [];
  });
}

/** Who is known, and who has come up in the table so far. */
class Register {
  readonly #byCode: ReadonlyMap<string, KnownPerson>;
  readonly #byOrigin: ReadonlyMap<string, KnownPerson>;
  readonly #lineOfCode = new Map<string, number>();
  readonly #lineOfOrigin = new Map<string, number>();

  readonly #erasedCodeOf: (originId: string) => string | null;

  constructor(known: readonly KnownPerson[], erasedCodeOf: (originId: string) => string | null) {
    this.#erasedCodeOf = erasedCodeOf;
    this.#byCode = new Map(known.map((person) => [person.code.toUpperCase(), person]));
    this.#byOrigin = new Map(known.flatMap((person) => (person.originId === null ? [] : [[person.originId, person]])));
  }

  #calledAs(originId: string): KnownPerson | null {
    const erased = this.#erasedCodeOf(originId)?.toUpperCase();
    return this.#byOrigin.get(originId) ?? (erased === undefined ? null : (this.#byCode.get(erased) ?? null));
  }

  /** Null for somebody new. */
  personOf(
    row: ReadRow,
    drawsCodes: boolean,
    line: number,
    say: (code: MappingProblem['code'], column: string | null, values?: MappingProblem['values']) => void,
  ): KnownPerson | null {
    const called = row.originId === null ? null : this.#calledAs(row.originId);
    const doubleOrigin = row.originId === null ? undefined : this.#lineOfOrigin.get(row.originId);
    if (row.originId !== null && doubleOrigin !== undefined) say('double-origin', row.originColumn, { id: row.originId, other: doubleOrigin });
    else if (row.originId !== null) this.#lineOfOrigin.set(row.originId, line);
    if (drawsCodes) return called;
    const { text = '', column = null } = row.code ?? {};
    if (text === '') {
      say('no-code', column);
      return null;
    }
    const person = this.#byCode.get(text.toUpperCase()) ?? null;
    if (!ParticipantCode.safeParse(text).success) say('bad-code', column, { code: text });
    else if (person === null && !codeFits(text)) say('mistyped-code', column, { code: text });
    const double = this.#lineOfCode.get(text.toUpperCase());
    if (double === undefined) this.#lineOfCode.set(text.toUpperCase(), line);
    else say('double-code', column, { code: text, other: double });
    if (row.originId === null) return person;
    if (called !== null && called !== person) say('origin-taken', row.originColumn, { id: row.originId, code: called.code });
    else if (person !== null && person.originId !== null && person.originId !== row.originId) {
      say('other-origin', row.originColumn, { id: row.originId, code: person.code, known: person.originId });
    }
    return person;
  }
}
