import { useId } from 'react';
import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import { message } from '../ui/messages.ts';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import { JudgedSheet } from './judged-sheet.tsx';
import { RepeatPart } from './repeat-part.tsx';
import { TurnPart } from './turn-part.tsx';
import type { UnblindedConversation } from './slot-head.tsx';

export type Conversation = OutputOf<ModeratorContract, 'transcript/get'>['conversations'][number];

/** A conversation: every turn with its replies side by side, then how it was judged. */
export function ConversationPart({
  conversation,
  arms,
}: {
  readonly conversation: Conversation;
  /** Which arm stood in which slot, once unblinded. */
  readonly arms: UnblindedConversation | null;
}) {
  const { repeat, turns } = conversation;
  return (
    <section className="stack turns">
      <div>
        <h2>{conversation.title}</h2>
        <p className="quiet">
          {message(`transcript.phase.${conversation.phase}`, {
            type: conversation.type,
            turns: (repeat ? repeat.exchanges : turns.filter((turn) => turn.status !== 'voided')).length,
          })}{' '}
          {message(`transcript.layout.${conversation.layout}`)}
        </p>
      </div>
      {repeat !== null ? (
        <RepeatPart conversation={conversation} repeat={repeat} arms={arms} />
      ) : (
        <>
          {turns.length === 0 && <p className="quiet">{message('transcript.turns.none')}</p>}
          {turns.map((turn) => (
            <TurnPart
              key={turn.number}
              turn={turn}
              layout={conversation.layout}
              arms={arms?.turns.find((each) => each.number === turn.number) ?? null}
            />
          ))}
          <AtTheEnd conversation={conversation} arms={arms} />
        </>
      )}
      <Guesses conversation={conversation} />
    </section>
  );
}

function AtTheEnd({ conversation, arms }: { readonly conversation: Conversation; readonly arms: UnblindedConversation | null }) {
  const id = useId();
  const { sheets, layout, turns } = conversation;
  if (sheets.length === 0 && turns.some((turn) => turn.sheet !== null)) return null;
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 id={id}>{message('transcript.judgements')}</h3>
      {sheets.length === 0 && <p className="quiet">{message('transcript.judgements.none')}</p>}
      {sheets.map((sheet) => (
        <div key={sheet.sheetId} className="card">
          <JudgedSheet sheet={sheet} slots={{ nameOf: slotNamesIn(layout), arms: arms?.slots ?? null }} />
        </div>
      ))}
    </section>
  );
}

function Guesses({ conversation }: { readonly conversation: Conversation }) {
  const nameOf = slotNamesIn(conversation.layout);
  return conversation.guesses.map((guess, index) => (
    <p key={index}>
      {guess.slot === null
        ? message('transcript.guess.none')
        : message('transcript.guess', { assistant: nameOf(guess.slot), sure: guess.sure ?? '' })}
    </p>
  ));
}
