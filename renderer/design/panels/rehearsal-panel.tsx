import { useEffect, useEffectEvent, useState } from 'react';
import type { RehearsalProgress, RehearsalState } from '../../../shared/contract/design.ts';
import type { ModeratorApi } from '../../../shared/contract/moderator.ts';
import { RehearsalResult, type RehearsalParameters } from '../../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { Button } from '../../ui/button.tsx';
import { dayAndTime } from '../../ui/durations.ts';
import { message } from '../../ui/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../../ui/staff-call.ts';
import { RehearsalForm } from './rehearsal-form.tsx';
import { RehearsalFindings } from './rehearsal-findings.tsx';
import './panels.css';
import './rehearsal-panel.css';

const pollMilliseconds = 500;

/** Scripted participants play the study before any person does: does it run, how long, is it even, would it find it. */
export function RehearsalPanel({ api, studyId, study }: { readonly api: ModeratorApi; readonly studyId: string; readonly study: Study }) {
  const loaded = useLoaded(() => api.call['rehearsal/get']({ studyId }));
  const starting = useStaffCall();
  const cancelling = useStaffCall();
  const [chosen, setChosen] = useState<number | null>(null);
  const state = loaded.value;
  const running = state?.running ?? null;
  const isRunning = running !== null;
  const poll = useEffectEvent(() => loaded.reload());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => poll(), pollMilliseconds);
    return () => clearInterval(timer);
  }, [isRunning]);

  const start = async (parameters: RehearsalParameters): Promise<void> => {
    const answer = await starting.run(() => api.call['rehearsal/start']({ studyId, parameters }));
    if (answer === null) return;
    setChosen(null);
    loaded.replace(answer.value);
  };
  const cancel = async (): Promise<void> => {
    const answer = await cancelling.run(() => api.call['rehearsal/cancel']({ studyId }));
    if (answer !== null) loaded.replace(answer.value);
  };
  const problem = loaded.problem ?? starting.problem ?? cancelling.problem ?? state?.problem ?? null;

  return (
    <div className="panel" aria-busy={isRunning}>
      <header className="panel-head">
        <h2>{message('design.rehearsal.title')}</h2>
        <p className="quiet">{message('design.rehearsal.about')}</p>
      </header>
      <RehearsalForm study={study} busy={isRunning || starting.busy} onStart={(parameters) => void start(parameters)} />
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
      {running !== null && <Progress progress={running.progress} busy={cancelling.busy} onCancel={() => void cancel()} />}
      {state !== null && <Finished state={state} study={study} chosen={chosen} onChoose={setChosen} />}
    </div>
  );
}

function Progress({ progress, busy, onCancel }: { readonly progress: RehearsalProgress; readonly busy: boolean; readonly onCancel: () => void }) {
  const { phase, done, of } = progress;
  const words = message(`design.rehearsal.phase.${phase}`, { done, of });
  return (
    <div className="card rehearsal-progress">
      <label>
        <span>{words}</span>
        <progress max={Math.max(1, of)} value={done} />
      </label>
      <Button onClick={onCancel} unavailable={busy}>
        {message('design.rehearsal.cancel')}
      </Button>
    </div>
  );
}

/** The newest rehearsal, or the one that was chosen, and the list of all. */
function Finished({
  state,
  study,
  chosen,
  onChoose,
}: {
  readonly state: RehearsalState;
  readonly study: Study;
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
}) {
  const [newest] = state.finished;
  if (newest === undefined) return state.running === null ? <Notice>{message('design.rehearsal.empty')}</Notice> : null;
  const shown = state.finished.find(({ id }) => id === chosen) ?? newest;
  const result = RehearsalResult.safeParse(shown.result);
  const language = document.documentElement.lang || 'en';
  return (
    <>
      {result.success ? (
        <RehearsalFindings key={shown.id} study={study} result={result.data} when={dayAndTime(shown.createdAtUtcMilliseconds, language)} />
      ) : (
        <Notice tone="attention">{message('design.rehearsal.unreadable')}</Notice>
      )}
      {state.finished.length > 1 && (
        <section className="panel-part">
          <h3>{message('design.rehearsal.earlier')}</h3>
          <ul className="rehearsal-list">
            {state.finished.map(({ id, createdAtUtcMilliseconds, result: each }) => (
              <li key={id}>
                <button type="button" className="rehearsal-entry" aria-current={id === shown.id ? 'true' : undefined} onClick={() => onChoose(id)}>
                  <span>{dayAndTime(createdAtUtcMilliseconds, language)}</span>
                  <span className="quiet">{message('design.rehearsal.entry', { participants: participantsOf(each) })}</span>
                  <span className="rehearsal-mark">{message('design.rehearsal.mark')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function participantsOf(result: unknown): number {
  const { participants } = (result ?? {}) as { readonly participants?: unknown };
  return typeof participants === 'number' ? participants : 0;
}
