import type { ReactNode } from 'react';
import type { Conversation } from './conversation-part.tsx';
import { classes } from '../ui/classes.ts';
import { timeOfDay } from '../ui/durations.ts';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import { JudgedSheet } from './judged-sheet.tsx';
import { SlotHead, type UnblindedConversation } from './slot-head.tsx';

type Turn = Conversation['turns'][number];
type UnblindedTurn = UnblindedConversation['turns'][number];

/** A message, its replies side by side, what was found in them, and how they were judged. */
export function TurnPart({
  turn,
  layout,
  arms,
}: {
  readonly turn: Turn;
  readonly layout: Conversation['layout'];
  readonly arms: UnblindedTurn | null;
}) {
  const nameOf = slotNamesIn(layout);
  return (
    <article className={classes('card turn', turn.status === 'voided' && 'voided')}>
      <header>
        <h3>{message('transcript.turn', { number: turn.number })}</h3>
        <p className="quiet number">{timesOf(turn)}</p>
        {turn.sentTo !== null && <p>{message('transcript.turn.sent-to', { assistant: nameOf(turn.sentTo) })}</p>}
        {turn.status !== 'revealed' && <p className="transcript-state">{message(`transcript.turn.${turn.status}`)}</p>}
      </header>
      <p className="turn-message" dir="auto">
        {turn.message}
      </p>
      <div className="turn-replies">
        {turn.replies.map((reply) => (
          <Reply key={reply.slot} text={reply.text} label={nameOf(reply.slot)} preferred={reply.preferred}>
            <SlotHead
              slot={reply.slot}
              nameOf={nameOf}
              arms={arms?.slots ?? null}
              note={reply.preferred ? message('transcript.turn.preferred') : undefined}
            />
          </Reply>
        ))}
      </div>
      <Screening turn={turn} arms={arms} nameOf={nameOf} />
      {turn.sheet !== null && <JudgedSheet sheet={turn.sheet} slots={{ nameOf, arms: arms?.slots ?? null }} />}
    </article>
  );
}

/** A reply as it stood on the screen, under the letter of its slot. */
export function Reply({
  text,
  label,
  preferred = false,
  children,
}: {
  readonly text: string | null;
  readonly label: string;
  readonly preferred?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes('turn-reply', preferred && 'preferred')} role="group" aria-label={label}>
      {children}
      {text === null ? <p className="quiet">{message('transcript.turn.no-reply')}</p> : <Markdown text={text} />}
    </div>
  );
}

/** What was found in replies; whose it was and what it says only once the arms are named. */
function Screening({
  turn,
  arms,
  nameOf,
}: {
  readonly turn: Turn;
  readonly arms: UnblindedTurn | null;
  readonly nameOf: (slot: Turn['replies'][number]['slot']) => string;
}) {
  if (turn.leaks.length === 0) return null;
  return (
    <div className="transcript-screening">
      <p>{message('transcript.leaks', { count: turn.leaks.length })}</p>
      <ul>
        {arms === null
          ? turn.leaks.map((leak, index) => (
              <li key={index}>{wordsOfLeak(leak)}</li>
            ))
          : arms.leaks.map((leak, index) => (
              <li key={index}>
                {nameOf(leak.slot)}: <q dir="auto">{leak.passage}</q> – {wordsOfLeak(leak)}
              </li>
            ))}
      </ul>
      {arms === null && <p className="quiet">{message('transcript.leaks.blinded')}</p>}
    </div>
  );
}

/** The message format knows no hyphens in the names of its choices. */
function wordsOfLeak({ category, action }: Turn['leaks'][number]): string {
  return message(`transcript.leak.${category}`, { action: action.replace('-', '_') });
}

function timesOf(turn: Turn): string {
  const sent = message('transcript.turn.sent', { at: timeOfDay(turn.sentAtUtcMilliseconds, document.documentElement.lang, true) });
  if (turn.revealedAtUtcMilliseconds === null) return sent;
  const seconds = ((turn.revealedAtUtcMilliseconds - turn.sentAtUtcMilliseconds) / 1000).toFixed(1);
  return `${sent} ${message('transcript.turn.waited', { seconds })}`;
}
