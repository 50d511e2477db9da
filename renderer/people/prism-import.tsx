import type { PrismProgress } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { percent } from '../ui/figures.ts';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { PrismFound } from './prism-found.tsx';
import { PrismDone } from './prism-done.tsx';
import { usePrismProgress } from './use-prism-progress.ts';
import './imports.css';

/** A folder of PRISM files on its way into the register: looked through, chosen from, imported. */
export function PrismImport({ api, studyId, onBack }: { readonly api: ModeratorApi; readonly studyId: string; readonly onBack: () => void }) {
  const { progress, replace } = usePrismProgress(api);
  const asking = useStaffCall();
  const again = async (): Promise<void> => {
    const opened = await asking.run(() => api.call['prism/open']({ studyId }));
    if (opened?.value !== true) return;
    const now = await asking.run(() => api.call['prism/progress']({}));
    if (now !== null) replace(now.value);
  };
  const cancel = async (): Promise<void> => {
    const now = await asking.run(() => api.call['prism/cancel']({}));
    if (now !== null) replace(now.value);
  };

  if (progress?.kind === 'looked') {
    return <PrismFound api={api} studyId={studyId} contents={progress.contents} onStarted={replace} onBack={onBack} />;
  }
  return (
    <main className="import" data-screen="people-prism">
      <div className="import-body">
        <div className="import-column stack">
          {/* Takes the focus again when there is something new to read, because the button that had it is gone. */}
          <ScreenTitle key={progress?.kind ?? 'none'}>{message('people.prism.title')}</ScreenTitle>
          {asking.problem !== null && <Notice tone="danger">{asking.problem}</Notice>}
          {progress !== null && (progress.kind === 'looking' || progress.kind === 'importing') && (
            <Running progress={progress} busy={asking.busy} onCancel={() => void cancel()} />
          )}
          {progress?.kind === 'imported' && <PrismDone report={progress.report} onBack={onBack} />}
          {(progress?.kind === 'failed' || progress?.kind === 'cancelled' || progress?.kind === 'idle') && (
            <>
              {progress.kind === 'failed' && <Notice tone="danger">{progress.message}</Notice>}
              {progress.kind === 'cancelled' && <Notice tone="attention">{message('people.prism.cancelled')}</Notice>}
              {progress.kind === 'idle' && <p>{message('people.prism.idle')}</p>}
              <div className="row">
                <Button onClick={onBack}>{message('people.prism.back')}</Button>
                <Button kind="primary" unavailable={asking.busy} onClick={() => void again()}>
                  {message('people.prism.again')}
                </Button>
              </div>
            </>
          )}
        </div>
      </div>
    </main>
  );
}

function Running({
  progress,
  busy,
  onCancel,
}: {
  readonly progress: Extract<PrismProgress, { kind: 'looking' | 'importing' }>;
  readonly busy: boolean;
  readonly onCancel: () => void;
}) {
  const share = progress.of === 0 ? 0 : Math.min(1, progress.done / progress.of);
  const words = message(`people.prism.${progress.kind}`, { file: message(`people.prism.file.${progress.file}`) });
  return (
    <section className="card stack import-running" aria-labelledby="prism-running">
      <p id="prism-running" role="status">
        {words}
      </p>
      <div className="import-progress">
        <progress value={share} max={1} aria-labelledby="prism-running" />
        <span className="number">{percent(share)}</span>
      </div>
      <p className="quiet">{message(`people.prism.${progress.kind}.about`)}</p>
      <div>
        <Button unavailable={busy} onClick={onCancel}>
          {message('people.prism.cancel')}
        </Button>
      </div>
    </section>
  );
}
