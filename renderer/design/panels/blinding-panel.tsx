import type { BlindingReport } from '../../../shared/blinding/blinding-report.ts';
import type { ModeratorApi } from '../../../shared/contract/moderator.ts';
import { stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { Button } from '../../ui/button.tsx';
import { dayAndTime } from '../../ui/durations.ts';
import { message } from '../../ui/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { useLoaded } from '../../ui/staff-call.ts';
import { GuessPart, IndexPart } from './blinding-guesses.tsx';
import { LeakPart, TimesPart } from './blinding-traces.tsx';
import './panels.css';

/** How blinding held in the sessions so far: guesses against chance, times, leaks, unblindings. */
export function BlindingPanel({ api, studyId, study }: { readonly api: ModeratorApi; readonly studyId: string; readonly study: Study }) {
  const loaded = useLoaded(() => api.call['blinding/report']({ studyId }));
  // Made by our own main process from its own type, which the contract carries as plain JSON.
  const report = loaded.value as BlindingReport | null;
  return (
    <div className="panel" aria-busy={loaded.busy}>
      <header className="panel-head">
        <h2>{message('design.blinding.title')}</h2>
        <p className="quiet">{message('design.blinding.about')}</p>
      </header>
      {loaded.problem !== null && (
        <Notice tone="danger" actions={<Button onClick={loaded.reload}>{message('design.blinding.load-again')}</Button>}>
          {loaded.problem}
        </Notice>
      )}
      {report === null && loaded.problem === null && <p role="status">{message('design.blinding.loading')}</p>}
      {report !== null && <Report report={report} study={study} />}
    </div>
  );
}

function Report({ report, study }: { readonly report: BlindingReport; readonly study: Study }) {
  const nameOf = (armId: string): string => study.arms.find((arm) => arm.id === armId)?.name ?? armId;
  const scanned = report.repliesScanned.reduce((sum, { count }) => sum + count, 0);
  const asks = stagesOf(study).some((stage) => stage.kind === 'blinding-guess');
  if (scanned === 0 && report.given === 0 && report.unblindings.length === 0) {
    return (
      <Notice>
        <p>{message('design.blinding.empty')}</p>
        {!asks && <p>{message('design.blinding.empty.no-guess')}</p>}
      </Notice>
    );
  }
  return (
    <>
      {report.given === 0 ? (
        <Notice>{message(asks ? 'design.blinding.no-guesses' : 'design.blinding.empty.no-guess')}</Notice>
      ) : (
        <>
          <GuessPart report={report} sureWords={sureWordsIn(study)} />
          <IndexPart report={report} nameOf={nameOf} />
        </>
      )}
      <TimesPart report={report} nameOf={nameOf} />
      <LeakPart report={report} nameOf={nameOf} scanned={scanned} />
      <UnblindingPart report={report} />
    </>
  );
}

/** Degrees of sureness as participants read them. */
function sureWordsIn(study: Study): (value: string) => string {
  const choices = stagesOf(study).flatMap((stage) => (stage.kind === 'blinding-guess' ? stage.sureChoices : []));
  return (value) => choices.find((choice) => choice.value === value)?.label ?? value;
}

function UnblindingPart({ report }: { readonly report: BlindingReport }) {
  return (
    <section className="panel-part">
      <h3>{message('design.blinding.unblindings')}</h3>
      {report.unblindings.length === 0 ? (
        <p>{message('design.blinding.unblindings.none')}</p>
      ) : (
        <ul className="panel-list">
          {report.unblindings.map(({ sessionId, atUtcMilliseconds, reason }) => (
            <li key={`${sessionId} ${atUtcMilliseconds}`}>
              {message('design.blinding.unblinding', {
                when: dayAndTime(atUtcMilliseconds, document.documentElement.lang || 'en'),
                session: sessionId.slice(0, 8),
                reason,
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
