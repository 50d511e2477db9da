import { memo, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { PeopleView, PersonEntry } from '../../shared/contract/people.ts';
import { ParticipantStatus } from '../../shared/people/participant.ts';
import { Button } from '../ui/button.tsx';
import { Select, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Pager } from './pager.tsx';
import { pageOf } from './pages.ts';
import { dueWords } from './people-words.ts';
import { peopleWho, statusesAmong, type RegisterFilter } from './register-filter.ts';

const everybody: RegisterFilter = { words: '', status: 'any' };

/** The register to look through: found by code, narrowed by status, a hundred to a page. */
export function RegisterTable({ view, onOpenPerson }: { readonly view: PeopleView; readonly onOpenPerson: (participantCode: string) => void }) {
  const [filter, setFilter] = useState(everybody);
  const [page, setPage] = useState(0);
  const top = useRef<HTMLDivElement>(null);
  const wanted = useDeferredValue(filter);
  const found = useMemo(() => peopleWho(view.people, wanted), [view.people, wanted]);
  const statuses = useMemo(() => statusesAmong(view.people), [view.people]);
  const shown = pageOf(found, page);
  const change = (part: Partial<RegisterFilter>): void => {
    setFilter({ ...filter, ...part });
    setPage(0);
  };
  const isFiltered = wanted.words.trim() !== '' || wanted.status !== 'any';

  return (
    <section className="stack people-register" aria-label={message('people.register')}>
      <div className="people-filter" ref={top}>
        <TextField
          type="search"
          label={message('people.search')}
          value={filter.words}
          onChange={(event) => change({ words: event.target.value })}
        />
        <Select
          label={message('people.filter.status')}
          value={filter.status}
          options={[
            { value: 'any', label: message('people.filter.any', { count: view.people.length }) },
            ...statuses.map(({ status, count }) => ({
              value: status,
              label: message('people.filter.one', { status: message(`people.status.${status}`), count }),
            })),
          ]}
          onChange={(event) => {
            const status = ParticipantStatus.safeParse(event.target.value);
            change({ status: status.success ? status.data : 'any' });
          }}
        />
        <p className="people-found" role="status">
          {isFiltered && message('people.found', { count: found.length })}
        </p>
      </div>
      {found.length === 0 ? (
        <div className="card stack">
          <p>{message('people.found.none')}</p>
          <div>
            <Button onClick={() => change(everybody)}>{message('people.filter.clear')}</Button>
          </div>
        </div>
      ) : (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('people.column.code')}</th>
                <th scope="col">{message('people.column.status')}</th>
                <th scope="col">{message('people.column.sessions')}</th>
                <th scope="col">{message('people.column.next')}</th>
                <th scope="col" className="table-count">{message('people.column.repeats')}</th>
                <th scope="col" className="table-count">{message('people.column.conversations')}</th>
                <th scope="col" className="table-count">{message('people.column.fields')}</th>
                <th scope="col" className="table-count">{message('people.column.notes')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.items.map((person) => (
                <PersonRow key={person.participantCode} person={person} sessionCount={view.sessionCount} onOpen={onOpenPerson} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager
        shown={shown}
        onPage={(next) => {
          setPage(next);
          top.current?.scrollIntoView({ block: 'start' });
        }}
      />
    </section>
  );
}

const PersonRow = memo(function PersonRow({
  person,
  sessionCount,
  onOpen,
}: {
  readonly person: PersonEntry;
  readonly sessionCount: number;
  readonly onOpen: (participantCode: string) => void;
}) {
  return (
    <tr data-status={person.status}>
      <th scope="row">
        <button type="button" className="people-open" onClick={() => onOpen(person.participantCode)}>
          {person.participantCode}
        </button>
        {person.originId !== null && <span className="people-origin">{person.originId}</span>}
      </th>
      <td>
        <span className="people-status">{message(`people.status.${person.status}`)}</span>
      </td>
      <td className="number">{message('people.sessions.of', { held: person.sessionsHeld, of: sessionCount })}</td>
      <td data-due={person.next?.kind}>{dueWords(person)}</td>
      <Count value={person.repeatsDue} />
      <Count value={person.importedConversations} />
      <Count value={person.profileFields} />
      <Count value={person.notes} />
    </tr>
  );
});

/** Nothing is a dash: a column of noughts hides the numbers in it. */
function Count({ value }: { readonly value: number }) {
  return <td className="number table-count">{value === 0 ? '–' : value}</td>;
}
