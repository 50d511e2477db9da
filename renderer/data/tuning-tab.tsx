import { useState } from 'react';
import type { TuningRequest } from '../../shared/contract/data.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { PeopleView } from '../../shared/contract/people.ts';
import type { PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { TuningForm } from './tuning-form.tsx';
import { TuningJobs } from './tuning-jobs.tsx';
import { useJobs } from './use-jobs.ts';
import './tuning.css';

/** What is trained on one side, the jobs on the other. */
export function TuningTab({ api, recipe, onShowRecipe }: { readonly api: ModeratorApi; readonly recipe: PreferenceRecipe | null; readonly onShowRecipe: () => void }) {
  const settings = useLoaded(() => api.call['settings/get']({}));
  const places = useLoaded(() => api.call['tuning/places']({}));
  const jobs = useJobs(api);
  const [planned, setPlanned] = useState<TuningRequest | null>(null);
  const studyId = recipe?.sources[0]?.studyId ?? null;
  const people = useLoaded<PeopleView | null>(async () => (studyId === null ? { ok: true, value: null } : api.call['people/list']({ studyId })));
  const providers = settings.value?.providers ?? [];

  return (
    <div className="data-columns">
      <div className="data-form" role="region" aria-label={message('data.tuning.new')}>
        <div className="data-part">
          <h2>{message('data.tuning.new')}</h2>
          {settings.problem !== null && (
            <Notice tone="danger" actions={<Button onClick={settings.reload}>{message('data.load-again')}</Button>}>
              {settings.problem}
            </Notice>
          )}
          {recipe === null ? (
            <Notice actions={<Button onClick={onShowRecipe}>{message('data.tuning.to-recipe')}</Button>}>{message('data.tuning.no-recipe')}</Notice>
          ) : (
            <>
              <p className="quiet">{message('data.tuning.recipe', { studies: recipe.sources.length })}</p>
              <TuningForm api={api} recipe={recipe} providers={providers} fields={people.value?.fields ?? []} onPlan={setPlanned} />
            </>
          )}
        </div>
      </div>
      <div className="data-side" role="region" aria-label={message('data.tuning.jobs')} tabIndex={0}>
        <TuningJobs api={api} jobs={jobs} places={places.value ?? []} settings={settings.value} />
      </div>
      {planned !== null && (
        <PlanDialog
          api={api}
          request={planned}
          provider={providers.find(({ providerId }) => providerId === planned.providerId) ?? null}
          onStarted={(started) => {
            setPlanned(null);
            jobs.reload();
            announce(message('data.tuning.started', { count: started.length }));
          }}
          onClose={() => setPlanned(null)}
        />
      )}
    </div>
  );
}
