import { useState } from 'react';
import type { Answer, OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

type Unblinded = OutputOf<ModeratorContract, 'transcript/unblind'>;

/** Asks why somebody wants to know which arm stood where, and says that the question is recorded. */
export function UnblindDialog({
  onAct,
  onDone,
  onClose,
}: {
  readonly onAct: (reason: string) => Promise<Answer<Unblinded>>;
  readonly onDone: (unblinded: Unblinded) => void;
  readonly onClose: () => void;
}) {
  const acting = useStaffCall();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const isMissing = reason.trim() === '';

  const confirm = async (): Promise<void> => {
    setAsked(true);
    if (isMissing) return;
    const done = await acting.run(() => onAct(reason));
    if (done !== null) onDone(done.value);
  };

  return (
    <Dialog
      title={message('transcript.unblind.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('transcript.unblind.cancel')}</Button>
          <Button kind="danger" aria-busy={acting.busy} unavailable={acting.busy} onClick={() => void confirm()}>
            {message(acting.busy ? 'transcript.unblind.busy' : 'transcript.unblind.confirm')}
          </Button>
        </>
      }
    >
      <p>{message('transcript.unblind.about')}</p>
      <TextArea
        label={message('transcript.unblind.reason')}
        rows={3}
        maxLength={500}
        value={reason}
        problem={asked && isMissing ? message('transcript.unblind.missing') : null}
        onChange={(event) => setReason(event.target.value)}
      />
      {acting.problem !== null && <Notice tone="danger">{acting.problem}</Notice>}
    </Dialog>
  );
}
