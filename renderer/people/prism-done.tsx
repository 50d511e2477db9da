import { useState } from 'react';
import type { PrismReport } from '../../shared/contract/people.ts';
import { Button } from '../ui/button.tsx';
import { decimal } from '../ui/figures.ts';
import { message } from '../ui/messages.ts';
import { Pager } from './pager.tsx';
import { pageOf } from './pages.ts';

const columns = ['added', 'unchanged', 'conflicting', 'broken'] as const;

/** What an import did, file by file, and under which code everybody is found now. */
export function PrismDone({ report, onBack }: { readonly report: PrismReport; readonly onBack: () => void }) {
  const [page, setPage] = useState(0);
  const added = report.participants.filter((person) => person.added).length;
  const shown = pageOf(report.participants, page);
  const conflicts = report.files.some((file) => file.conflicting > 0);
  return (
    <>
      <p role="status">
        {message('people.prism.done', { added, known: report.participants.length - added, seconds: decimal(report.milliseconds / 1000, 1) })}
      </p>
      <div className="card table-card">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('people.prism.column.file')}</th>
              {columns.map((column) => (
                <th scope="col" className="table-count" key={column}>
                  {message(`people.prism.report.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.files.map((file) => (
              <tr key={file.file}>
                <th scope="row">{message(`people.prism.file.${file.file}`)}</th>
                {columns.map((column) => (
                  <td className="number table-count" key={column}>
                    {file[column] === 0 ? '–' : message('people.number', { value: file[column] })}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {conflicts && <p className="quiet people-measure">{message('people.prism.conflicting')}</p>}
      {report.participants.length > 0 && (
        <section className="stack" aria-labelledby="prism-codes">
          <h2 id="prism-codes">{message('people.prism.codes')}</h2>
          <div className="card table-card">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{message('people.column.code')}</th>
                  <th scope="col">{message('people.prism.column.person')}</th>
                  <th scope="col">{message('people.prism.column.register')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.items.map((person) => (
                  <tr key={person.userId}>
                    <th scope="row">{person.participantCode}</th>
                    <td>{person.userId}</td>
                    <td>{message(person.added ? 'people.prism.new' : 'people.prism.known')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager shown={shown} onPage={setPage} />
        </section>
      )}
      <div>
        <Button kind="primary" onClick={onBack}>
          {message('people.prism.back')}
        </Button>
      </div>
    </>
  );
}
