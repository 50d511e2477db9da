import { useId, useState, type ReactNode } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import { Button } from '../ui/button.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { isSigned, SignedFields, unsigned, type SignedWords } from './signed-fields.tsx';

/** Asks for reason and signature of something that is recorded for good, before it is done. */
export function SignedDialog<Value>({
  words,
  grave,
  onAct,
  onDone,
  onClose,
}: {
  readonly words: { readonly title: string; readonly about: ReactNode; readonly confirm: string };
  readonly grave: boolean;
  readonly onAct: (signed: SignedWords) => Promise<Answer<Value>>;
  readonly onDone: (value: Value) => void;
  readonly onClose: () => void;
}) {
  const acting = useStaffCall();
  const formId = useId();
  const [signed, setSigned] = useState<SignedWords>(unsigned);
  const [asked, setAsked] = useState(false);

  const act = async (): Promise<void> => {
    setAsked(true);
    if (!isSigned(signed)) return;
    const done = await acting.run(() => onAct({ reason: signed.reason.trim(), by: signed.by.trim() }));
    if (done !== null) onDone(done.value);
  };

  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('people.cancel')}</Button>
          <Button kind={grave ? 'danger' : 'primary'} type="submit" form={formId} aria-busy={acting.busy} unavailable={acting.busy}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <p>{words.about}</p>
      <DialogForm id={formId} onSubmit={() => void act()}>
        <SignedFields signed={signed} asked={asked} onChange={setSigned} takesFocus />
      </DialogForm>
      {acting.problem !== null && <Notice tone="danger">{acting.problem}</Notice>}
    </Dialog>
  );
}
