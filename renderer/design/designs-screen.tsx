import { useState } from 'react';
import type { DesignEntry, ImportResult } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useLoaded, useStaffCall } from '../ui/staff-call.ts';
import { DesignCard } from './design-card.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { ImportRefusal } from './import-refusal.tsx';
import { NewStudyDialog } from './new-study-dialog.tsx';
import './designs.css';

export interface DesignsScreenProps {
  readonly api: ModeratorApi;
  readonly onOpen: (studyId: string) => void;
}

/** Studies in the making and locked ones, and the ways to begin another. */
export function DesignsScreen({ api, onOpen }: DesignsScreenProps) {
  const list = useLoaded(() => api.call['design/list']({}));
  const acting = useStaffCall();
  const [creating, setCreating] = useState(false);
  const [discarding, setDiscarding] = useState<DesignEntry | null>(null);
  const [refusal, setRefusal] = useState<Extract<ImportResult, { kind: 'refused' }> | null>(null);
  const [exported, setExported] = useState<{ readonly title: string; readonly file: string } | null>(null);

  const importFile = async (): Promise<void> => {
    setRefusal(null);
    const result = await acting.run(() => api.call['design/import']({}));
    if (result?.value.kind === 'imported') onOpen(result.value.studyId);
    if (result?.value.kind === 'refused') setRefusal(result.value);
  };
  const duplicate = async ({ studyId, title }: DesignEntry): Promise<void> => {
    const copy = message('designs.duplicate.title', { title });
    const result = await acting.run(() => api.call['design/create']({ title: copy, from: { kind: 'study', studyId } }));
    if (result === null) return;
    announce(message('designs.duplicated', { title: copy }));
    list.reload();
  };
  const exportStudy = async ({ studyId, title }: DesignEntry): Promise<void> => {
    setExported(null);
    const result = await acting.run(() => api.call['design/export']({ studyId, digest: null }));
    if (result === null || result.value === null) return;
    setExported({ title, file: result.value.file });
    announce(message('designs.exported', { title }));
  };

  return (
    <main className="screen" data-screen="designs" aria-busy={list.busy || acting.busy}>
      <div className="designs">
        <div className="screen-head">
          <ScreenTitle>{message('designs.title')}</ScreenTitle>
          <div className="row">
            <Button aria-busy={acting.busy} unavailable={acting.busy || list.value === null} onClick={() => void importFile()}>
              {message(acting.busy ? 'designs.importing' : 'designs.import')}
            </Button>
            <Button kind="primary" unavailable={list.value === null} onClick={() => setCreating(true)}>
              {message('designs.new')}
            </Button>
          </div>
        </div>
        {list.value === null && list.problem === null && <p role="status">{message('designs.loading')}</p>}
        {list.problem !== null && (
          <Notice tone="danger" actions={<Button onClick={list.reload}>{message('designs.load-again')}</Button>}>
            {list.problem}
          </Notice>
        )}
        {acting.problem !== null && <Notice tone="danger">{acting.problem}</Notice>}
        {refusal !== null && <ImportRefusal refusal={refusal} onClose={() => setRefusal(null)} />}
        {exported !== null && (
          <Notice>
            {message('designs.exported', exported)} <span className="code">{exported.file}</span>
          </Notice>
        )}
        {list.value?.designs.length === 0 && (
          <section className="card stack designs-none">
            <h2>{message('designs.none')}</h2>
            <p>{message('designs.none.first')}</p>
          </section>
        )}
        {list.value !== null && list.value.designs.length > 0 && (
          <ul className="designs-list">
            {[...list.value.designs].sort(newestFirst).map((design) => (
              <li key={design.studyId}>
                <DesignCard
                  design={design}
                  onOpen={() => onOpen(design.studyId)}
                  onDuplicate={() => void duplicate(design)}
                  onExport={() => void exportStudy(design)}
                  onDiscard={() => setDiscarding(design)}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
      {creating && list.value !== null && (
        <NewStudyDialog
          api={api}
          templates={list.value.templates}
          onCreated={(studyId) => {
            setCreating(false);
            onOpen(studyId);
          }}
          onClose={() => setCreating(false)}
        />
      )}
      {discarding !== null && (
        <DiscardDialog
          api={api}
          design={discarding}
          onDiscarded={(rest) => {
            announce(message('designs.discarded', { title: discarding.title }));
            setDiscarding(null);
            list.replace(rest);
          }}
          onClose={() => setDiscarding(null)}
        />
      )}
    </main>
  );
}

/** By the last thing that happened to a study. */
function newestFirst(a: DesignEntry, b: DesignEntry): number {
  return lastTouched(b) - lastTouched(a);
}

function lastTouched({ draftUpdatedAtUtcMilliseconds, versions }: DesignEntry): number {
  return draftUpdatedAtUtcMilliseconds ?? versions.at(-1)?.lockedAtUtcMilliseconds ?? 0;
}
