import { useState, type ReactNode } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';

export interface ReasonWords {
  readonly title: string;
  readonly about: ReactNode;
  readonly reason: string;
  readonly cancel: string;
  readonly confirm: string;
}

/** Asks for the reason of something that is recorded for good, before it is done. */
export function ReasonDialog<Value>({
  words,
  onAct,
  onDone,
  onClose,
}: {
  readonly words: ReasonWords;
  readonly onAct: (reason: string) => Promise<Answer<Value>>;
  readonly onDone: (value: Value) => void;
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
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="danger" aria-busy={acting.busy} unavailable={acting.busy} onClick={() => void confirm()}>
            {acting.busy ? message('transcript.recording') : words.confirm}
          </Button>
        </>
      }
    >
      <p>{words.about}</p>
      <TextArea
        label={words.reason}
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
