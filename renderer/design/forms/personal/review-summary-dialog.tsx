import { useId, useState } from 'react';
import type { SummaryView } from '../../../../shared/contract/personal.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { message } from '../../../ui/messages.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useStaffCall } from '../../../ui/staff-call.ts';
import { useFormApi } from '../form-context.ts';

/** Kept while the app is open: whoever reviews one reviews several. */
let lastSigned = '';

/** The model's words beside the words that will be used; signing them is what lets prompts use them. */
export function ReviewSummaryDialog({
  studyId,
  participantCode,
  summary,
  onReviewed,
  onClose,
}: {
  readonly studyId: string;
  readonly participantCode: string;
  readonly summary: NonNullable<SummaryView['summary']>;
  readonly onReviewed: (view: SummaryView) => void;
  readonly onClose: () => void;
}) {
  const api = useFormApi();
  const reviewing = useStaffCall();
  const [text, setText] = useState(summary.text);
  const [by, setBy] = useState(lastSigned);
  const [asked, setAsked] = useState(false);
  const madeId = useId();
  const changed = text !== summary.madeText;

  const sign = async (): Promise<void> => {
    setAsked(true);
    if (text.trim() === '' || by.trim() === '') return;
    lastSigned = by.trim();
    const answer = await reviewing.run(() => api.call['summary/review']({ studyId, participantCode, text: text.trim(), by: by.trim() }));
    if (answer !== null) onReviewed(answer.value);
  };

  return (
    <Dialog
      title={message('design.prompt.summaries.review.title', { code: participantCode })}
      className="prompt-review"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('design.prompt.cancel')}</Button>
          <Button kind="primary" aria-busy={reviewing.busy} unavailable={reviewing.busy} onClick={() => void sign()}>
            {message('design.prompt.summaries.sign')}
          </Button>
        </>
      }
    >
      <p>{message('design.prompt.summaries.review.about')}</p>
      <div className="prompt-review-texts">
        <div className="field">
          <p className="field-label" id={madeId}>
            {message('design.prompt.summaries.made-text', { model: summary.model })}
          </p>
          <pre className="prompt-text" dir="auto" role="region" aria-labelledby={madeId} tabIndex={0}>
            {summary.madeText}
          </pre>
        </div>
        <TextArea
          label={message('design.prompt.summaries.used-text')}
          maxLength={20_000}
          problem={asked && text.trim() === '' ? message('design.prompt.summaries.text.missing') : null}
          value={text}
          data-first-focus=""
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="prompt-review-foot">
        <TextField
          label={message('design.prompt.summaries.by')}
          maxLength={80}
          problem={asked && by.trim() === '' ? message('design.prompt.summaries.by.missing') : null}
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
        <p className="quiet" role="status">
          {message(changed ? 'design.prompt.summaries.changed' : 'design.prompt.summaries.unchanged')}
        </p>
        {changed && <Button onClick={() => setText(summary.madeText)}>{message('design.prompt.summaries.restore')}</Button>}
      </div>
      {reviewing.problem !== null && <Notice tone="danger">{reviewing.problem}</Notice>}
    </Dialog>
  );
}
