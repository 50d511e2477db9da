import { useId, useState } from 'react';
import type { ErasureView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded, useStaffCall } from '../ui/staff-call.ts';
import { CopyList } from './copy-list.tsx';
import { isSigned, SignedFields, unsigned, type SignedWords } from './signed-fields.tsx';

/** Says what goes and what is left outside, and erases once the code was typed by hand. */
export function EraseDialog({
  api,
  studyId,
  participantCode,
  onErased,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly participantCode: string;
  readonly onErased: (erasure: ErasureView) => void;
  readonly onClose: () => void;
}) {
  const preview = useLoaded(() => api.call['people/erasure']({ studyId, participantCode }));
  const erasing = useStaffCall();
  const formId = useId();
  const [typed, setTyped] = useState('');
  const [signed, setSigned] = useState<SignedWords>(unsigned);
  const [asked, setAsked] = useState(false);
  const isSameCode = typed.trim().toUpperCase() === participantCode.toUpperCase();
  const erasure = preview.value;

  const erase = async (): Promise<void> => {
    setAsked(true);
    if (!isSameCode || !isSigned(signed)) return;
    const { reason, by } = signed;
    const done = await erasing.run(() =>
      api.call['people/erase']({ studyId, participantCode, typedCode: typed.trim(), reason: reason.trim(), by: by.trim() }),
    );
    if (done !== null) onErased(done.value);
  };

  return (
    <Dialog
      title={message('people.erase.title', { code: participantCode })}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('people.cancel')}</Button>
          <Button kind="danger" type="submit" form={formId} aria-busy={erasing.busy} unavailable={erasing.busy || erasure === null}>
            {message(erasing.busy ? 'people.erase.busy' : 'people.erase.confirm')}
          </Button>
        </>
      }
    >
      {erasure === null && preview.problem === null && <p role="status">{message('people.erase.loading')}</p>}
      {preview.problem !== null && (
        <Notice tone="danger" actions={<Button onClick={preview.reload}>{message('people.load-again')}</Button>}>
          {preview.problem}
        </Notice>
      )}
      {erasure !== null && (
        <>
          <section className="stack people-tight" aria-labelledby={`${formId}-goes`}>
            <h3 id={`${formId}-goes`}>{message('people.erase.goes')}</h3>
            <p>
              {message('people.erase.counts', {
                sessions: erasure.sessions,
                events: erasure.events,
                conversations: erasure.importedConversations,
                notes: erasure.notes,
              })}
            </p>
            <p>{message('people.erase.stays')}</p>
          </section>
          <section className="stack people-tight" aria-labelledby={`${formId}-copies`}>
            <h3 id={`${formId}-copies`}>{message('people.erase.copies')}</h3>
            <p>{message(erasure.copies.length === 0 ? 'people.erase.copies.none' : 'people.erase.copies.about')}</p>
            {erasure.copies.length > 0 && <CopyList copies={erasure.copies} />}
            {erasure.sessions > 0 && <p className="quiet">{message('people.erase.copies.endpoints')}</p>}
          </section>
          <DialogForm id={formId} onSubmit={() => void erase()}>
            <TextField
              label={message('people.erase.type', { code: participantCode })}
              value={typed}
              maxLength={40}
              spellCheck={false}
              problem={asked && !isSameCode ? message('people.erase.type.wrong', { code: participantCode }) : null}
              onChange={(event) => setTyped(event.target.value)}
            />
            <SignedFields signed={signed} asked={asked} onChange={setSigned} />
          </DialogForm>
        </>
      )}
      {erasing.problem !== null && <Notice tone="danger">{erasing.problem}</Notice>}
    </Dialog>
  );
}
