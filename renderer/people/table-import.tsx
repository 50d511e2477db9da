import { useState } from 'react';
import type { ColumnUse, PeopleView, TablePreview } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useAnswer, useStaffCall } from '../ui/staff-call.ts';
import { isComplete, unconfirmed } from './column-use.ts';
import { TableColumns } from './table-columns.tsx';
import { TableOutcome } from './table-outcome.tsx';
import './imports.css';

/** A table on its way into the register: what each column is, what that would do, and only then taking it. */
export function TableImport({
  api,
  table,
  onBack,
  onTaken,
}: {
  readonly api: ModeratorApi;
  readonly table: TablePreview;
  readonly onBack: () => void;
  readonly onTaken: (view: PeopleView, sentence: string) => void;
}) {
  const { tableId, columns } = table;
  const [mapping, setMapping] = useState<readonly ColumnUse[]>(table.mapping);
  const complete = isComplete(mapping);
  const asked = useAnswer(complete ? { tableId, mapping: [...mapping] } : null, (input) => api.call['table/preview'](input), 250);
  const preview = asked.value ?? table;
  const taking = useStaffCall();
  const open = unconfirmed(columns, mapping);
  const count = preview.added + preview.changed;
  const missing = missingWords();

  function missingWords(): string | null {
    if (!complete) return message('people.table.missing.name');
    if (open[0] !== undefined) return message('people.table.missing.confirm', { column: open[0].name });
    if (asked.busy) return message('people.table.missing.busy');
    if (asked.problem !== null) return asked.problem;
    if (preview.problemCount > 0) return message('people.table.missing.problems', { count: preview.problemCount });
    return count === 0 ? message('people.table.missing.nothing') : null;
  }

  const take = async (): Promise<void> => {
    const done = await taking.run(() => api.call['table/take']({ tableId, mapping: [...mapping] }));
    if (done === null) return;
    const sentence = message('people.table.taken', { file: table.fileName, added: preview.added, changed: preview.changed, unchanged: preview.unchanged });
    announce(sentence);
    onTaken(done.value, sentence);
  };

  return (
    <main className="import" data-screen="people-table">
      <div className="import-body">
        <div className="import-column stack">
          <div>
            <ScreenTitle>{message('people.table.title')}</ScreenTitle>
            <p className="quiet">{message('people.table.subtitle', { file: table.fileName, rows: table.rows, columns: columns.length })}</p>
          </div>
          <section className="stack" aria-labelledby="table-columns">
            <h2 id="table-columns">{message('people.table.columns')}</h2>
            <p className="quiet people-measure">{message('people.table.columns.about')}</p>
            <TableColumns
              columns={columns}
              mapping={mapping}
              onUse={(index, use) => setMapping(mapping.map((before, place) => (place === index ? use : before)))}
            />
          </section>
          <section className="stack" aria-labelledby="table-outcome">
            <h2 id="table-outcome">{message('people.table.outcome')}</h2>
            {asked.problem !== null && <Notice tone="danger">{asked.problem}</Notice>}
            <TableOutcome preview={preview} busy={asked.busy} />
          </section>
        </div>
      </div>
      <footer className="import-foot">
        <div className="import-foot-words" id="table-missing" role="status">
          {taking.problem !== null ? <span className="people-problem">{taking.problem}</span> : (missing ?? message('people.table.ready'))}
        </div>
        <Button onClick={onBack}>{message('people.cancel')}</Button>
        <Button
          kind="primary"
          aria-busy={taking.busy}
          aria-describedby="table-missing"
          unavailable={missing !== null || taking.busy}
          onClick={() => void take()}
        >
          {message('people.table.take', { added: preview.added, changed: preview.changed })}
        </Button>
      </footer>
    </main>
  );
}
