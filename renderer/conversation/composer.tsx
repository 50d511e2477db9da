import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import { SavedState } from '../ui/saved-state.tsx';
import { boxAfter, boxFromDraft } from './message-box.ts';

/** The foot of a conversation: what it is about, the message box, and the ways on. */
export function Composer({ screen, call, drafts }: ScreenProps<'conversation'>) {
  const { conversationId, turnCount, maximumTurns, maximumMessageCharacters, threads } = screen;
  const draftKey = `message:${conversationId}`;
  const sentMessage = threads[0]?.turns.at(-1)?.message ?? null;
  const [box, setBox] = useState(() =>
    boxAfter(boxFromDraft(drafts.read(draftKey)), turnCount, screen.returnedMessage, sentMessage),
  );
  const input = useRef<HTMLTextAreaElement>(null);
  const finish = useRef<HTMLButtonElement>(null);
  const sending = usePendingCall('participant');
  const finishing = usePendingCall('participant');

  const current = boxAfter(box, turnCount, screen.returnedMessage, sentMessage);
  if (current !== box) setBox(current);
  // A message that came back is on the screen only; it goes to disk like one that was typed.
  useEffect(() => {
    const kept = boxFromDraft(drafts.read(draftKey));
    if (current.text !== '' && (kept?.turn !== current.turn || kept.text !== current.text)) drafts.keep(draftKey, current);
  }, [current, drafts, draftKey]);

  const spent = turnCount >= maximumTurns;
  const tooLong = current.text.trim().length - maximumMessageCharacters;
  const empty = current.text.trim() === '';
  const ready = screen.canSend && !sending.pending && !empty && tooLong <= 0;

  useEffect(() => {
    if (spent && screen.canFinish) finish.current?.focus();
    else input.current?.focus({ preventScroll: true });
  }, [spent, screen.canFinish]);

  const send = () => {
    if (!ready) return;
    input.current?.focus();
    void sending.run(() => call['turn/send']({ conversationId, text: current.text }));
  };
  const failure = sending.failure ?? finishing.failure;

  return (
    <footer className="composer">
      <div className="composer-prompt">
        <span className="composer-label">{message('participant.composer.prompt')}</span>
        <p dir="auto" tabIndex={0}>
          {screen.prompt}
        </p>
      </div>
      <div className="composer-message">
        <TextArea
          ref={input}
          label={message('participant.composer.label', { count: threads.length })}
          rows={3}
          value={current.text}
          readOnly={spent}
          placeholder={message(spent ? 'participant.composer.spent' : 'participant.composer.placeholder')}
          problem={tooLong > 0 ? message('participant.composer.too-long', { count: tooLong }) : null}
          aria-keyshortcuts="Control+Enter"
          onChange={(event) => {
            const next = { turn: turnCount, text: event.target.value };
            setBox(next);
            drafts.keep(draftKey, next);
            sending.forgetFailure();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
              event.preventDefault();
              send();
            }
          }}
        />
        <div className="composer-line">
          {failure === null ? (
            <span>{spent ? '' : message('participant.composer.hint')}</span>
          ) : (
            <span className="composer-failure" role="alert">
              {failure}
            </span>
          )}
          {!empty && <SavedState drafts={drafts} prefix={draftKey} />}
        </div>
      </div>
      <div className="composer-buttons">
        {!spent && (
          <Button kind="primary" unavailable={!ready} onUnavailable={() => input.current?.focus()} onClick={send}>
            {message('participant.composer.send')}
          </Button>
        )}
        {screen.canFinish && (
          <Button
            ref={finish}
            kind={spent ? 'primary' : 'secondary'}
            unavailable={finishing.pending || sending.pending}
            onClick={() => void finishing.run(() => call['conversation/finish']({ conversationId }))}
          >
            {message('participant.composer.finish')}
          </Button>
        )}
      </div>
    </footer>
  );
}
