import type { TuningJob, TuningPlace } from '../../shared/contract/data.ts';
import type { ModeratorApi, SettingsView } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { dayAndTime } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { amount, isOver, scopeWords } from './tuning-words.ts';

/** One training job: for whom, how far, what it cost, what happened, and where its model stands. */
export function JobCard({
  api,
  job,
  places,
  settings,
  onJob,
  onUse,
}: {
  readonly api: ModeratorApi;
  readonly job: TuningJob;
  readonly places: readonly TuningPlace[];
  readonly settings: SettingsView | null;
  readonly onJob: (job: TuningJob) => void;
  readonly onUse: () => void;
}) {
  const calling = useStaffCall();
  const { id, scope, status } = job;
  const name = scopeWords(scope);
  const language = document.documentElement.lang || 'en';
  const provider = settings?.providers.find(({ providerId }) => providerId === job.providerId)?.label ?? job.providerId;

  const change = async (call: 'tuning/cancel' | 'tuning/retry'): Promise<void> => {
    const answer = await calling.run(() => api.call[call]({ id }));
    if (answer !== null) onJob(answer.value);
  };
  const facts = [
    { label: message('data.tuning.pairs'), value: message('data.number', { value: job.pairs }) },
    { label: message('data.tuning.trained'), value: job.trainedTokens === null ? '–' : message('data.number', { value: job.trainedTokens }) },
    job.cost === null
      ? { label: message('data.tuning.estimated'), value: amount(job.estimatedCost) }
      : { label: message('data.tuning.cost'), value: amount(job.cost) },
    { label: message('data.tuning.created'), value: dayAndTime(job.createdAtUtcMilliseconds, language) },
  ];

  return (
    <li className="card data-job" aria-label={name}>
      <div className="data-job-head">
        <div>
          <h3>{name}</h3>
          <p className="quiet">
            {message('data.tuning.from', { model: job.baseModel, provider })}
            {settingsWords(job)}
          </p>
        </div>
        <span className={`data-status ${status}`}>{message(`data.tuning.status.${status}`)}</span>
      </div>
      <dl className="data-facts">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
      </dl>
      {job.problem !== null && <Notice tone="attention">{job.problem}</Notice>}
      {job.resultModel !== null && (
        <p>
          {message('data.tuning.result')} <span className="code">{job.resultModel}</span>
        </p>
      )}
      {job.usedAs.length > 0 && <p>{usedWords(job, places)}</p>}
      {calling.problem !== null && <Notice tone="danger">{calling.problem}</Notice>}
      <div className="data-job-foot">
        <details>
          <summary>{message('data.tuning.events', { count: job.events.length })}</summary>
          <ol className="data-events">
            {job.events.map((event, index) => (
              <li key={index} className={event.level}>
                <span className="quiet number">{dayAndTime(event.atUtcMilliseconds, language)}</span>{' '}
                {event.level !== 'info' && <strong>{message(`data.tuning.level.${event.level}`)} </strong>}
                {event.text}
              </li>
            ))}
          </ol>
          <p className="quiet data-digest">
            {message('data.tuning.data-digest')} <span className="code">{job.datasetDigest}</span>
          </p>
          {job.remoteId !== null && (
            <p className="quiet">
              {message('data.tuning.remote')} <span className="code">{job.remoteId}</span>
            </p>
          )}
        </details>
        <div className="data-job-actions">
          {!isOver(job) && (
            <Button aria-label={message('data.tuning.cancel.named', { name })} unavailable={calling.busy} onClick={() => void change('tuning/cancel')}>
              {message('data.tuning.cancel')}
            </Button>
          )}
          {(status === 'failed' || status === 'cancelled') && (
            <Button aria-label={message('data.tuning.retry.named', { name })} unavailable={calling.busy} onClick={() => void change('tuning/retry')}>
              {message('data.tuning.retry')}
            </Button>
          )}
          {status === 'succeeded' && job.resultModel !== null && (
            <Button aria-label={message('data.tuning.use.named', { name })} onClick={onUse}>
              {message('data.tuning.use')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function settingsWords({ beta, epochs }: TuningJob): string {
  const parts = [
    ...(beta === null ? [] : [message('data.tuning.with.beta', { beta: String(beta) })]),
    ...(epochs === null ? [] : [message('data.tuning.with.epochs', { epochs })]),
  ];
  return parts.length === 0 ? '' : ` · ${parts.join(' · ')}`;
}

/** Places by arm; a group's model stands with many people. */
function usedWords({ usedAs }: TuningJob, known: readonly TuningPlace[]): string {
  const places = new Map<string, number>();
  for (const { studyId, armId, participantCode } of usedAs) {
    const study = known.find((each) => each.studyId === studyId);
    const arm = study?.arms.find((each) => each.armId === armId)?.name ?? armId;
    const place = message('data.tuning.place', { study: study?.title ?? studyId, arm });
    places.set(place, (places.get(place) ?? 0) + (participantCode === null ? 0 : 1));
  }
  return [...places].map(([place, people]) => (people === 0 ? message('data.tuning.used-as.arm', { place }) : message('data.tuning.used-as.people', { place, count: people }))).join(' ');
}
