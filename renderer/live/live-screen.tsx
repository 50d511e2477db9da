import { useEffect, useState } from 'react';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { LiveView } from '../../shared/session/views.ts';
import { announce } from '../ui/announcer.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { LaptopState } from './laptop-state.tsx';
import { useLiveClock } from './live-clock.ts';
import { LiveHeader } from './live-header.tsx';
import { Mirror } from './mirror.tsx';
import { Notes } from './notes.tsx';
import { PlanList } from './plan-list.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { ReasonedAction } from './reasons.ts';
import { HaltedNotice, OverNotice, PausedNotice } from './session-notices.tsx';
import { Tiles } from './tiles.tsx';
import { TroubleNotice } from './trouble-notice.tsx';
import './live.css';

export interface LiveScreenProps {
  readonly api: ModeratorApi;
  readonly view: LiveView;
  /** Page clock when the view came in. */
  readonly receivedAt: number;
  readonly onView: (view: LiveView) => void;
  readonly onHome: () => void;
  readonly onRead: (sessionId: string) => void;
  readonly onClosed: () => void;
}

/** A running session: the plan, the blinded mirror, the laptop, notes, and every way to intervene. */
export function LiveScreen({ api, view, receivedAt, onView, onHome, onRead, onClosed }: LiveScreenProps) {
  const now = useLiveClock(view, receivedAt);
  const acting = useStaffCall();
  const [asking, setAsking] = useState<ReasonedAction | null>(null);
  useSpokenChanges(view);

  const act = async (name: 'session/resume' | 'turn/retry'): Promise<void> => {
    const done = await acting.run(() => api.call[name]({}));
    if (done !== null) onView(done.value);
  };
  const close = async (): Promise<void> => {
    const done = await acting.run(() => api.call['session/close']({}));
    if (done !== null) onClosed();
  };
  const over = view.status !== 'running';

  return (
    <div className="live" data-screen="live">
      <LiveHeader
        view={view}
        resuming={acting.busy}
        onHome={onHome}
        onAsk={setAsking}
        onResume={() => void act('session/resume')}
      />
      <PlanList view={view} now={now} />
      <main className="live-middle">
        {view.halted !== null && (
          <HaltedNotice halted={view.halted} closing={acting.busy} onClose={() => void close()} />
        )}
        {acting.problem !== null && <Notice tone="danger">{acting.problem}</Notice>}
        {view.pausedFor !== null && !over && view.halted === null && <PausedNotice reason={view.pausedFor} />}
        {over && view.halted === null && (
          <OverNotice
            view={view}
            closing={acting.busy}
            onClose={() => void close()}
            onRead={() => onRead(view.sessionId)}
          />
        )}
        {!over && view.halted === null && (
          <TroubleNotice
            view={view}
            now={now}
            retrying={acting.busy}
            onRetry={() => void act('turn/retry')}
            onAsk={setAsking}
          />
        )}
        <section className="mirror" aria-labelledby="live-mirror">
          <div className="mirror-head">
            <h2 id="live-mirror">{message('live.mirror')}</h2>
            <p className="quiet">
              {view.pausedFor !== null || view.halted !== null ? message('live.mirror.behind-cover') : placeInConversation(view)}
            </p>
          </div>
          <Mirror screen={view.mirror} />
        </section>
        <Tiles view={view} now={now} />
      </main>
      <aside className="live-side" aria-label={message('live.side')}>
        <LaptopState api={api} view={view} />
        <Notes api={api} view={view} onView={onView} />
        <p className="live-blind">{message(view.unblinded ? 'live.unblinded' : 'live.blinded')}</p>
      </aside>
      {asking !== null && (
        <ReasonDialog
          action={asking}
          onAct={(reason, standing) =>
            asking === 'session/end' ? api.call[asking]({ reason, standing }) : api.call[asking]({ reason })
          }
          onDone={(changed) => {
            setAsking(null);
            onView(changed);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function placeInConversation(view: LiveView): string {
  const { mirror } = view;
  switch (mirror.kind) {
    case 'conversation':
      return message('live.mirror.message', { type: view.conversationType ?? '', number: Math.max(1, mirror.turnCount) });
    case 'judgement':
      return message('live.mirror.judging', { type: view.conversationType ?? '' });
    case 'end':
      return '';
    default:
      return view.plan[view.currentStep]?.title ?? '';
  }
}

/** Says by voice what a sighted moderator sees appear: trouble, its end, the next step, the end. */
function useSpokenChanges(view: LiveView): void {
  const step = view.plan[view.currentStep]?.title ?? '';
  useEffect(() => {
    if (view.status === 'running') announce(message('live.spoken.step', { step }));
    else announce(message(view.status === 'complete' ? 'live.over.complete' : 'live.over.ended'));
  }, [step, view.status]);
}
