import { useId } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import { message } from '../ui/messages.ts';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import type { Conversation } from './conversation-part.tsx';
import { JudgedSheet, type SlotsOfSheet } from './judged-sheet.tsx';
import { SlotHead, type ArmsBySlot, type UnblindedConversation } from './slot-head.tsx';
import { Reply } from './turn-part.tsx';

type Repeat = NonNullable<Conversation['repeat']>;

/** A conversation that was judged once more: what was read again, then both judgements side by side. */
export function RepeatPart({
  conversation,
  repeat,
  arms,
}: {
  readonly conversation: Conversation;
  readonly repeat: Repeat;
  readonly arms: UnblindedConversation | null;
}) {
  const nameOf = slotNamesIn(conversation.layout);
  const placeOf = (slot: Slot, of: 'slot' | 'before', as: 'slot' | 'before') =>
    repeat.slots.find((each) => each[of] === slot)?.[as] ?? null;
  const now: SlotsOfSheet = {
    nameOf,
    arms: arms?.slots ?? null,
    noteOf: (slot) => wordsOf('transcript.repeat.was', placeOf(slot, 'slot', 'before')),
  };
  const then: SlotsOfSheet = {
    nameOf,
    arms: armsBefore(repeat, arms),
    noteOf: (slot) => wordsOf('transcript.repeat.is', placeOf(slot, 'before', 'slot')),
  };
  return (
    <>
      <p>
        {message('transcript.repeat.about', {
          title: repeat.title,
          known: repeat.sessionNumber === null ? 'no' : 'yes',
          session: repeat.sessionNumber ?? 0,
        })}
      </p>
      {repeat.exchanges.map((exchange, index) => (
        <article key={index} className="card turn">
          <header>
            <h3>{message('transcript.turn', { number: index + 1 })}</h3>
          </header>
          <p className="turn-message" dir="auto">
            {exchange.message}
          </p>
          <div className="turn-replies">
            {exchange.replies.map((reply) => (
              <Reply key={reply.slot} text={reply.text} label={nameOf(reply.slot)}>
                <SlotHead slot={reply.slot} nameOf={nameOf} arms={now.arms} note={now.noteOf?.(reply.slot)} />
              </Reply>
            ))}
          </div>
        </article>
      ))}
      <div className="transcript-beside">
        <Sheets title={message('transcript.repeat.now')} sheets={conversation.sheets} slots={now} />
        <Sheets title={message('transcript.repeat.then')} sheets={repeat.sheets} slots={then} />
      </div>
    </>
  );
}

function Sheets({
  title,
  sheets,
  slots,
}: {
  readonly title: string;
  readonly sheets: Repeat['sheets'];
  readonly slots: SlotsOfSheet;
}) {
  const id = useId();
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {sheets.length === 0 && <p className="quiet">{message('transcript.judgements.none')}</p>}
      {sheets.map((sheet) => (
        <div key={sheet.sheetId} className="card">
          <JudgedSheet sheet={sheet} slots={slots} />
        </div>
      ))}
    </section>
  );
}

function wordsOf(key: 'transcript.repeat.was' | 'transcript.repeat.is', slot: Slot | null): string | undefined {
  return slot === null ? undefined : message(key, { slot });
}

/** The arms by the slots in which they stood the first time. */
function armsBefore({ slots }: Repeat, arms: UnblindedConversation | null): ArmsBySlot | null {
  if (arms === null) return null;
  return arms.slots.flatMap((arm) => {
    const before = slots.find(({ slot }) => slot === arm.slot)?.before;
    return before ? [{ ...arm, slot: before }] : [];
  });
}
