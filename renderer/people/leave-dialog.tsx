import { useState } from 'react';
import type { ErasureView, PersonView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { SignedDialog } from './signed-dialog.tsx';

/** The two ways in which somebody leaves a study, beside each other, before either is gone. */
export function LeaveDialog({
  api,
  person,
  onWithdrawn,
  onErased,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly person: PersonView;
  readonly onWithdrawn: (person: PersonView) => void;
  readonly onErased: (erasure: ErasureView) => void;
  readonly onClose: () => void;
}) {
  const [form, setForm] = useState<'stop' | 'erase' | null>(null);
  const { studyId, participantCode: code } = person;

  if (form === 'stop') {
    return (
      <SignedDialog
        key="stop"
        words={{ title: message('people.stop.title', { code }), about: message('people.stop.about'), confirm: message('people.stop.confirm') }}
        grave={false}
        onAct={({ reason, by }) => api.call['people/withdraw']({ studyId, participantCode: code, reason, by })}
        onDone={onWithdrawn}
        onClose={onClose}
      />
    );
  }
  if (form === 'erase') return <EraseDialog key="erase" api={api} studyId={studyId} participantCode={code} onErased={onErased} onClose={onClose} />;
  return (
    <Dialog key="choose" title={message('people.leave.title', { code })} className="people-wide-dialog" onClose={onClose}>
      <p>{message('people.leave.about')}</p>
      <div className="people-two">
        <section className="card stack" aria-labelledby="leave-stop">
          <h3 id="leave-stop">{message('people.leave.stop')}</h3>
          <ul>
            <li>{message('people.leave.stop.sessions')}</li>
            <li>{message('people.leave.stop.kept')}</li>
            <li>{message('people.leave.stop.later')}</li>
          </ul>
          <Button
            unavailable={person.withdrawn !== null}
            aria-describedby={person.withdrawn === null ? undefined : 'leave-already'}
            onClick={() => setForm('stop')}
          >
            {message('people.leave.stop.choose')}
          </Button>
          {person.withdrawn !== null && (
            <p className="quiet" id="leave-already">
              {message('people.leave.stop.already')}
            </p>
          )}
        </section>
        <section className="card stack" aria-labelledby="leave-erase">
          <h3 id="leave-erase">{message('people.leave.erase')}</h3>
          <ul>
            <li>{message('people.leave.erase.gone')}</li>
            <li>{message('people.leave.erase.trace')}</li>
            <li>{message('people.leave.erase.copies')}</li>
            <li>{message('people.leave.erase.final')}</li>
          </ul>
          <Button kind="danger-quiet" onClick={() => setForm('erase')}>
            {message('people.leave.erase.choose')}
          </Button>
        </section>
      </div>
    </Dialog>
  );
}
