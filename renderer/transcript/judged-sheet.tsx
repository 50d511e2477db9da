import { useId } from 'react';
import type { JudgedAnswer, JudgedSheetView } from '../../shared/contract/transcript.ts';
import type { RankPlaces, Slot } from '../../shared/session/events.ts';
import { message } from '../ui/messages.ts';
import type { NameOfSlot } from '../ui/slot-mark.tsx';
import { SlotHead, type ArmsBySlot } from './slot-head.tsx';

/** How slots are called where a sheet is read. */
export interface SlotsOfSheet {
  readonly nameOf: NameOfSlot;
  readonly arms: ArmsBySlot | null;
  /** What is said beside a slot. */
  readonly noteOf?: (slot: Slot) => string | undefined;
}

type Of<Kind extends JudgedAnswer['kind']> = Extract<JudgedAnswer, { kind: Kind }>;

/** What was judged on one screen: every judgement under its question. */
export function JudgedSheet({ sheet, slots }: { readonly sheet: JudgedSheetView; readonly slots: SlotsOfSheet }) {
  const { judgements, confirmed, about, preferred, tied } = sheet;
  if (judgements.length === 0) return <p className="quiet">{message('transcript.judgements.none')}</p>;
  return (
    <div className="stack">
      <div className="transcript-sheet">
        {judgements.map((judgement) => (
          <Judged key={judgement.judgementId} judgement={judgement} about={about} slots={slots} />
        ))}
      </div>
      {!confirmed && <p className="transcript-state">{message('transcript.judgements.open-sheet')}</p>}
      {preferred !== null && (
        <p className="quiet">
          {message('transcript.judgements.preferred', {
            assistant: slots.nameOf(preferred),
            tied: tied.length === 0 ? 'no' : 'yes',
            among: tied.map(slots.nameOf).join(', '),
          })}
        </p>
      )}
    </div>
  );
}

function Judged({
  judgement,
  about,
  slots,
}: {
  readonly judgement: JudgedAnswer;
  readonly about: Slot | null;
  readonly slots: SlotsOfSheet;
}) {
  const id = useId();
  const question = about === null ? judgement.question : judgement.question.replaceAll('{assistant}', slots.nameOf(about));
  return (
    <section className="transcript-judged" aria-labelledby={id}>
      <h4 id={id}>{question}</h4>
      <AnswerOf judgement={judgement} slots={slots} />
    </section>
  );
}

function AnswerOf({ judgement, slots }: { readonly judgement: JudgedAnswer; readonly slots: SlotsOfSheet }) {
  switch (judgement.kind) {
    case 'rated':
      return <RatedAnswer judgement={judgement} slots={slots} />;
    case 'ranking':
      return <RankedAnswer places={judgement.places} slots={slots} />;
    case 'choice':
      return judgement.slot === null ? (
        <p>{judgement.words ?? message('transcript.judgements.tie')}</p>
      ) : (
        <p className="transcript-line">
          <Head slot={judgement.slot} slots={slots} />
          <span>{message('transcript.judgements.chosen', { words: judgement.words ?? '', strong: judgement.words === null ? 'no' : 'yes' })}</span>
        </p>
      );
    case 'text':
      return (
        <dl className="transcript-answers">
          {judgement.boxes.map((box) => (
            <div key={box.label}>
              <dt>{box.label}</dt>
              <dd dir="auto">{box.text === '' ? message('transcript.answers.empty') : box.text}</dd>
            </div>
          ))}
        </dl>
      );
  }
}

function RatedAnswer({ judgement, slots }: { readonly judgement: Of<'rated'>; readonly slots: SlotsOfSheet }) {
  const { low, high, maximum, values } = judgement;
  return (
    <>
      <table className="table">
        <tbody>
          {values.map(({ slot, item, value, words, moved }) => (
            <tr key={`${slot ?? ''}/${item ?? ''}`}>
              {slot !== null && (
                <td>
                  <Head slot={slot} slots={slots} />
                </td>
              )}
              {item !== null && <td>{item}</td>}
              <td>
                {value === 'not-applicable' ? (
                  (words ?? message('transcript.judgements.not-applicable'))
                ) : (
                  <span className="transcript-rating">
                    <meter min={1} max={maximum} value={value} aria-hidden="true" />
                    <span className="number">{message('transcript.judgements.of', { rating: value, maximum })}</span>
                    {words !== null && <span>{words}</span>}
                    {!moved && <span className="quiet">{message('transcript.judgements.untouched')}</span>}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{message('transcript.judgements.scale', { low, high, maximum })}</p>
    </>
  );
}

function RankedAnswer({ places, slots }: { readonly places: RankPlaces; readonly slots: SlotsOfSheet }) {
  return (
    <table className="table">
      <tbody>
        {places.map((tied, index) => {
          if (tied.length === 0) return null;
          const rank = 1 + places.slice(0, index).reduce((sum, place) => sum + place.length, 0);
          return (
            <tr key={index}>
              <th scope="row" className="number">
                {message('transcript.judgements.place', { place: rank })}
              </th>
              <td>
                <span className="transcript-line">
                  {tied.map((slot) => (
                    <Head key={slot} slot={slot} slots={slots} />
                  ))}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Head({ slot, slots }: { readonly slot: Slot; readonly slots: SlotsOfSheet }) {
  return <SlotHead slot={slot} nameOf={slots.nameOf} arms={slots.arms} note={slots.noteOf?.(slot)} />;
}
