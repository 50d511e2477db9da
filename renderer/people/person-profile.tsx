import { useMemo, useState } from 'react';
import type { PersonView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';
import { FieldDialog } from './field-dialog.tsx';
import { profileGroups, textOfValue, type ProfileEntry } from './profile-groups.ts';

/** What is known about somebody beforehand, field by field, each of which can be put right. */
export function PersonProfile({
  api,
  person,
  onChanged,
}: {
  readonly api: ModeratorApi;
  readonly person: PersonView;
  readonly onChanged: (person: PersonView) => void;
}) {
  const groups = useMemo(() => profileGroups(person.profile), [person.profile]);
  const [editing, setEditing] = useState<ProfileEntry | 'new' | null>(null);
  const canChange = person.status !== 'erased';
  return (
    <div className="stack person-profile">
      <div className="screen-head">
        <h2>{message('people.profile')}</h2>
        {canChange && <Button onClick={() => setEditing('new')}>{message('people.profile.add')}</Button>}
      </div>
      {groups.length === 0 && <p className="card quiet">{message(canChange ? 'people.profile.none' : 'people.profile.erased')}</p>}
      {groups.map((group) => (
        <section className="card" key={group.name ?? ''} aria-label={group.name ?? message('people.profile.alone')}>
          {group.name !== null && <h3 className="person-group">{group.name}</h3>}
          <dl className="person-fields">
            {group.entries.map((entry) => (
              <div key={entry.field}>
                <dt>{entry.label}</dt>
                <Value entry={entry} />
                {canChange && (
                  <dd className="person-field-action">
                    <Button kind="plain" aria-label={message('people.profile.edit.named', { field: entry.field })} onClick={() => setEditing(entry)}>
                      {message('people.profile.edit')}
                    </Button>
                  </dd>
                )}
              </div>
            ))}
          </dl>
        </section>
      ))}
      {editing !== null && (
        <FieldDialog
          api={api}
          person={person}
          entry={editing === 'new' ? null : editing}
          onDone={(view) => {
            setEditing(null);
            onChanged(view);
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

function Value({ entry: { value } }: { readonly entry: ProfileEntry }) {
  if (value === null || value === '') return <dd className="quiet">{message('people.profile.empty')}</dd>;
  if (typeof value === 'boolean') return <dd>{message(value ? 'people.profile.yes' : 'people.profile.no')}</dd>;
  return (
    <dd className={classes('words-as-typed person-value', typeof value === 'object' && 'code')} dir="auto">
      {textOfValue(value)}
    </dd>
  );
}
