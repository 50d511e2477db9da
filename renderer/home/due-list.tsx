import type { DueEntry } from '../../shared/contract/schedule.ts';
import { Button } from '../ui/button.tsx';
import { dayAndTime } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';

/** Who can come back, those who are late first. Nothing is shown while nobody is awaited. */
export function DueList({
  due,
  sessionIsLive,
  onStart,
}: {
  readonly due: readonly DueEntry[];
  readonly sessionIsLive: boolean;
  readonly onStart: (studyId: string, participantCode: string) => void;
}) {
  if (due.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="home-due">
      <h2 id="home-due">{message('home.due')}</h2>
      <div className="card table-card">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('home.sessions.participant')}</th>
              <th scope="col">{message('home.sessions.study')}</th>
              <th scope="col">{message('home.due.session')}</th>
              <th scope="col">{message('home.due.when')}</th>
              <th scope="col">
                <span className="hidden-but-read">{message('home.sessions.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {due.map((entry) => (
              <tr key={`${entry.studyId} ${entry.participantCode}`} data-due={entry.kind}>
                <th scope="row">{entry.participantCode}</th>
                <td>{entry.studyTitle}</td>
                <td className="number">{entry.sessionNumber}</td>
                <td>{whenOf(entry)}</td>
                <td className="table-action">
                  <Button
                    aria-label={message('home.due.start.named', { code: entry.participantCode })}
                    unavailable={sessionIsLive}
                    title={sessionIsLive ? message('home.one-at-a-time') : undefined}
                    onClick={() => onStart(entry.studyId, entry.participantCode)}
                  >
                    {message('home.due.start')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function whenOf({ kind, from, until }: DueEntry): string {
  const at = (milliseconds: number | null): string =>
    milliseconds === null ? '' : dayAndTime(milliseconds, document.documentElement.lang);
  if (kind === 'due') return until === null ? message('home.due.open') : message('home.due.now', { until: at(until) });
  return kind === 'early' ? message('home.due.early', { from: at(from) }) : message('home.due.late', { until: at(until) });
}
