import { useId, type ReactNode } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { Judgement, JudgementOf } from '../../shared/study/judgements.ts';
import { message } from '../ui/messages.ts';
import { PageTitle } from '../ui/page.tsx';
import { ReadAgain } from '../ui/read-again.tsx';
import { SlotMark } from '../ui/slot-mark.tsx';
import { ChoiceAnswer } from './choice-answer.tsx';
import { LikertAnswer, scaleOf, SliderAnswer } from './rated-answer.tsx';
import { RankingBoard } from './ranking-board.tsx';
import { emptyPlaces, type Places } from './ranking.ts';
import { TextAnswer } from './text-answer.tsx';
import type { JudgedSheet } from './use-judged-sheet.ts';
import { useKeptJudgement } from './use-kept-judgement.ts';
import './sheet.css';

export interface JudgementSectionProps<Kind extends Judgement['kind'] = Judgement['kind']> {
  readonly sheet: JudgedSheet;
  readonly judgement: JudgementOf<Kind>;
  /** title: heading of the page. heading: of a part of it. line: small, under the panes of a conversation. */
  readonly size: 'title' | 'heading' | 'line';
  /** Stands at the end of the line of the question. */
  readonly aside?: ReactNode;
}

/** One judgement with its question: the same for every kind of study, whatever is asked. */
export function JudgementSection({ sheet, judgement, size, aside }: JudgementSectionProps) {
  const id = useId();
  const help = judgement.kind === 'ranking' && judgement.help === '' ? helpOfRanking(judgement, sheet) : judgement.help;
  return (
    <section className="judgement-section" data-judgement={judgement.id} data-kind={judgement.kind} data-size={size} aria-labelledby={id}>
      <div className="judgement-title">
        <div id={id}>
          <Question size={size}>
            {sheet.inWords(judgement.question)}
            {isOptional(judgement) && <span className="judgement-optional"> {message('participant.optional')}</span>}
          </Question>
        </div>
        {aside}
      </div>
      {help !== '' && <p className="quiet judgement-help">{sheet.inWords(help)}</p>}
      <Answer sheet={sheet} judgement={judgement} size={size} />
    </section>
  );
}

function Question({ size, children }: { readonly size: JudgementSectionProps['size']; readonly children: ReactNode }) {
  if (size === 'title') return <PageTitle>{children}</PageTitle>;
  return <h2 className={size === 'heading' ? 'judgement-second' : 'judgement-line'}>{children}</h2>;
}

/** A slider that rests in the middle always has an answer, so nothing is said about it. */
function isOptional(judgement: Judgement): boolean {
  return !judgement.required && !(judgement.kind === 'slider' && !judgement.mustMove);
}

function helpOfRanking(judgement: JudgementOf<'ranking'>, { threads }: JudgedSheet): string {
  return message(judgement.ties ? 'participant.ranking.help-ties' : 'participant.ranking.help', { count: threads.length });
}

function Answer({ sheet, judgement, size }: JudgementSectionProps) {
  switch (judgement.kind) {
    case 'slider':
    case 'likert':
      return <Rated sheet={sheet} judgement={judgement} size={size} />;
    case 'attributes':
      return <Battery sheet={sheet} judgement={judgement} />;
    case 'choice':
      return <ChoiceAnswer sheet={sheet} judgement={judgement} />;
    case 'ranking':
      return <Ranking sheet={sheet} judgement={judgement} />;
    case 'text':
      return <TextAnswer sheet={sheet} judgement={judgement} rows={size === 'line' ? 2 : 4} />;
  }
}

function Rated({ sheet, judgement, size }: { readonly sheet: JudgedSheet; readonly judgement: JudgementOf<'slider' | 'likert'>; readonly size: JudgementSectionProps['size'] }) {
  if (judgement.of !== 'each-slot') {
    return (
      <div className={size === 'line' ? 'judgement-one' : 'judgement-one card'}>
        <RatedAnswer sheet={sheet} judgement={judgement} slot={null} />
      </div>
    );
  }
  return sheet.threads.map(({ slot, turns }) => (
    <div key={slot} className="judgement-row card" data-rating={slot} data-slider-row="">
      <span className="judgement-row-name">
        <SlotMark slot={slot} />
        {sheet.nameOf(slot)}
      </span>
      <RatedAnswer sheet={sheet} judgement={judgement} slot={slot} />
      {size !== 'line' && <ReadAgain title={sheet.nameOf(slot)} turns={turns} />}
    </div>
  ));
}

/** The slider or the points for one slot, or (null) for the preferred one or the conversation. */
export function RatedAnswer({
  sheet,
  judgement,
  slot,
}: {
  readonly sheet: JudgedSheet;
  readonly judgement: JudgementOf<'slider' | 'likert'>;
  readonly slot: Slot | null;
}) {
  const question = sheet.inWords(judgement.question);
  const given = {
    label: slot === null ? question : message('participant.sheet.rating-of', { assistant: sheet.nameOf(slot), question }),
    stored: sheet.ratingOf(judgement.id, slot, null),
    send: (value: Parameters<JudgedSheet['rate']>[3]) => sheet.rate(judgement.id, slot, null, value),
    pending: sheet.judging,
  };
  return judgement.kind === 'slider' ? (
    <SliderAnswer {...given} scale={scaleOf(judgement)} />
  ) : (
    <LikertAnswer {...given} points={judgement.points} notApplicable={judgement.notApplicable} />
  );
}

function Battery({ sheet, judgement }: { readonly sheet: JudgedSheet; readonly judgement: JudgementOf<'attributes'> }) {
  const subjects = judgement.of === 'each-slot' ? sheet.threads.map((thread) => thread.slot) : [null];
  return subjects.map((slot) => (
    <div
      key={slot}
      className="card qualities"
      {...(slot === null ? {} : { 'data-rating': slot, role: 'group', 'aria-label': sheet.nameOf(slot) })}
    >
      {slot !== null && (
        <span className="judgement-row-name qualities-of">
          <SlotMark slot={slot} />
          {sheet.nameOf(slot)}
        </span>
      )}
      {judgement.items.map((item) => (
        <div className="quality" key={item.id} data-quality={item.id} data-slider-row="">
          <div className="quality-words">
            <span className="quality-label">{item.label}</span>
            {item.help !== undefined && <span className="quality-help">{item.help}</span>}
          </div>
          <SliderAnswer
            label={slot === null ? item.label : message('participant.sheet.rating-of', { assistant: sheet.nameOf(slot), question: item.label })}
            scale={scaleOf(judgement)}
            stored={sheet.ratingOf(judgement.id, slot, item.id)}
            send={(value) => sheet.rate(judgement.id, slot, item.id, value)}
            pending={sheet.judging}
          />
        </div>
      ))}
    </div>
  ));
}

function Ranking({ sheet, judgement }: { readonly sheet: JudgedSheet; readonly judgement: JudgementOf<'ranking'> }) {
  const slots = sheet.threads.map((thread) => thread.slot);
  const stored = sheet.view.rankings[judgement.id] ?? emptyPlaces(slots.length);
  const [places, rank] = useKeptJudgement<Places>(stored, (next) => sheet.rank(judgement.id, next), sheet.judging);
  return (
    <RankingBoard
      label={sheet.inWords(judgement.question)}
      slots={slots}
      places={places}
      best={judgement.best}
      worst={judgement.worst}
      ties={judgement.ties}
      nameOf={sheet.nameOf}
      onChange={rank}
    />
  );
}
