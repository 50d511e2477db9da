import type { TuningJob, TuningPlan, TuningRequest } from '../../shared/contract/data.ts';
import type { ModeratorApi, ProviderEntry } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../ui/staff-call.ts';
import { amount, scopeKey, scopeWords, totalsOf } from './tuning-words.ts';

/** What would be trained and what it costs, what leaves this computer and to whom; only then it can be started. */
export function PlanDialog({
  api,
  request,
  provider,
  onStarted,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly request: TuningRequest;
  readonly provider: ProviderEntry | null;
  readonly onStarted: (jobs: readonly TuningJob[]) => void;
  readonly onClose: () => void;
}) {
  const plan = useLoaded(() => api.call['tuning/plan'](request));
  const starting = useStaffCall();
  const totals = plan.value === null ? null : totalsOf(plan.value);
  const problem = plan.problem ?? starting.problem;

  const start = async (): Promise<void> => {
    const answer = await starting.run(() => api.call['tuning/start'](request));
    if (answer !== null) onStarted(answer.value);
  };

  return (
    <Dialog
      title={message('data.tuning.plan.title')}
      className="data-plan"
      onClose={onClose}
      actions={
        <>
          <Button data-first-focus="" onClick={onClose}>
            {message('data.cancel')}
          </Button>
          <Button
            kind="primary"
            aria-busy={starting.busy}
            unavailable={starting.busy || totals === null || totals.jobs === 0}
            onClick={() => void start()}
          >
            {starting.busy ? message('data.tuning.starting') : message('data.tuning.start', { count: totals?.jobs ?? 0 })}
          </Button>
        </>
      }
    >
      {plan.value === null && plan.problem === null && <p role="status">{message('data.tuning.planning')}</p>}
      {plan.value !== null && totals !== null && (
        <>
          <p>
            {message('data.tuning.totals', { jobs: totals.jobs, pairs: totals.pairs, tokens: totals.tokens })}{' '}
            {totals.cost !== null && message('data.tuning.totals.cost', { cost: amount(totals.cost) })}
          </p>
          <PlanTable plan={plan.value} />
          {totals.jobs === 0 ? (
            <Notice tone="attention">{message('data.tuning.plan.nothing')}</Notice>
          ) : (
            <Notice tone={provider?.builtIn === true ? 'neutral' : 'attention'}>
              <strong>{message('data.tuning.leaves.title')}</strong>{' '}
              {provider?.builtIn === true
                ? message('data.tuning.leaves.nothing')
                : message('data.tuning.leaves', { pairs: totals.pairs, provider: provider?.label ?? request.providerId, address: provider?.baseURL ?? '' })}
            </Notice>
          )}
        </>
      )}
      {problem !== null && <Notice tone="danger">{problem}</Notice>}
    </Dialog>
  );
}

function PlanTable({ plan }: { readonly plan: TuningPlan }) {
  return (
    <div className="data-scroll" role="region" aria-label={message('data.tuning.plan.jobs')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{message('data.tuning.plan.for')}</th>
            <th scope="col" className="table-count">
              {message('data.tuning.pairs')}
            </th>
            <th scope="col" className="table-count">
              {message('data.tuning.tokens')}
            </th>
            <th scope="col" className="table-count">
              {message('data.tuning.estimated')}
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.jobs.map(({ scope, pairs, tokens, estimatedCost, problem }) => (
            <tr key={scopeKey(scope)}>
              <td>
                {scopeWords(scope)}
                {problem !== null && <span className="data-plan-problem">{problem}</span>}
              </td>
              <td className="number table-count">{message('data.number', { value: pairs })}</td>
              <td className="number table-count">{message('data.number', { value: tokens })}</td>
              <td className="number table-count">{amount(estimatedCost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
