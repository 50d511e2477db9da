import type { ColumnMapping, ColumnUse } from '../contract/people.ts';
import { contactKindOf, type ContactKind } from './contact.ts';
import { fieldName, fieldPath } from './fields.ts';

/** A table as it was read: names of columns, and rows as long as these. */
export interface ParsedTable {
  readonly columns: readonly string[];
  /** `line` of the file, 1 first, on which the row begins. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Columns that the register writes besides the profile. */
export const ownColumns = {
  code: 'participant_code',
  originId: 'origin_id',
  status: 'visavis_status',
  sessionsHeld: 'visavis_sessions_held',
  consentVersion: 'visavis_consent_version',
  consentedAt: 'visavis_consented_at',
  exclusionReason: 'visavis_exclusion_reason',
} as const;

const ownNames: ReadonlySet<string> = new Set(Object.values(ownColumns));

/** Columns of tables from elsewhere, in the order in which one is taken for what it says. */
const codeNames = ['participant_code', 'participant code', 'code', 'participant', 'participant_id', 'participant id', 'pid', 'teilnehmercode', 'vp_code', 'vpcode'];
const originNames = ['origin_id', 'user_id', 'userid', 'prolific_pid', 'prolific_id', 'prolific id', 'external_id', 'respondent_id', 'response_id', 'responseid', 'id'];
const noteNames = ['note', 'notes', 'remark', 'remarks', 'comment of the moderator'];

/** Name of the column for a field: a backslash stands before what a spreadsheet would calculate, and before the names of the register's own columns. */
export function columnOfField(field: string): string {
  return ownNames.has(field) || /^[=+\-@＝＋－＠]/u.test(field) ? `\\${field}` : field;
}

/** Which columns look like names and contact details; by column. */
export function suspectedColumns(table: ParsedTable): readonly (ContactKind | null)[] {
  return table.columns.map((column, index) => contactKindOf(column, table.rows.map(({ cells }) => cells[index] ?? '')));
}

/**
 * What the columns of a table probably are. In a table that the register wrote, its own columns; in others the
 * first whose name says so. The rest become fields of the profile, but for those that look like contact details.
 */
export function suggestedMapping(table: ParsedTable, suspected: readonly (ContactKind | null)[]): ColumnMapping {
  const own = table.columns.includes(ownColumns.code) && table.columns.includes(ownColumns.status);
  const names = table.columns.map((column) => column.trim().toLowerCase());
  const first = (wanted: readonly string[]): number => {
    const found = wanted.map((name) => names.indexOf(name)).find((index) => index >= 0);
    return found ?? -1;
  };
  const code = own ? table.columns.indexOf(ownColumns.code) : first(codeNames);
  const originId = own ? table.columns.indexOf(ownColumns.originId) : first(originNames);
  return table.columns.map((column, index): ColumnUse => {
    if (index === code) return { kind: 'code' };
    if (index === originId) return { kind: 'origin-id' };
    if ((suspected[index] ?? null) !== null || column.trim() === '' || (own && ownNames.has(column))) return { kind: 'leave-out' };
    if (!own && noteNames.includes(names[index] ?? '')) return { kind: 'note' };
    const field = fieldName(fieldPath(column.trim()));
    return field.length > 200 ? { kind: 'leave-out' } : { kind: 'profile', field, confirmed: false };
  });
}
