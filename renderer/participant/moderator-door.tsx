import { useEffect, useState, type SubmitEvent } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import type { ParticipantCalls } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import './participant.css';

/** The small door in the corner: with the PIN, the moderator gets their own window back. */
export function ModeratorDoor({ call }: { readonly call: Pick<ParticipantCalls, 'window/leave'> }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const ask = () => setOpen(true);
    window.addEventListener('visavis:ask-pin', ask);
    return () => window.removeEventListener('visavis:ask-pin', ask);
  }, []);
  return (
    <>
      <button type="button" className="moderator-door" onClick={() => setOpen(true)}>
        <Icon name="lock" size={17} />
        <span>{message('participant.door')}</span>
      </button>
      {open && <PinDialog call={call} onClose={() => setOpen(false)} />}
    </>
  );
}

function PinDialog({
  call,
  onClose,
}: {
  readonly call: Pick<ParticipantCalls, 'window/leave'>;
  readonly onClose: () => void;
}) {
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState(false);
  const { pending, failure, run } = usePendingCall('participant');

  const leave = (event: SubmitEvent) => {
    event.preventDefault();
    if (pin === '' || pending) return;
    void run(async () => {
      const answer = await call['window/leave']({ pin });
      if (answer.ok && answer.value.left) onClose();
      if (answer.ok && !answer.value.left) {
        setWrong(true);
        setPin('');
      }
      return answer;
    });
  };

  return (
    <Dialog
      title={message('participant.door.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('participant.door.stay')}</Button>
          <Button kind="primary" type="submit" form="pin-form" unavailable={pin === '' || pending}>
            {message('participant.door.leave')}
          </Button>
        </>
      }
    >
      <p className="quiet">{message('participant.door.explanation')}</p>
      <form id="pin-form" onSubmit={leave}>
        <TextField
          label={message('participant.door.pin')}
          type="password"
          inputMode="numeric"
          maxLength={32}
          data-first-focus=""
          value={pin}
          problem={wrong ? message('participant.door.wrong') : failure}
          onChange={(event) => {
            setPin(event.target.value);
            if (event.target.value !== '') setWrong(false);
          }}
        />
        <span className="hidden-but-read" role="alert">
          {wrong ? message('participant.door.wrong') : ''}
        </span>
      </form>
    </Dialog>
  );
}
