import type { ColumnUse, TablePreview } from '../../shared/contract/people.ts';
import { Checkbox, Select, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { columnUseKinds, columnUseOf } from './column-use.ts';

type Column = TablePreview['columns'][number];

/** Every column with what stands in it and what becomes of it. What looks like a contact detail is left out until somebody says otherwise. */
export function TableColumns({
  columns,
  mapping,
  onUse,
}: {
  readonly columns: readonly Column[];
  readonly mapping: readonly ColumnUse[];
  readonly onUse: (index: number, use: ColumnUse) => void;
}) {
  return (
    <ul className="import-columns">
      {columns.map((column, index) => {
        const use = mapping[index] ?? { kind: 'leave-out' as const };
        return <ColumnCard key={index} column={column} use={use} onUse={(next) => onUse(index, next)} />;
      })}
    </ul>
  );
}

function ColumnCard({ column, use, onUse }: { readonly column: Column; readonly use: ColumnUse; readonly onUse: (use: ColumnUse) => void }) {
  const name = column.name === '' ? message('people.table.column.unnamed') : column.name;
  const samples = column.samples.filter((sample) => sample !== '');
  return (
    <li className="card import-column-card" data-use={use.kind}>
      <div className="import-column-words">
        <h3>{name}</h3>
        <p className="quiet import-samples" dir="auto">
          {samples.length === 0 ? message('people.table.column.empty') : samples.join(' · ')}
        </p>
        {column.suspected !== null && <p className="people-attention">{message('people.table.suspected', { reason: column.suspected })}</p>}
      </div>
      <div className="import-column-use">
        <Select
          label={message('people.table.use', { column: name })}
          hideLabel
          value={use.kind}
          options={columnUseKinds.map((kind) => ({ value: kind, label: message(`people.table.use.${kind}`) }))}
          onChange={(event) => {
            const kind = columnUseKinds.find((each) => each === event.target.value);
            if (kind !== undefined) onUse(columnUseOf(kind, column));
          }}
        />
        {use.kind === 'profile' && (
          <TextField
            label={message('people.table.field', { column: name })}
            hideLabel
            value={use.field}
            maxLength={200}
            spellCheck={false}
            problem={use.field.trim() === '' ? message('people.table.field.missing') : null}
            onChange={(event) => onUse({ ...use, field: event.target.value })}
          />
        )}
        {use.kind === 'profile' && column.suspected !== null && (
          <Checkbox
            label={message('people.table.confirm')}
            checked={use.confirmed}
            onChange={(event) => onUse({ ...use, confirmed: event.target.checked })}
          />
        )}
      </div>
    </li>
  );
}
