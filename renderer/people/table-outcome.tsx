import type { TablePreview } from '../../shared/contract/people.ts';
import { message } from '../ui/messages.ts';
import { ProblemList } from './problem-list.tsx';
import { textOfValue } from './profile-groups.ts';
import { fieldsOf } from '../../shared/people/fields.ts';

/** What taking the table would do: how many rows, what is wrong where, and how the first rows come out. */
export function TableOutcome({ preview, busy }: { readonly preview: TablePreview; readonly busy: boolean }) {
  const fields = [...new Set(preview.first.flatMap((row) => [...fieldsOf(row.profile).keys()]))];
  return (
    <div className="stack" aria-busy={busy}>
      <dl className="import-counts">
        {(['added', 'changed', 'unchanged'] as const).map((kind) => (
          <div className="card" key={kind}>
            <dt>{message(`people.table.count.${kind}`)}</dt>
            <dd>{preview[kind]}</dd>
          </div>
        ))}
      </dl>
      {preview.drawsCodes && <p>{message('people.table.draws')}</p>}
      {preview.problemCount > 0 && (
        <ProblemList
          title={message('people.table.problems', { count: preview.problemCount })}
          about={message('people.table.problems.about')}
          problems={preview.problems.map(({ line, column, message: words }) => ({ line, field: column, words }))}
          count={preview.problemCount}
        />
      )}
      {preview.first.length > 0 && (
        <div className="stack people-tight">
          <h3>{message('people.table.first')}</h3>
          <div className="card table-card import-first" tabIndex={0} role="region" aria-label={message('people.table.first')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{message('people.table.line')}</th>
                  <th scope="col">{message('people.column.code')}</th>
                  <th scope="col">{message('people.table.change')}</th>
                  {fields.map((field) => (
                    <th scope="col" key={field}>
                      {field}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {preview.first.map((row) => {
                  const values = fieldsOf(row.profile);
                  return (
                    <tr key={row.line} data-change={row.change}>
                      <td className="number">{row.line}</td>
                      <td className="table-nowrap">{row.participantCode ?? message('people.table.drawn')}</td>
                      <td className={row.change === 'refused' ? 'people-problem' : undefined}>{message(`people.table.change.${row.change}`)}</td>
                      {fields.map((field) => {
                        const value = values.get(field);
                        return (
                          <td key={field} dir="auto">
                            <span className="import-cell">{value === undefined || value === null ? '–' : textOfValue(value)}</span>
                          </td>
                        );
                      })}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </div>
  );
}
