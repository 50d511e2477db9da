import type { ColumnUse, TablePreview } from '../../shared/contract/people.ts';

export type ColumnUseKind = ColumnUse['kind'];
type Column = TablePreview['columns'][number];

/** In the order of the list to choose from. */
export const columnUseKinds = ['leave-out', 'code', 'origin-id', 'profile', 'note'] as const satisfies readonly ColumnUseKind[];

/** A use as it begins when it is chosen: a profile field bears the column's name, and nothing is confirmed unasked. */
export function columnUseOf(kind: ColumnUseKind, column: Pick<Column, 'name'>): ColumnUse {
  return kind === 'profile' ? { kind, field: column.name, confirmed: false } : { kind };
}

/** Columns that look like contact details and are to be a profile field without anybody having said that they are none. */
export function unconfirmed(columns: readonly Column[], mapping: readonly ColumnUse[]): readonly Column[] {
  return columns.filter((column, index) => {
    const use = mapping[index];
    return column.suspected !== null && use?.kind === 'profile' && !use.confirmed;
  });
}

/** False while a profile field has no name: then there is nothing to ask about yet. */
export function isComplete(mapping: readonly ColumnUse[]): boolean {
  return mapping.every((use) => use.kind !== 'profile' || use.field.trim() !== '');
}
