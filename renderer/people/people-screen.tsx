import { useState } from 'react';
import type { TablePreview } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { PrismImport } from './prism-import.tsx';
import { Register } from './register.tsx';
import { TableImport } from './table-import.tsx';
import './people.css';

export interface PeopleScreenProps {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly onOpenPerson: (participantCode: string) => void;
  readonly onBack: () => void;
}

/** What stands in the place of the register while something is brought in. */
type Task = { readonly kind: 'register' } | { readonly kind: 'table'; readonly table: TablePreview } | { readonly kind: 'prism' };

/** The participants of a study, and the ways by which they come into its register. */
export function PeopleScreen({ api, studyId, onOpenPerson, onBack }: PeopleScreenProps) {
  const people = useLoaded(() => api.call['people/list']({ studyId }));
  const [task, setTask] = useState<Task>({ kind: 'register' });
  /** A sentence on what was last brought in. */
  const [done, setDone] = useState<string | null>(null);
  const backToRegister = (): void => setTask({ kind: 'register' });

  if (task.kind === 'table') {
    return (
      <TableImport
        api={api}
        table={task.table}
        onBack={backToRegister}
        onTaken={(view, sentence) => {
          people.replace(view);
          setDone(sentence);
          backToRegister();
        }}
      />
    );
  }
  if (task.kind === 'prism') {
    return (
      <PrismImport
        api={api}
        studyId={studyId}
        onBack={() => {
          people.reload();
          backToRegister();
        }}
      />
    );
  }
  return (
    <main className="screen" data-screen="people" aria-busy={people.busy}>
      {people.problem !== null && (
        <div className="people-page">
          <Notice
            tone="danger"
            actions={
              <>
                <Button onClick={onBack}>{message('people.back')}</Button>
                <Button onClick={people.reload}>{message('people.load-again')}</Button>
              </>
            }
          >
            {people.problem}
          </Notice>
        </div>
      )}
      {people.value === null && people.problem === null && (
        <p className="people-page quiet" role="status">
          {message('people.loading')}
        </p>
      )}
      {people.value !== null && (
        <Register
          api={api}
          view={people.value}
          done={done}
          onOpenPerson={onOpenPerson}
          onBack={onBack}
          onAdded={people.reload}
          onTable={(table) => {
            setDone(null);
            setTask({ kind: 'table', table });
          }}
          onPrism={() => {
            setDone(null);
            setTask({ kind: 'prism' });
          }}
        />
      )}
    </main>
  );
}
