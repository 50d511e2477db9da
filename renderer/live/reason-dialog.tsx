import { useState } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import { EndStanding } from '../../shared/session/events.ts';
import type { LiveView } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup, TextArea } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { composeReason, reasonedActions, type ReasonedAction } from './reasons.ts';

const standings = ['kept', 'withdrawn', 'voided'] as const satisfies readonly EndStanding[];

/** Asks why, says what will happen, and stays open with everything typed until it has happened. */
export function ReasonDialog({
  action,
  onAct,
  onDone,
  onClose,
}: {
  readonly action: ReasonedAction;
  readonly onAct: (reason: string, standing: EndStanding) => Promise<Answer<LiveView>>;
  readonly onDone: (view: LiveView) => void;
  readonly onClose: () => void;
}) {
  const texts = reasonedActions[action];
  const acting = useStaffCall();
  const [picked, setPicked] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const [standing, setStanding] = useState<EndStanding>('kept');
  const reason = composeReason(picked, words);

  const confirm = async (): Promise<void> => {
    setAsked(true);
    if (reason === '') return;
    const done = await acting.run(() => onAct(reason, standing));
    if (done !== null) onDone(done.value);
  };

  return (
    <Dialog
      title={message(texts.title)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('live.reason.cancel')}</Button>
          <Button
            kind={texts.isGrave ? 'danger' : 'primary'}
            aria-busy={acting.busy}
            unavailable={acting.busy}
            onClick={() => void confirm()}
          >
            {message(acting.busy ? 'live.reason.busy' : texts.confirm)}
          </Button>
        </>
      }
    >
      <p>{message(texts.about)}</p>
      {action === 'session/end' && (
        <RadioGroup
          label={message('live.end-session.standing')}
          options={standings.map((value) => ({ value, label: message(`live.end-session.standing.${value}`) }))}
          value={standing}
          onChange={(value) => setStanding(EndStanding.parse(value))}
        />
      )}
      <RadioGroup
        label={message('live.reason.question-label')}
        help={message('live.reason.kept')}
        options={texts.ready.map((key) => ({ value: message(key), label: message(key) }))}
        value={picked}
        onChange={setPicked}
      />
      <TextArea
        label={message('live.reason.words')}
        rows={2}
        maxLength={400}
        value={words}
        problem={asked && reason === '' ? message('live.reason.missing') : null}
        onChange={(event) => setWords(event.target.value)}
      />
      {acting.problem !== null && <Notice tone="danger">{acting.problem}</Notice>}
    </Dialog>
  );
}
