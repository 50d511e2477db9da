import { useState, type ReactNode } from 'react';
import type { ErasureView, PersonView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { Sections, type Section } from '../ui/sections.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { ErasedResult } from './erased-result.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { PersonConversations } from './person-conversations.tsx';
import { PersonNotes } from './person-notes.tsx';
import { PersonOverview } from './person-overview.tsx';
import { PersonProfile } from './person-profile.tsx';
import { SignedDialog } from './signed-dialog.tsx';
import '../ui/subject.css';
import '../ui/turn.css';
import './people.css';
import './person.css';

export interface PersonScreenProps {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly participantCode: string;
  readonly onBack: () => void;
  /** Begins the participant's next session. */
  readonly onStart: () => void;
  readonly onRead: (sessionId: string) => void;
}

/** One participant: where they stand, what they consented to and gave, and the ways out of the study. */
export function PersonScreen({ api, studyId, participantCode, onBack, onStart, onRead }: PersonScreenProps) {
  const loaded = useLoaded(() => api.call['people/get']({ studyId, participantCode }));
  const [asking, setAsking] = useState<'exclude' | 'readmit' | 'leave' | null>(null);
  const [erasure, setErasure] = useState<ErasureView | null>(null);
  const person = loaded.value;

  if (erasure !== null) {
    return (
      <main className="screen" data-screen="person-erased">
        <ErasedResult erasure={erasure} onBack={onBack} />
      </main>
    );
  }
  const take = (view: PersonView): void => {
    setAsking(null);
    loaded.replace(view);
  };
  const isErased = person?.status === 'erased';
  const next = person?.next ?? null;

  return (
    <main className="subject" data-screen="person" aria-busy={loaded.busy}>
      <div className="subject-head">
        <Button kind="plain" onClick={onBack}>
          <Icon name="previous" size={16} />
          {message('people.person.back')}
        </Button>
        <div className="subject-who">
          <ScreenTitle>{message('people.person.title', { code: participantCode })}</ScreenTitle>
          {person !== null && <p className="quiet">{subtitleOf(person)}</p>}
        </div>
        {person !== null && !isErased && (
          <>
            <Button onClick={() => setAsking('leave')}>{message('people.leave')}</Button>
            <Button onClick={() => setAsking(person.excluded === null ? 'exclude' : 'readmit')}>
              {message(person.excluded === null ? 'people.exclude' : 'people.readmit')}
            </Button>
            {next !== null && (
              <Button kind="primary" onClick={onStart}>
                {message('people.person.start', { number: next.sessionNumber })}
              </Button>
            )}
          </>
        )}
      </div>
      {loaded.problem !== null && (
        <div className="subject-notice">
          <Notice tone="danger" actions={<Button onClick={loaded.reload}>{message('people.load-again')}</Button>}>
            {loaded.problem}
          </Notice>
        </div>
      )}
      {person === null && loaded.problem === null && (
        <p className="subject-notice quiet" role="status">
          {message('people.person.loading')}
        </p>
      )}
      {person !== null && <PersonParts api={api} person={person} onChanged={loaded.replace} onRead={onRead} />}
      {person !== null && (asking === 'exclude' || asking === 'readmit') && (
        <SignedDialog
          words={{
            title: message(`people.${asking}.title`, { code: participantCode }),
            about: message(`people.${asking}.about`),
            confirm: message(`people.${asking}.confirm`),
          }}
          grave={asking === 'exclude'}
          onAct={({ reason, by }) => api.call[`people/${asking}`]({ studyId, participantCode, reason, by })}
          onDone={take}
          onClose={() => setAsking(null)}
        />
      )}
      {person !== null && asking === 'leave' && (
        <LeaveDialog api={api} person={person} onWithdrawn={take} onErased={setErasure} onClose={() => setAsking(null)} />
      )}
    </main>
  );
}

function PersonParts({
  api,
  person,
  onChanged,
  onRead,
}: {
  readonly api: ModeratorApi;
  readonly person: PersonView;
  readonly onChanged: (person: PersonView) => void;
  readonly onRead: (sessionId: string) => void;
}) {
  const [chosen, setChosen] = useState('overview');
  const sections: readonly Section[] = [
    { id: 'overview', label: message('people.part.overview') },
    { id: 'profile', label: message('people.part.profile'), detail: String(person.profileFields) },
    { id: 'conversations', label: message('people.part.conversations'), detail: String(person.conversations.length) },
    { id: 'notes', label: message('people.part.notes'), detail: String(person.remarks.length) },
  ];
  const part = (): ReactNode => {
    if (chosen === 'profile') return <PersonProfile api={api} person={person} onChanged={onChanged} />;
    if (chosen === 'conversations') return <PersonConversations api={api} person={person} onRead={onRead} />;
    if (chosen === 'notes') return <PersonNotes api={api} person={person} onChanged={onChanged} />;
    return <PersonOverview person={person} onRead={onRead} />;
  };
  return (
    <Sections label={message('people.parts')} sections={sections} chosen={chosen} onChoose={setChosen}>
      {part()}
    </Sections>
  );
}

function subtitleOf({ status, origin, originId }: PersonView): string {
  return message('people.person.subtitle', {
    status: message(`people.status.${status}`),
    origin: message(`people.origin.${origin}`),
    id: originId ?? '',
    named: originId === null ? 'no' : 'yes',
  });
}
