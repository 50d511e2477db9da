import { useState } from 'react';
import type { ModeratorApi, StudyEntry } from '../../shared/contract/moderator.ts';
import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { readableBytes } from '../ui/bytes.ts';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

type Exported = OutputOf<ModeratorContract, 'study/export'>;

/** A study: what it is, how many sessions there are, a session to start, everything to export. */
export function StudyCard({
  api,
  study,
  sessionIsLive,
  onStart,
  onProgress,
  onPeople,
}: {
  readonly api: ModeratorApi;
  readonly study: StudyEntry;
  readonly sessionIsLive: boolean;
  readonly onStart: () => void;
  readonly onProgress: () => void;
  readonly onPeople: () => void;
}) {
  const exporting = useStaffCall();
  /** The last export; 'cancelled' when no file was chosen. */
  const [exported, setExported] = useState<NonNullable<Exported> | 'cancelled' | null>(null);
  const { complete, ended, running } = study.sessions;
  const count = complete + ended + running;
  const titleId = `study-${study.studyId}`;

  const exportStudy = async (): Promise<void> => {
    setExported(null);
    const result = await exporting.run(() => api.call['study/export']({ studyId: study.studyId }));
    if (result === null) return;
    setExported(result.value ?? 'cancelled');
    announce(result.value === null ? message('home.export.cancelled') : sentenceOfExport(result.value));
  };

  return (
    <article className="card stack" aria-labelledby={titleId}>
      <div className="home-study">
        <div className="home-study-words">
          <h3 id={titleId}>{study.title}</h3>
          <p>{study.summary}</p>
          <p className="quiet">
            {message('home.study.facts', {
              minutes: study.expectedMinutes.reduce((sum, minutes) => sum + minutes, 0),
              sessions: study.expectedMinutes.length,
              version: study.version ?? 0,
              count,
              complete,
              ended,
              running,
            })}
          </p>
        </div>
        <div className="home-study-actions">
          <Button
            kind="primary"
            aria-describedby={titleId}
            unavailable={sessionIsLive || !study.startable}
            title={sessionIsLive ? message('home.one-at-a-time') : study.startable ? undefined : message('home.not-locked')}
            onClick={onStart}
          >
            {message('home.start')}
          </Button>
          <Button aria-describedby={titleId} onClick={onProgress}>
            {message('home.progress')}
          </Button>
          <Button aria-describedby={titleId} onClick={onPeople}>
            {message('home.people')}
          </Button>
          <Button
            aria-describedby={titleId}
            aria-busy={exporting.busy}
            unavailable={exporting.busy || count === 0}
            title={count === 0 ? message('home.export.nothing') : undefined}
            onClick={() => void exportStudy()}
          >
            {message(exporting.busy ? 'home.export.busy' : 'home.export')}
          </Button>
        </div>
      </div>
      {exporting.problem !== null && <Notice tone="danger">{exporting.problem}</Notice>}
      {exported === 'cancelled' && <p className="quiet">{message('home.export.cancelled')}</p>}
      {exported !== null && exported !== 'cancelled' && (
        <div className="home-exported">
          <p>{sentenceOfExport(exported)}</p>
          <p className="code">{exported.file}</p>
        </div>
      )}
    </article>
  );
}

function sentenceOfExport(exported: NonNullable<Exported>): string {
  return message('home.export.done', {
    name: exported.file.split(/[\\/]/).at(-1) ?? exported.file,
    sessions: exported.sessions,
    size: readableBytes(exported.bytes, document.documentElement.lang),
  });
}
