import { useState } from 'react';
import type { SummaryView } from '../../../../shared/contract/personal.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { dayAndTime } from '../../../ui/durations.ts';
import { Select } from '../../../ui/field.tsx';
import { message } from '../../../ui/messages.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../../../ui/staff-call.ts';
import { useEditing, useFormApi } from '../form-context.ts';
import { MakeSummaryDialog } from './make-summary-dialog.tsx';
import { ReviewSummaryDialog } from './review-summary-dialog.tsx';
import '../form-table.css';

type State = 'none' | 'made' | 'reviewed';

function stateOf({ summary }: SummaryView): State {
  return summary === null ? 'none' : summary.reviewedBy === null ? 'made' : 'reviewed';
}

type Doing = { readonly kind: 'make' | 'review'; readonly participantCode: string } | null;

/** Summaries of the participants: made once by a model, used once somebody has read and signed them. */
export function SummariesPart() {
  const { study } = useEditing();
  const api = useFormApi();
  const list = useLoaded(() => api.call['summary/list']({ studyId: study.id }));
  const discarding = useStaffCall();
  const [doing, setDoing] = useState<Doing>(null);
  const [shown, setShown] = useState<State | 'all'>('all');
  const summaries = list.value ?? [];
  const inState = (state: State): number => summaries.filter((each) => stateOf(each) === state).length;
  const toReview = summaries.find(({ participantCode }) => participantCode === doing?.participantCode)?.summary ?? null;

  const replace = (next: SummaryView): void =>
    list.replace(summaries.map((each) => (each.participantCode === next.participantCode ? next : each)));
  const discard = async (participantCode: string): Promise<void> => {
    const answer = await discarding.run(() => api.call['summary/discard']({ studyId: study.id, participantCode }));
    if (answer === null) return;
    replace(answer.value);
    announce(message('design.prompt.summaries.discarded', { code: participantCode }));
  };
  const problem = list.problem ?? discarding.problem;

  return (
    <div className="form-field whole prompt-summaries">
      {problem !== null && (
        <Notice tone="danger" actions={<Button onClick={list.reload}>{message('design.load-again')}</Button>}>
          {problem}
        </Notice>
      )}
      {list.value === null && problem === null && <p role="status">{message('design.prompt.summaries.loading')}</p>}
      {list.value !== null && summaries.length === 0 && <p className="quiet">{message('design.prompt.preview.no-people')}</p>}
      {summaries.length > 0 && (
        <>
          <div className="prompt-summaries-head">
            <p>{message('design.prompt.summaries.counts', { reviewed: inState('reviewed'), made: inState('made'), none: inState('none') })}</p>
            <Select
              label={message('design.prompt.summaries.show')}
              options={(['all', 'none', 'made', 'reviewed'] as const).map((state) => ({ value: state, label: message(`design.prompt.summaries.show.${state}`) }))}
              value={shown}
              onChange={(event) => setShown((['none', 'made', 'reviewed'] as const).find((state) => state === event.target.value) ?? 'all')}
            />
          </div>
          <div className="form-table-frame prompt-scroll" role="region" aria-label={message('design.form.part.summaries')} tabIndex={0}>
            <table className="form-table">
              <thead>
                <tr>
                  <th scope="col">{message('design.prompt.summaries.participant')}</th>
                  <th scope="col">{message('design.prompt.summaries.state')}</th>
                  <th scope="col">
                    <span className="hidden-but-read">{message('design.prompt.summaries.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {summaries
                  .filter((each) => shown === 'all' || stateOf(each) === shown)
                  .map((each) => (
                    <SummaryRow
                      key={each.participantCode}
                      view={each}
                      busy={discarding.busy}
                      onDo={(kind) => setDoing({ kind, participantCode: each.participantCode })}
                      onDiscard={() => void discard(each.participantCode)}
                    />
                  ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {doing?.kind === 'make' && (
        <MakeSummaryDialog
          studyId={study.id}
          participantCode={doing.participantCode}
          onMade={(next) => {
            replace(next);
            // What was made is read at once; nobody uses it before that.
            setDoing({ kind: 'review', participantCode: next.participantCode });
          }}
          onClose={() => setDoing(null)}
        />
      )}
      {doing?.kind === 'review' && toReview !== null && (
        <ReviewSummaryDialog
          studyId={study.id}
          participantCode={doing.participantCode}
          summary={toReview}
          onReviewed={(next) => {
            replace(next);
            setDoing(null);
            announce(message('design.prompt.summaries.reviewed', { code: next.participantCode }));
          }}
          onClose={() => setDoing(null)}
        />
      )}
    </div>
  );
}

function SummaryRow({
  view,
  busy,
  onDo,
  onDiscard,
}: {
  readonly view: SummaryView;
  readonly busy: boolean;
  readonly onDo: (kind: 'make' | 'review') => void;
  readonly onDiscard: () => void;
}) {
  const { participantCode: code, summary } = view;
  const [sure, setSure] = useState(false);
  const way = (summary?.reviewedBy ?? null) === null ? 'review' : 'read';
  return (
    <tr>
      <th scope="row" className="number">
        {code}
      </th>
      <td>
        <span className={`prompt-state ${stateOf(view)}`}>{message(`design.prompt.summaries.state.${stateOf(view)}`, { by: summary?.reviewedBy ?? '' })}</span>
        {summary !== null && (
          <span className="prompt-state-detail">
            {message('design.prompt.summaries.made', {
              model: summary.model,
              when: dayAndTime(summary.madeAtUtcMilliseconds, document.documentElement.lang || 'en'),
            })}
          </span>
        )}
      </td>
      <td className="prompt-actions">
        {summary === null ? (
          <Button aria-label={message('design.prompt.summaries.make.named', { code })} onClick={() => onDo('make')}>
            {message('design.prompt.summaries.make')}
          </Button>
        ) : sure ? (
          <>
            <Button kind="danger-quiet" aria-label={message('design.prompt.summaries.discard.sure.named', { code })} unavailable={busy} onClick={onDiscard}>
              {message('design.prompt.summaries.discard.sure')}
            </Button>
            <Button data-first-focus="" onClick={() => setSure(false)}>
              {message('design.prompt.summaries.keep')}
            </Button>
          </>
        ) : (
          <>
            <Button aria-label={message(`design.prompt.summaries.${way}.named`, { code })} onClick={() => onDo('review')}>
              {message(`design.prompt.summaries.${way}`)}
            </Button>
            <Button kind="plain" aria-label={message('design.prompt.summaries.discard.named', { code })} onClick={() => setSure(true)}>
              {message('design.prompt.summaries.discard')}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
