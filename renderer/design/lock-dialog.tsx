import { useId, useState } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import type { DesignView } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { plannedRows } from './rows-of-list.ts';

interface LockDialogProps {
  readonly api: ModeratorApi;
  readonly study: Study;
  readonly view: DesignView;
  readonly warnings: number;
  /** Stores what is not yet stored; false when that failed. */
  readonly flush: () => Promise<boolean>;
  /** Handed over when the person has read what was locked. */
  readonly onLocked: (view: DesignView) => void;
  readonly onClose: () => void;
}

/** Says what locking does, asks who and why, and afterwards shows what was frozen. */
export function LockDialog(props: LockDialogProps) {
  const [locked, setLocked] = useState<DesignView | null>(null);
  if (locked === null) return <LockQuestions {...props} onDone={setLocked} />;
  return <LockedNow view={locked} onDone={() => props.onLocked(locked)} />;
}

function LockQuestions({
  api,
  study,
  view,
  warnings,
  flush,
  onClose,
  onDone,
}: Omit<LockDialogProps, 'onLocked'> & { readonly onDone: (view: DesignView) => void }) {
  const locking = useStaffCall();
  const [lockedBy, setLockedBy] = useState('');
  const [reason, setReason] = useState('');
  const [statement, setStatement] = useState('');
  const [asked, setAsked] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const formId = useId();
  const version = (view.versions.at(-1)?.version ?? 0) + 1;
  const isAmendment = version > 1;
  const isMissing = (text: string): boolean => asked && text.trim() === '';

  const lock = async (): Promise<void> => {
    setAsked(true);
    setUnsaved(false);
    const texts = isAmendment ? [lockedBy, reason, statement] : [lockedBy];
    if (texts.some((text) => text.trim() === '')) return;
    const result = await locking.run(async (): Promise<Answer<DesignView | null>> => {
      if (!(await flush())) {
        setUnsaved(true);
        return { ok: true, value: null };
      }
      return api.call['design/lock']({
        studyId: view.studyId,
        lockedBy: lockedBy.trim(),
        reason: isAmendment ? reason.trim() : null,
        statement: isAmendment ? statement.trim() : null,
      });
    });
    if (result === null || result.value === null) return;
    announce(message('design.locked.title', { version }));
    onDone(result.value);
  };

  return (
    <Dialog
      title={message('design.locking.title', { version })}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('design.locking.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} aria-busy={locking.busy} unavailable={locking.busy}>
            {message(locking.busy ? 'design.locking.busy' : 'design.locking.confirm')}
          </Button>
        </>
      }
    >
      <p>{message('design.locking.about')}</p>
      <p>{message('design.locking.rows', { count: plannedRows(study), seed: study.allocation.seed })}</p>
      <p>{message('design.locking.after')}</p>
      {warnings > 0 && <Notice tone="attention">{message('design.locking.warnings', { count: warnings })}</Notice>}
      <DialogForm id={formId} onSubmit={() => void lock()}>
        <TextField
          data-first-focus=""
          label={message('design.locking.by')}
          value={lockedBy}
          maxLength={80}
          problem={isMissing(lockedBy) ? message('design.locking.by.missing') : null}
          onChange={(event) => setLockedBy(event.target.value)}
        />
        {isAmendment && (
          <>
            <TextArea
              label={message('design.locking.reason')}
              rows={2}
              maxLength={500}
              value={reason}
              problem={isMissing(reason) ? message('design.locking.reason.missing') : null}
              onChange={(event) => setReason(event.target.value)}
            />
            <TextArea
              label={message('design.locking.statement')}
              help={message('design.locking.statement.help')}
              rows={3}
              maxLength={500}
              value={statement}
              problem={isMissing(statement) ? message('design.locking.statement.missing') : null}
              onChange={(event) => setStatement(event.target.value)}
            />
          </>
        )}
      </DialogForm>
      {unsaved && <Notice tone="danger">{message('design.locking.unsaved')}</Notice>}
      {locking.problem !== null && <Notice tone="danger">{locking.problem}</Notice>}
    </Dialog>
  );
}

function LockedNow({ view, onDone }: { readonly view: DesignView; readonly onDone: () => void }) {
  const newest = view.versions.at(-1);
  if (newest === undefined) return null;
  const facts = [
    { label: message('design.locked.version'), value: String(newest.version) },
    { label: message('design.locked.by'), value: newest.lockedBy },
    { label: message('design.locked.rows'), value: String(newest.rows) },
  ];
  return (
    <Dialog
      title={message('design.locked.title', { version: newest.version })}
      wide
      onClose={onDone}
      actions={
        <Button kind="primary" data-first-focus="" onClick={onDone}>
          {message('design.locked.done')}
        </Button>
      }
    >
      <p>{message('design.locked.about')}</p>
      <dl className="design-facts">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{message('design.versions.digest')}</dt>
          <dd className="code">{newest.digest}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
