import { Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { DesignView, InstrumentEntry } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { DesignHead } from './design-head.tsx';
import { createDesignStore } from './design-store.ts';
import { DesignTab } from './design-tab.tsx';
import { panels } from './design-tabs.ts';
import type { Editing } from './editing.ts';
import { LockDialog } from './lock-dialog.tsx';
import { StudySaver } from './study-saver.ts';
import { TabStrip, tabIds } from '../ui/tab-strip.tsx';
import { useUndoKeys } from './use-undo-keys.ts';
import { useVerdict } from './use-verdict.ts';
import { VersionsTab } from './versions-tab.tsx';

/** The editor of one study: its head, its tabs, and the draft that is kept while it is changed. */
export function DesignRoom({
  api,
  view,
  study: begun,
  instruments,
  onView,
  onBack,
}: {
  readonly api: ModeratorApi;
  readonly view: DesignView;
  /** The content of the view, ready to be edited. */
  readonly study: Study;
  readonly instruments: readonly InstrumentEntry[];
  readonly onView: (view: DesignView) => void;
  readonly onBack: () => void;
}) {
  const { studyId, isDraft, versions } = view;
  const [saver] = useState(() => new StudySaver<Study>(async (content) => (await api.call['design/save']({ studyId, content: asJson(content) })).ok));
  const [store] = useState(() => createDesignStore(begun, (next) => saver.keep(next), () => performance.now()));
  const state = useStore(store);
  const saveState = useSyncExternalStore(saver.subscribe, saver.state);
  const study = state.history.present;
  const verdict = useVerdict(study);
  const [tab, setTab] = useState('design');
  const [locking, setLocking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const amending = useStaffCall();
  const { change, undo, redo } = state;
  const editing = useMemo<Editing>(
    () => ({ study, problems: verdict.problems, change, readOnly: !isDraft }),
    [study, verdict.problems, change, isDraft],
  );

  // Whichever way the screen is left, what was typed last goes to the disk first.
  useEffect(() => {
    const flush = (): void => void saver.flush();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [saver]);
  useUndoKeys(undo, redo);

  const leave = async (): Promise<void> => {
    if (await saver.flush()) onBack();
    else setLeaving(true);
  };
  const chooseTab = (id: string): void => {
    // Rehearsals, reports and files are made from the draft as it is stored.
    void saver.flush();
    setTab(id);
  };
  const amend = async (): Promise<void> => {
    const begun = await amending.run(() => api.call['design/save']({ studyId, content: view.content }));
    const amended = begun === null ? null : await amending.run(() => api.call['design/get']({ studyId }));
    if (amended !== null) onView(amended.value);
  };
  const newest = versions.at(-1);
  const tabs = [
    { id: 'design', label: message('design.tab.design') },
    ...panels.map(({ id, label }) => ({ id, label: message(label) })),
    { id: 'versions', label: message('design.tab.versions') },
  ];
  const Panel = panels.find((each) => each.id === tab)?.Panel;
  const ids = tabIds('design', tab);

  return (
    <main className="design" data-screen="design" data-study={studyId}>
      <DesignHead
        study={study}
        view={view}
        saveState={saveState}
        errors={verdict.errors}
        amending={amending.busy}
        canUndo={state.history.past.length > 0}
        canRedo={state.history.future.length > 0}
        onUndo={undo}
        onRedo={redo}
        onLock={() => setLocking(true)}
        onAmend={() => void amend()}
        onBack={() => void leave()}
      />
      <TabStrip group="design" label={message('design.tabs')} tabs={tabs} chosen={tab} onChoose={chooseTab} />
      {saveState === 'failed' && (
        <div className="design-notice">
          <Notice tone="attention">{message('design.saved.failed.about')}</Notice>
        </div>
      )}
      {amending.problem !== null && (
        <div className="design-notice">
          <Notice tone="danger">{amending.problem}</Notice>
        </div>
      )}
      {!isDraft && newest !== undefined && tab === 'design' && (
        <div className="design-notice">
          <Notice>{message('design.amend.about', { version: newest.version })}</Notice>
        </div>
      )}
      <div className="design-panel" role="tabpanel" id={ids.panel} aria-labelledby={ids.tab} data-tab={tab}>
        {tab === 'design' && <DesignTab api={api} store={store} editing={editing} verdict={verdict} instruments={instruments} />}
        {Panel !== undefined && (
          <div className="design-page">
            <Suspense fallback={<p role="status">{message('design.loading-panel')}</p>}>
              <Panel api={api} studyId={studyId} study={verdict.of} />
            </Suspense>
          </div>
        )}
        {tab === 'versions' && <VersionsTab api={api} view={view} study={study} flush={() => saver.flush()} onView={onView} />}
      </div>
      {locking && (
        <LockDialog
          api={api}
          study={study}
          view={view}
          warnings={verdict.warnings}
          flush={() => saver.flush()}
          onLocked={onView}
          onClose={() => setLocking(false)}
        />
      )}
      {leaving && (
        <Dialog
          title={message('design.leave')}
          onClose={() => setLeaving(false)}
          actions={
            <>
              <Button onClick={onBack}>{message('design.leave.go')}</Button>
              <Button kind="primary" data-first-focus="" onClick={() => setLeaving(false)}>
                {message('design.leave.stay')}
              </Button>
            </>
          }
        >
          <p>{message('design.leave.about')}</p>
        </Dialog>
      )}
    </main>
  );
}

/** As it is stored: fields without a value are left out. */
function asJson(study: Study): DesignView['content'] {
  return JSON.parse(JSON.stringify(study)) as DesignView['content'];
}
