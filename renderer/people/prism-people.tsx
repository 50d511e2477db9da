import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { PrismContents } from '../../shared/contract/people.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Pager } from './pager.tsx';
import { pageOf } from './pages.ts';
import { usersWho, type UserFilter } from './prism-choice.ts';

type User = PrismContents['users'][number];

/** Everybody in the survey, to choose from by hand or by what they have in common. */
export function PrismPeople({
  users,
  chosen,
  onChoose,
}: {
  readonly users: readonly User[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void;
}) {
  const [filter, setFilter] = useState<UserFilter>({ words: '', onlyWithConversations: true });
  const [page, setPage] = useState(0);
  const wanted = useDeferredValue(filter);
  const found = useMemo(() => usersWho(users, wanted), [users, wanted]);
  const shown = pageOf(found, page);
  const change = (part: Partial<UserFilter>): void => {
    setFilter({ ...filter, ...part });
    setPage(0);
  };
  const toggle = useCallback(
    (userId: string) =>
      onChoose((before) => {
        const next = new Set(before);
        if (!next.delete(userId)) next.add(userId);
        return next;
      }),
    [onChoose],
  );

  return (
    <div className="stack">
      <div className="people-filter">
        <TextField type="search" label={message('people.prism.search')} value={filter.words} onChange={(event) => change({ words: event.target.value })} />
        <Checkbox
          label={message('people.prism.only')}
          checked={filter.onlyWithConversations}
          onChange={(event) => change({ onlyWithConversations: event.target.checked })}
        />
        <p className="people-found" role="status">
          {message('people.prism.chosen', { chosen: chosen.size, found: found.length })}
        </p>
      </div>
      <div className="row">
        <Button unavailable={found.length === 0} onClick={() => onChoose((before) => new Set([...before, ...found.map((user) => user.userId)]))}>
          {message('people.prism.choose-found', { count: found.length })}
        </Button>
        <Button unavailable={chosen.size === 0} onClick={() => onChoose(() => new Set())}>
          {message('people.prism.choose-none')}
        </Button>
      </div>
      {found.length > 0 && (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('people.prism.column.person')}</th>
                <th scope="col" className="table-count">{message('people.prism.column.conversations')}</th>
                <th scope="col">{message('people.prism.column.age')}</th>
                <th scope="col">{message('people.prism.column.gender')}</th>
                <th scope="col">{message('people.prism.column.country')}</th>
                <th scope="col">{message('people.prism.column.register')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.items.map((user) => (
                <UserRow key={user.userId} user={user} chosen={chosen.has(user.userId)} onToggle={toggle} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager shown={shown} onPage={setPage} />
    </div>
  );
}

const UserRow = memo(function UserRow({
  user,
  chosen,
  onToggle,
}: {
  readonly user: User;
  readonly chosen: boolean;
  readonly onToggle: (userId: string) => void;
}) {
  return (
    <tr>
      <th scope="row">
        <label className="import-person">
          <input type="checkbox" checked={chosen} onChange={() => onToggle(user.userId)} />
          <span>{user.userId}</span>
        </label>
      </th>
      <td className="number table-count">{user.conversations === 0 ? '–' : user.conversations}</td>
      <td>{user.age ?? '–'}</td>
      <td>{user.gender ?? '–'}</td>
      <td>{user.country ?? '–'}</td>
      <td className="table-nowrap">{user.participantCode ?? '–'}</td>
    </tr>
  );
});
