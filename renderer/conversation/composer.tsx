import { useEffect, useId, useRef, useState } from 'react';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import { SavedState } from '../ui/saved-state.tsx';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import { Addressee } from './addressee.tsx';
import { boxAfter, boxFromDraft, type MessageBox } from './message-box.ts';
import { isOver, limitsToMention } from './message-limits.ts';
import { OpeningChoice } from './opening-choice.tsx';
import { useNoPasting } from './use-no-pasting.ts';

type Screen = ScreenProps<'conversation'>['screen'];

/** The foot of a conversation: what it is about, the message box, and the ways on. */
export function Composer({ screen, call, drafts }: ScreenProps<'conversation'>) {
  const { conversationId, turnCount, addressable } = screen;
  const draftKey = `message:${conversationId}`;
  const lineId = useId();
  const boxNow = (before: MessageBox | null) => boxAfter(before, turnCount, screen.returnedMessage, sentMessages(screen));
  const [box, setBox] = useState(() => boxNow(boxFromDraft(drafts.read(draftKey), screen.threads.map(({ slot }) => slot))));
  const footer = useRef<HTMLElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const finish = useRef<HTMLButtonElement>(null);
  const sending = usePendingCall('participant');
  const finishing = usePendingCall('participant');
  const [pasteRefused, setPasteRefused] = useState(false);
  useNoPasting(input, !screen.pasting, () => {
    setPasteRefused(true);
    announce(message('participant.composer.no-pasting'));
  });

  const current = boxNow(box);
  if (current !== box) setBox(current);
  // A message that came back is on the screen only; it goes to disk like one that was typed.
  useEffect(() => {
    const kept = boxFromDraft(drafts.read(draftKey));
    if (current.text !== '' && (kept?.turn !== current.turn || kept.text !== current.text)) drafts.keep(draftKey, current);
  }, [current, drafts, draftKey]);

  const openings = turnCount === 0 ? screen.openings : null;
  const opening = openings?.length === 1 ? openings[0] : openings?.find((each) => each === current.text.trim());
  const text = openings === null ? current.text : (opening ?? '');
  const to = current.to ?? onlyAddressee(screen);
  const canSend = to === null ? screen.canSend : addressable.includes(to);
  // All messages are used up, or the time is.
  const closed = screen.timeIsUp || (!screen.canSend && addressable.length === 0 && screen.waiting === 'no');
  // While replies are awaited nobody can be written to; the line keeps its place all the same.
  const [addresses, setAddresses] = useState(addressable.length > 0);
  if (addressable.length > 0 && !addresses) setAddresses(true);
  const limits = openings === null ? limitsToMention(text, screen) : [];
  const over = isOver(limits);
  const empty = text.trim() === '';
  const ready = canSend && !sending.pending && !empty && !over && !closed;

  const focusBox = () => {
    const opening = footer.current?.querySelector<HTMLElement>('[data-opening]');
    const target = input.current ?? opening?.querySelector<HTMLElement>(':checked') ?? opening?.querySelector('input') ?? opening;
    target?.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (closed && screen.canFinish) finish.current?.focus();
    else focusBox();
  }, [closed, screen.canFinish]);

  const change = (next: Partial<MessageBox>) => {
    const changed = { ...current, ...next, turn: turnCount };
    setBox(changed);
    drafts.keep(draftKey, changed);
    sending.forgetFailure();
    setPasteRefused(false);
  };
  const send = () => {
    if (!ready) return;
    focusBox();
    void sending.run(() => call['turn/send']({ conversationId, text, slot: to }));
  };
  const failure = sending.failure ?? finishing.failure;

  return (
    <footer className="composer" ref={footer}>
      <div className="composer-prompt">
        <span className="composer-label">{message('participant.composer.prompt')}</span>
        <p dir="auto" tabIndex={0}>
          {screen.prompt}
        </p>
      </div>
      <div className="composer-message">
        {openings !== null && !closed ? (
          <OpeningChoice openings={openings} chosen={opening ?? null} onChoose={(chosen) => change({ text: chosen })} />
        ) : (
          <>
            {addresses && (
              <Addressee screen={screen} to={to} nameOf={slotNamesIn(screen.layout)} onChange={(slot) => change({ to: slot })} />
            )}
            <TextArea
              ref={input}
              label={labelOf(screen)}
              hideLabel={addresses}
              rows={3}
              value={closed ? '' : current.text}
              readOnly={closed}
              placeholder={message(closed ? placeholderWhenClosed(screen) : 'participant.composer.placeholder')}
              aria-invalid={over || undefined}
              aria-describedby={lineId}
              aria-keyshortcuts="Control+Enter"
              onChange={(event) => change({ text: event.target.value })}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
                  event.preventDefault();
                  send();
                }
              }}
            />
          </>
        )}
        <div className="composer-line" id={lineId}>
          {failure !== null ? (
            <span className="composer-attention" role="alert">
              {failure}
            </span>
          ) : pasteRefused ? (
            <span>{message('participant.composer.no-pasting')}</span>
          ) : (
            <span>{closed || openings !== null ? '' : message('participant.composer.hint')}</span>
          )}
          <span className="composer-state">
            {limits.map(({ unit, left }) => (
              <span key={unit} className={left < 0 ? 'composer-attention' : undefined}>
                {message(left < 0 ? 'participant.composer.over' : 'participant.composer.near', { unit, count: Math.abs(left) })}
              </span>
            ))}
            {!empty && !closed && openings === null && <SavedState drafts={drafts} prefix={draftKey} />}
          </span>
        </div>
      </div>
      <div className="composer-buttons">
        {!closed && (
          <Button kind="primary" unavailable={!ready} onUnavailable={focusBox} onClick={send}>
            {to !== null
              ? message('participant.composer.send-to', { assistant: slotNamesIn(screen.layout)(to) })
              : message(goesToSeveral(screen) ? 'participant.composer.send' : 'participant.composer.send-one')}
          </Button>
        )}
        {screen.canFinish && (
          <Button
            ref={finish}
            kind={closed ? 'primary' : 'secondary'}
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

/** What may be the message that was sent last: slots that are written to alone have their own. */
function sentMessages({ threads, history }: Screen): readonly string[] {
  const last = [...threads.map((thread) => thread.turns.at(-1)), history.at(-1)];
  return last.flatMap((turn) => (turn === undefined ? [] : [turn.message]));
}

/** When some slots have had all their messages, nothing goes to all any more. */
function onlyAddressee({ addressable, threads }: Screen) {
  return addressable.length > 0 && addressable.length < threads.length ? (addressable[0] ?? null) : null;
}

function goesToSeveral({ layout, threads }: Screen): boolean {
  return layout === 'parallel' && threads.length > 1;
}

function labelOf(screen: Screen): string {
  return goesToSeveral(screen)
    ? message('participant.composer.label', { count: screen.threads.length })
    : message('participant.composer.label-one');
}

function placeholderWhenClosed({ timeIsUp }: Screen) {
  return timeIsUp ? 'participant.composer.time-is-up' : 'participant.composer.spent';
}
