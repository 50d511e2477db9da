import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import { message } from '../ui/messages.ts';
import { nameOfSlot } from '../ui/slot-mark.tsx';
import { SlotHead, type ArmsBySlot } from './slot-head.tsx';

type Conversation = OutputOf<ModeratorContract, 'transcript/get'>['conversations'][number];

/** How the slots of a conversation were judged: rating and rank of each, then why the best one won. */
export function JudgementsPart({
  conversation,
  arms,
}: {
  readonly conversation: Conversation;
  readonly arms: ArmsBySlot | null;
}) {
  const { slots, ratings, places, best, attributes, good, bad, guess } = conversation;
  const isJudged = Object.keys(ratings).length > 0 || places.some((slot) => slot !== null);
  return (
    <section className="stack" aria-labelledby="transcript-judgements">
      <h3 id="transcript-judgements">{message('transcript.judgements')}</h3>
      {!isJudged && <p className="quiet">{message('transcript.judgements.none')}</p>}
      {isJudged && (
        <div className="card transcript-table transcript-judged">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('transcript.judgements.slot')}</th>
                <th scope="col">{message('transcript.judgements.rating')}</th>
                <th scope="col">{message('transcript.judgements.rank')}</th>
              </tr>
            </thead>
            <tbody>
              {slots.map((slot) => {
                const rating = ratings[slot];
                const place = places.indexOf(slot);
                return (
                  <tr key={slot}>
                    <td>
                      <SlotHead slot={slot} arms={arms} />
                    </td>
                    <td>
                      {rating === undefined ? (
                        message('transcript.judgements.open')
                      ) : (
                        <span className="transcript-rating">
                          <meter min={1} max={100} value={rating} aria-hidden="true" />
                          <span className="number">{message('transcript.judgements.of-hundred', { rating })}</span>
                        </span>
                      )}
                    </td>
                    <td className="number">
                      {place === -1
                        ? message('transcript.judgements.open')
                        : message('transcript.judgements.place', { place: place + 1 })}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {best !== null && (
        <div className="card stack">
          <h4>{message('transcript.explanation', { assistant: nameOfSlot(best) })}</h4>
          <dl className="transcript-answers short">
            {attributes.map((attribute) => (
              <div key={attribute.label}>
                <dt>{attribute.label}</dt>
                <dd className="number">
                  {attribute.value === 'not-applicable'
                    ? message('transcript.explanation.not-applicable')
                    : message('transcript.judgements.of-hundred', { rating: attribute.value })}
                </dd>
              </div>
            ))}
          </dl>
          <dl className="transcript-answers">
            <div>
              <dt>{message('transcript.explanation.good')}</dt>
              <dd dir="auto">{good === '' ? message('transcript.answers.empty') : good}</dd>
            </div>
            <div>
              <dt>{message('transcript.explanation.bad')}</dt>
              <dd dir="auto">{bad === '' ? message('transcript.answers.empty') : bad}</dd>
            </div>
          </dl>
        </div>
      )}
      {guess !== null && (
        <p>
          {guess.slot === null
            ? message('transcript.guess.none')
            : message('transcript.guess', { assistant: nameOfSlot(guess.slot), sure: guess.sure ?? '' })}
        </p>
      )}
    </section>
  );
}
