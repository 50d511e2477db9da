import { useRef } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { SlotThread } from '../../shared/session/views.ts';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle, TrialHead } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall, type PendingCall } from '../ui/pending-call.ts';
import { ReadAgain } from '../ui/read-again.tsx';
import { nameOfSlot, SlotMark } from '../ui/slot-mark.tsx';
import { Slider } from '../ui/slider.tsx';
import { missingJudgements, sentenceForMissing } from './missing.ts';
import { RankingBoard } from './ranking-board.tsx';
import { useKeptJudgement } from './use-kept-judgement.ts';
import './judgement.css';

/** Every slot is rated and all are put in order, on one page. */
export function ComparisonScreen({ screen, call }: ScreenProps<'comparison'>) {
  const { conversationId, threads, rating, ranking, ratings } = screen;
  const slots = threads.map((thread) => thread.slot);
  const body = useRef<HTMLElement>(null);
  const judging = usePendingCall('participant');
  const confirming = usePendingCall('participant');
  const [places, rank] = useKeptJudgement(
    screen.places,
    (next) => call['judgement/rank']({ conversationId, places: next }),
    judging,
  );

  const missing = missingJudgements(slots, ratings, screen.places);
  const showMissing = () => {
    const rateFirst = missing.unrated[0];
    const placeFirst = missing.unplaced[0];
    const target =
      rateFirst !== undefined
        ? `[data-rating="${rateFirst}"] input`
        : placeFirst !== undefined
          ? `[data-card="${placeFirst}"]`
          : null;
    if (target !== null) body.current?.querySelector<HTMLElement>(target)?.focus();
  };

  return (
    <Page
      kind="comparison"
      ref={body}
      head={<TrialHead {...screen} />}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={sentenceForMissing(missing)}
          failure={confirming.failure ?? judging.failure}
          pending={confirming.pending}
          onContinue={() => void confirming.run(() => call['judgement/confirm-comparison']({ conversationId }))}
          onShowMissing={showMissing}
        />
      }
    >
      <section className="judgement-section" aria-labelledby="rating-title">
        <div id="rating-title">
          <PageTitle>{rating.question}</PageTitle>
        </div>
        {rating.help !== '' && <p className="quiet judgement-help">{rating.help}</p>}
        {threads.map((thread) => (
          <SlotRating
            key={thread.slot}
            thread={thread}
            low={rating.low}
            high={rating.high}
            value={ratings[thread.slot] ?? null}
            send={(value) => call['judgement/rate']({ conversationId, slot: thread.slot, value })}
            pending={judging}
          />
        ))}
      </section>
      <section className="judgement-section" aria-labelledby="ranking-title">
        <h2 id="ranking-title" className="judgement-second">
          {ranking.question}
        </h2>
        <p className="quiet judgement-help">
          {ranking.help === '' ? message('participant.ranking.help', { count: slots.length }) : ranking.help}
        </p>
        <RankingBoard
          label={ranking.question}
          slots={slots}
          places={places}
          best={ranking.best}
          worst={ranking.worst}
          onChange={(next) => rank([...next])}
        />
      </section>
    </Page>
  );
}

function SlotRating({
  thread,
  low,
  high,
  value,
  send,
  pending,
}: {
  readonly thread: SlotThread;
  readonly low: string;
  readonly high: string;
  readonly value: number | null;
  readonly send: (value: number) => ReturnType<ScreenProps<'comparison'>['call']['judgement/rate']>;
  readonly pending: PendingCall;
}) {
  const slot: Slot = thread.slot;
  const [shown, rate] = useKeptJudgement<number | null>(value, (next) => send(next ?? 1), pending);
  const assistant = nameOfSlot(slot);
  return (
    <div className="judgement-row card" data-rating={slot} data-slider-row="">
      <span className="judgement-row-name">
        <SlotMark slot={slot} />
        {assistant}
      </span>
      <Slider
        label={message('participant.comparison.slider', { assistant })}
        low={low}
        high={high}
        value={shown}
        onCommit={rate}
      />
      <ReadAgain thread={thread} />
    </div>
  );
}
