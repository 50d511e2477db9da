import { useState } from 'react';
import type { PreferenceSourceEntry } from '../../shared/contract/data.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useAnswer } from '../ui/staff-call.ts';
import { ExportDialog } from './export-dialog.tsx';
import type { RecipeDraft, RecipeReading } from './recipe-draft.ts';
import { RecipeForm } from './recipe-form.tsx';
import { RecipePreview } from './recipe-preview.tsx';

/** The recipe on one side, what it makes on the other. */
export function PreferenceTab({
  api,
  entries,
  draft,
  reading,
  onDraft,
}: {
  readonly api: ModeratorApi;
  readonly entries: readonly PreferenceSourceEntry[];
  readonly draft: RecipeDraft;
  readonly reading: RecipeReading;
  readonly onDraft: (draft: RecipeDraft) => void;
}) {
  const { recipe, problems } = reading;
  const preview = useAnswer(recipe, (input) => api.call['preferences/preview'](input));
  const [exporting, setExporting] = useState(false);
  const nothing = preview.value === null || preview.value.pairs === 0;

  return (
    <div className="data-columns">
      <div className="data-form" role="region" aria-label={message('data.recipe.title')}>
        <RecipeForm entries={entries} draft={draft} problems={problems} onDraft={onDraft} />
      </div>
      <div className="data-side" role="region" aria-label={message('data.preview.title')} tabIndex={0} aria-busy={preview.busy}>
        <div className="data-side-head">
          <h2>{message('data.preview.title')}</h2>
          <Button kind="primary" unavailable={recipe === null || preview.busy || nothing} aria-describedby="data-export-why" onClick={() => setExporting(true)}>
            {message('data.export.open')}
          </Button>
        </div>
        <p className="quiet" id="data-export-why" role="status">
          {recipe === null
            ? message('data.preview.put-right')
            : preview.busy
              ? message('data.preview.counting')
              : preview.problem === null && nothing
                ? message('data.preview.nothing')
                : ''}
        </p>
        {preview.problem !== null && <Notice tone="danger">{preview.problem}</Notice>}
        {preview.value !== null && recipe !== null && <RecipePreview preview={preview.value} />}
      </div>
      {exporting && recipe !== null && <ExportDialog api={api} recipe={recipe} findings={preview.value?.findings ?? []} onClose={() => setExporting(false)} />}
    </div>
  );
}
