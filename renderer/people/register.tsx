import { useState } from 'react';
import type { PeopleView, TablePreview } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useLoaded, useStaffCall } from '../ui/staff-call.ts';
import { AddPersonDialog } from './add-person-dialog.tsx';
import { KeyFileDialog } from './key-file-dialog.tsx';
import { moment } from './people-words.ts';
import { RegisterTable } from './register-table.tsx';

interface RegisterProps {
  readonly api: ModeratorApi;
  readonly view: PeopleView;
  /** What was last brought in, in a sentence. */
  readonly done: string | null;
  readonly onOpenPerson: (participantCode: string) => void;
  readonly onBack: () => void;
  readonly onAdded: () => void;
  readonly onTable: (table: TablePreview) => void;
  readonly onPrism: () => void;
}

/** Everybody in a study's register, and what can be done with all of them. */
export function Register({ api, view, done, onOpenPerson, onBack, onAdded, onTable, onPrism }: RegisterProps) {
  const [open, setOpen] = useState<'add' | 'key-file' | null>(null);
  const asking = useStaffCall();
  const [exported, setExported] = useState<string | null>(null);
  // An import goes on when its screen is left.
  const prism = useLoaded(() => api.call['prism/progress']({}));
  const runs = prism.value?.kind === 'looking' || prism.value?.kind === 'importing';
  const { studyId } = view;

  const openTable = async (): Promise<void> => {
    const opened = await asking.run(() => api.call['table/open']({ studyId }));
    if (opened !== null && opened.value !== null) onTable(opened.value);
  };
  const openPrism = async (): Promise<void> => {
    const opened = await asking.run(() => api.call['prism/open']({ studyId }));
    if (opened?.value === true) onPrism();
  };
  const exportTable = async (): Promise<void> => {
    setExported(null);
    const written = await asking.run(() => api.call['table/export']({ studyId }));
    if (written === null || written.value === null) return;
    setExported(written.value.file);
    announce(message('people.exported'));
  };
  const actions = {
    onAdd: () => setOpen('add'),
    onTable: () => void openTable(),
    onPrism: () => void openPrism(),
    busy: asking.busy,
  };

  return (
    <div className="people-page stack">
      <div className="screen-head">
        <div className="people-title">
          <Button kind="plain" className="people-back" onClick={onBack}>
            <Icon name="previous" size={16} />
            {message('people.back')}
          </Button>
          <div>
            <ScreenTitle>{message('people.title')}</ScreenTitle>
            <p className="quiet">{message('people.subtitle', { study: view.title, count: view.people.length })}</p>
          </div>
        </div>
        <div className="row">
          <Button kind="plain" onClick={() => setOpen('key-file')}>{message('people.key-file')}</Button>
          <Button
            kind="plain"
            unavailable={asking.busy || view.people.length === 0}
            title={view.people.length === 0 ? message('people.export.nothing') : undefined}
            onClick={() => void exportTable()}
          >
            {message('people.export')}
          </Button>
          {view.people.length > 0 && <Ways {...actions} />}
        </div>
      </div>
      {asking.problem !== null && <Notice tone="danger">{asking.problem}</Notice>}
      {runs && <Notice actions={<Button onClick={onPrism}>{message('people.prism.running.show')}</Button>}>{message('people.prism.running')}</Notice>}
      {done !== null && <Notice>{done}</Notice>}
      {exported !== null && (
        <Notice>
          {message('people.exported')} <span className="code">{exported}</span>
        </Notice>
      )}
      {view.people.length === 0 ? (
        <section className="card stack people-empty" aria-labelledby="people-empty">
          <h2 id="people-empty">{message('people.empty')}</h2>
          <p>{message('people.empty.about')}</p>
          <ul className="people-ways">
            <li>
              <Button kind="primary" aria-describedby="people-way-add" onClick={actions.onAdd}>
                {message('people.add')}
              </Button>
              <span id="people-way-add">{message('people.empty.add')}</span>
            </li>
            <li>
              <Button unavailable={asking.busy} aria-describedby="people-way-table" onClick={actions.onTable}>
                {message('people.import-table')}
              </Button>
              <span id="people-way-table">{message('people.empty.table')}</span>
            </li>
            <li>
              <Button unavailable={asking.busy} aria-describedby="people-way-prism" onClick={actions.onPrism}>
                {message('people.import-prism')}
              </Button>
              <span id="people-way-prism">{message('people.empty.prism')}</span>
            </li>
          </ul>
        </section>
      ) : (
        <RegisterTable view={view} onOpenPerson={onOpenPerson} />
      )}
      {view.imports.length > 0 && <Imports imports={view.imports} />}
      {open === 'add' && (
        <AddPersonDialog
          api={api}
          studyId={studyId}
          onAdded={onAdded}
          onOpenPerson={onOpenPerson}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'key-file' && <KeyFileDialog api={api} codes={view.people.map((person) => person.participantCode)} onClose={() => setOpen(null)} />}
    </div>
  );
}

function Ways({
  onAdd,
  onTable,
  onPrism,
  busy,
}: {
  readonly onAdd: () => void;
  readonly onTable: () => void;
  readonly onPrism: () => void;
  readonly busy: boolean;
}) {
  return (
    <>
      <Button unavailable={busy} onClick={onTable}>
        {message('people.import-table')}
      </Button>
      <Button unavailable={busy} onClick={onPrism}>
        {message('people.import-prism')}
      </Button>
      <Button kind="primary" onClick={onAdd}>
        {message('people.add')}
      </Button>
    </>
  );
}

function Imports({ imports }: { readonly imports: PeopleView['imports'] }) {
  return (
    <section className="stack people-imports" aria-labelledby="people-imports">
      <h2 id="people-imports">{message('people.imports')}</h2>
      <div className="card table-card">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('people.imports.when')}</th>
              <th scope="col">{message('people.imports.kind')}</th>
              <th scope="col">{message('people.imports.from')}</th>
              <th scope="col">{message('people.imports.summary')}</th>
            </tr>
          </thead>
          <tbody>
            {imports.map((entry) => (
              <tr key={entry.id}>
                <td className="number table-nowrap">{moment(entry.atUtcMilliseconds)}</td>
                <td>{message(`people.imports.kind.${entry.kind}`)}</td>
                <td className="code">{entry.from}</td>
                <td>{entry.summary}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
