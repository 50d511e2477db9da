import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import { classes } from '../ui/classes.ts';
import { timeOfDay } from '../ui/durations.ts';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { nameOfSlot } from '../ui/slot-mark.tsx';
import { JudgementsPart } from './judgements-part.tsx';
import { SlotHead, type ArmsBySlot } from './slot-head.tsx';

type Conversation = OutputOf<ModeratorContract, 'transcript/get'>['conversations'][number];

/** A conversation: every turn with its replies side by side, then how it was judged. */
export function ConversationPart({
  conversation,
  arms,
}: {
  readonly conversation: Conversation;
  /** Which arm stood in which slot, once unblinded. */
  readonly arms: ArmsBySlot | null;
}) {
  return (
    <section className="stack transcript-conversation">
      <div>
        <h2>{conversation.title}</h2>
        <p className="quiet">
          {message(`transcript.phase.${conversation.phase}`, {
            type: conversation.type,
            turns: conversation.turns.filter((turn) => turn.status !== 'voided').length,
          })}
        </p>
      </div>
      {conversation.turns.length === 0 && <p className="quiet">{message('transcript.turns.none')}</p>}
      {conversation.turns.map((turn, index) => (
        <TurnPart key={index} turn={turn} arms={arms} />
      ))}
      <JudgementsPart conversation={conversation} arms={arms} />
    </section>
  );
}

function TurnPart({ turn, arms }: { readonly turn: Conversation['turns'][number]; readonly arms: ArmsBySlot | null }) {
  const language = document.documentElement.lang;
  const waited =
    turn.revealedAtUtcMilliseconds === null
      ? ''
      : message('transcript.turn.waited', {
          seconds: ((turn.revealedAtUtcMilliseconds - turn.sentAtUtcMilliseconds) / 1000).toFixed(1),
        });
  return (
    <article className={classes('card transcript-turn', turn.status === 'voided' && 'voided')}>
      <header>
        <h3>{message('transcript.turn', { number: turn.number })}</h3>
        <p className="quiet number">
          {message('transcript.turn.sent', { at: timeOfDay(turn.sentAtUtcMilliseconds, language, true) })} {waited}
        </p>
        {turn.status !== 'revealed' && (
          <p className="transcript-state">{message(`transcript.turn.${turn.status}`)}</p>
        )}
      </header>
      <p className="transcript-message" dir="auto">
        {turn.message}
      </p>
      <div className="transcript-slots">
        {turn.replies.map((reply) => (
          <div key={reply.slot} className="transcript-reply" role="group" aria-label={nameOfSlot(reply.slot)}>
            <SlotHead slot={reply.slot} arms={arms} />
            {reply.text === null ? (
              <p className="quiet">{message('transcript.turn.no-reply')}</p>
            ) : (
              <Markdown text={reply.text} />
            )}
          </div>
        ))}
      </div>
    </article>
  );
}
