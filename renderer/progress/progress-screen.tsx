import { useState } from 'react';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { ProgressView } from '../../shared/contract/schedule.ts';
import { participantStates } from '../../shared/schedule/progress.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import './progress.css';

/** How far a study is: enrolled, in progress, complete, withdrawn, voided, by participant and by row of its list. */
export function ProgressScreen({
  api,
  studyId,
  onBack,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly onBack: () => void;
}) {
  const progress = useLoaded(() => api.call['progress/get']({ studyId }));
  return (
    <main className="screen" data-screen="progress" aria-busy={progress.busy}>
      <div className="progress-page stack">
        <div className="screen-head">
          <ScreenTitle>{message('progress.title')}</ScreenTitle>
          <Button onClick={onBack}>{message('progress.back')}</Button>
        </div>
        {progress.problem !== null && (
          <Notice tone="danger" actions={<Button onClick={progress.reload}>{message('progress.load-again')}</Button>}>
            {progress.problem}
          </Notice>
        )}
        {progress.value !== null && <ProgressContent progress={progress.value} />}
      </div>
    </main>
  );
}

type By = 'participants' | 'rows';

function ProgressContent({ progress }: { readonly progress: ProgressView }) {
  const hasList = progress.rows.length > 0;
  const [by, setBy] = useState<By>('participants');
  return (
    <>
      <p className="progress-study">{progress.title}</p>
      <dl className="progress-counts">
        <Count label={message('progress.planned')} value={progress.planned} />
        <Count label={message('progress.enrolled')} value={progress.enrolled} />
        {participantStates.map((state) => (
          <Count key={state} label={message(`progress.state.${state}`)} value={progress.counts[state]} />
        ))}
      </dl>
      {hasList ? (
        <RadioGroup
          label={message('progress.by')}
          options={[
            { value: 'participants', label: message('progress.by.participants') },
            { value: 'rows', label: message('progress.by.rows') },
          ]}
          value={by}
          onChange={(value) => setBy(value === 'rows' ? 'rows' : 'participants')}
        />
      ) : (
        <p className="quiet">{message('progress.no-list')}</p>
      )}
      {hasList && <p className="quiet progress-rule">{message('progress.rule')}</p>}
      {by === 'participants' || !hasList ? <ParticipantTable progress={progress} /> : <RowTable progress={progress} />}
    </>
  );
}

function Count({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <div className="card">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function ParticipantTable({ progress }: { readonly progress: ProgressView }) {
  if (progress.participants.length === 0) return <p className="card quiet">{message('progress.nobody')}</p>;
  return (
    <div className="card table-card">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{message('progress.participant')}</th>
            <th scope="col">{message('progress.state')}</th>
            <th scope="col">{message('progress.sessions')}</th>
            <th scope="col">{message('progress.row')}</th>
            <th scope="col">{message('progress.moderators')}</th>
          </tr>
        </thead>
        <tbody>
          {progress.participants.map((participant) => (
            <tr key={participant.participantCode}>
              <th scope="row">{participant.participantCode}</th>
              <td>{message(`progress.state.${participant.state}`)}</td>
              <td className="number">{message('progress.sessions.of', { held: participant.sessionsHeld, of: progress.sessionCount })}</td>
              <td className="number">{participant.row ?? '–'}</td>
              <td>{participant.moderators.join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowTable({ progress }: { readonly progress: ProgressView }) {
  return (
    <div className="card table-card">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{message('progress.row')}</th>
            <th scope="col">{message('progress.state')}</th>
            <th scope="col">{message('progress.participant')}</th>
            <th scope="col">{message('progress.before')}</th>
          </tr>
        </thead>
        <tbody>
          {progress.rows.map((row) => (
            <tr key={row.row} data-row-state={row.state}>
              <th scope="row">{row.row}</th>
              <td>{row.ours || row.state !== 'free' ? message(`progress.row-state.${row.state}`) : message('progress.row-state.elsewhere')}</td>
              <td>{row.participantCode ?? '–'}</td>
              <td>{row.before.join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
