import { useState } from 'react';
import type { TuningJob, TuningPlace } from '../../shared/contract/data.ts';
import type { ModeratorApi, SettingsView } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { JobCard } from './job-card.tsx';
import { isOver, unusedOwnModels } from './tuning-words.ts';
import { UseDialog } from './use-dialog.tsx';
import type { Jobs } from './use-jobs.ts';

const filters = ['all', 'unfinished', 'succeeded', 'failed'] as const;
type Filter = (typeof filters)[number];

/** Every training job there was, the newest first, and what can be done with it. */
export function TuningJobs({
  api,
  jobs,
  places,
  settings,
}: {
  readonly api: ModeratorApi;
  readonly jobs: Jobs;
  readonly places: readonly TuningPlace[];
  readonly settings: SettingsView | null;
}) {
  const [using, setUsing] = useState<readonly TuningJob[]>([]);
  const [filter, setFilter] = useState<Filter>('all');
  const all = (jobs.value ?? []).toSorted((a, b) => b.createdAtUtcMilliseconds - a.createdAtUtcMilliseconds || b.id - a.id);
  const unused = unusedOwnModels(all);
  const shown = all.filter((job) => fits(job, filter));

  return (
    <>
      <div className="data-side-head">
        <h2>{message('data.tuning.jobs')}</h2>
        {unused.length > 1 && <Button onClick={() => setUsing(unused)}>{message('data.tuning.use-all', { count: unused.length })}</Button>}
      </div>
      {jobs.problem !== null && (
        <Notice tone="danger" actions={<Button onClick={jobs.reload}>{message('data.load-again')}</Button>}>
          {jobs.problem}
        </Notice>
      )}
      {jobs.value === null && jobs.problem === null && <p role="status">{message('data.loading')}</p>}
      {jobs.value !== null && all.length === 0 && <Notice>{message('data.tuning.jobs.none')}</Notice>}
      {all.length > 3 && (
        <div className="data-filter">
          <Select
            label={message('data.tuning.show')}
            options={filters.map((value) => ({ value, label: message(`data.tuning.show.${value}`, { count: all.filter((job) => fits(job, value)).length }) }))}
            value={filter}
            onChange={(event) => setFilter(filters.find((each) => each === event.target.value) ?? 'all')}
          />
        </div>
      )}
      <ul className="data-jobs">
        {shown.map((job) => (
          <JobCard key={job.id} api={api} job={job} places={places} settings={settings} onJob={jobs.replaceOne} onUse={() => setUsing([job])} />
        ))}
      </ul>
      {using.length > 0 && (
        <UseDialog
          api={api}
          jobs={using}
          places={places}
          onUsed={(used) => {
            setUsing([]);
            jobs.reload();
            announce(message('data.tuning.used', { count: used }));
          }}
          onClose={() => setUsing([])}
        />
      )}
    </>
  );
}

function fits(job: TuningJob, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'unfinished':
      return !isOver(job);
    case 'succeeded':
      return job.status === 'succeeded';
    case 'failed':
      return job.status === 'failed' || job.status === 'cancelled';
  }
}
