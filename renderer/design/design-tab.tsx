import { useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { InstrumentEntry } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { Problem } from '../../shared/study/problem.ts';
import { message } from '../ui/messages.ts';
import type { DesignStore } from './design-store.ts';
import type { Editing } from './editing.ts';
import { StudyForm } from './forms/study-form.tsx';
import { selectionHolding } from './outline-edits.ts';
import { keyOfSelection } from './outline-entries.ts';
import { Outline } from './outline.tsx';
import { StudyPreview } from './preview/study-preview.tsx';
import { ProblemList, sentenceOfProblem } from './problem-list.tsx';
import { showField } from './show-field.ts';
import { TabStrip, tabIds } from '../ui/tab-strip.tsx';
import { useMedia } from './use-media.ts';
import type { Verdict } from './use-verdict.ts';

type Side = 'form' | 'preview';

/** Outline, form and preview side by side; where there is no room for three, form and preview take turns. */
export function DesignTab({
  api,
  store,
  editing,
  verdict,
  instruments,
}: {
  readonly api: ModeratorApi;
  readonly store: DesignStore;
  readonly editing: Editing;
  readonly verdict: Verdict;
  readonly instruments: readonly InstrumentEntry[];
}) {
  const selection = useStore(store, (state) => state.selection);
  const choose = useStore(store, (state) => state.choose);
  const hasRoom = useMedia('(min-width: 1500px)');
  const [side, setSide] = useState<Side>('form');
  const form = useRef<HTMLDivElement>(null);
  const place = keyOfSelection(selection);
  // Another form begins at its top, wherever the one before was left.
  useLayoutEffect(() => {
    form.current?.scrollTo({ top: 0 });
  }, [place]);
  const shows = (which: Side): boolean => hasRoom || side === which;

  const jump = (problem: Problem): void => {
    setSide('form');
    choose(selectionHolding(problem.path));
    // The form of another place is there once React has rendered it.
    requestAnimationFrame(() => showField(form.current, problem.path, sentenceOfProblem(problem)));
  };
  const pane = (which: Side) =>
    hasRoom
      ? ({ role: 'region', 'aria-label': message(`design.${which}-pane`) } as const)
      : ({ role: 'tabpanel', id: tabIds('side', which).panel, 'aria-labelledby': tabIds('side', which).tab } as const);

  return (
    <div className="design-columns">
      <Outline store={store} editing={editing} instruments={instruments} />
      <div className="design-sides">
        {!hasRoom && (
          <TabStrip
            group="side"
            label={message('design.views')}
            tabs={[
              { id: 'form', label: message('design.view.form') },
              { id: 'preview', label: message('design.view.preview') },
            ]}
            chosen={side}
            onChoose={setSide}
          />
        )}
        <div className="design-panes">
          {/* Kept while the preview is shown, so that what is open in it stays open. */}
          <div {...pane('form')} className="design-form-pane" hidden={!shows('form')} tabIndex={-1} ref={form}>
            <StudyForm api={api} selection={selection} editing={editing} instruments={instruments} />
          </div>
          {shows('preview') && (
            <div {...pane('preview')} className="design-preview-pane">
              <StudyPreview study={verdict.of} selection={selection} />
            </div>
          )}
        </div>
        <ProblemList study={verdict.of} verdict={verdict} isBehind={verdict.of !== editing.study} isLocked={editing.readOnly} onJump={jump} />
      </div>
    </div>
  );
}
