import { useId, useState } from 'react';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { ParticipantCode } from '../../shared/contract/participant-code.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { spokenCode } from './people-words.ts';

/** Registers somebody: a code is drawn, or one of the laboratory's own is taken, and then shown large, to be read out and written down. */
export function AddPersonDialog({
  api,
  studyId,
  onAdded,
  onOpenPerson,
  onClose,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly onAdded: () => void;
  readonly onOpenPerson: (participantCode: string) => void;
  readonly onClose: () => void;
}) {
  const adding = useStaffCall();
  const formId = useId();
  const [own, setOwn] = useState('');
  const [asked, setAsked] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const isWrong = own.trim() !== '' && !ParticipantCode.safeParse(own).success;

  const add = async (): Promise<void> => {
    setAsked(true);
    if (isWrong) return;
    const added = await adding.run(() => api.call['people/add']({ studyId, participantCode: own.trim() === '' ? null : own.trim() }));
    if (added === null) return;
    setCode(added.value.participantCode);
    announce(message('people.added.spoken', { code: spokenCode(added.value.participantCode) }));
    onAdded();
  };

  if (code !== null) {
    return (
      <Dialog
        key="added"
        title={message('people.added.title')}
        onClose={onClose}
        actions={
          <>
            <Button
              onClick={() => {
                setCode(null);
                setOwn('');
                setAsked(false);
              }}
            >
              {message('people.added.another')}
            </Button>
            <Button onClick={() => onOpenPerson(code)}>{message('people.added.open')}</Button>
            <Button kind="primary" data-first-focus="" onClick={onClose}>
              {message('people.added.done')}
            </Button>
          </>
        }
      >
        <p className="people-big-code">{code}</p>
        <p className="people-spoken">
          {message('people.added.aloud')} <strong>{spokenCode(code)}</strong>
        </p>
        <p className="quiet">{message('people.added.about')}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      key="add"
      title={message('people.adding.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('people.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} aria-busy={adding.busy} unavailable={adding.busy}>
            {message(own.trim() === '' ? 'people.adding.draw' : 'people.adding.take')}
          </Button>
        </>
      }
    >
      <p>{message('people.adding.about')}</p>
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          data-first-focus=""
          label={message('people.adding.own')}
          help={message('people.adding.own.help')}
          value={own}
          maxLength={32}
          problem={asked && isWrong ? message('people.adding.own.wrong') : null}
          onChange={(event) => setOwn(event.target.value)}
        />
      </form>
      {adding.problem !== null && <Notice tone="danger">{adding.problem}</Notice>}
    </Dialog>
  );
}
