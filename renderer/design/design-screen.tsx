import type { DesignView, InstrumentEntry } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { DesignRoom } from './design-room.tsx';
import { editableStudy } from './study-content.ts';
import './design.css';

export interface DesignScreenProps {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly onBack: () => void;
}

/** One study: its draft to be written, or its newest version to be looked at. */
export function DesignScreen({ api, studyId, onBack }: DesignScreenProps) {
  const design = useLoaded(() => api.call['design/get']({ studyId }));
  const list = useLoaded(() => api.call['design/list']({}));
  const problem = design.problem ?? list.problem;
  const reload = (): void => {
    design.reload();
    list.reload();
  };

  if (design.value !== null && (list.value !== null || list.problem !== null)) {
    return (
      <LoadedDesign api={api} view={design.value} instruments={list.value?.instruments ?? []} onView={design.replace} onBack={onBack} />
    );
  }
  return (
    <main className="screen" data-screen="design" aria-busy={design.busy}>
      <div className="stack">
        <div>
          <Button onClick={onBack}>{message('design.back')}</Button>
        </div>
        {problem === null ? (
          <p role="status">{message('design.loading')}</p>
        ) : (
          <Notice tone="danger" actions={<Button onClick={reload}>{message('design.load-again')}</Button>}>
            {problem}
          </Notice>
        )}
      </div>
    </main>
  );
}

function LoadedDesign({
  api,
  view,
  instruments,
  onView,
  onBack,
}: {
  readonly api: ModeratorApi;
  readonly view: DesignView;
  readonly instruments: readonly InstrumentEntry[];
  readonly onView: (view: DesignView) => void;
  readonly onBack: () => void;
}) {
  const study = editableStudy(view.content);
  if (study === null) {
    return (
      <main className="screen" data-screen="design">
        <div className="stack">
          <Notice tone="danger" actions={<Button onClick={onBack}>{message('design.back')}</Button>}>
            {message('design.unreadable')}
          </Notice>
        </div>
      </main>
    );
  }
  return (
    <DesignRoom
      // A lock and an amendment begin with a history of their own.
      key={`${String(view.isDraft)} ${view.versions.length}`}
      api={api}
      view={view}
      study={study}
      instruments={instruments}
      onView={onView}
      onBack={onBack}
    />
  );
}
