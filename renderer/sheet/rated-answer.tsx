import { useId, useRef } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import type { RatingValue } from '../../shared/session/events.ts';
import type { JudgementOf } from '../../shared/study/judgements.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import type { PendingCall } from '../ui/pending-call.ts';
import { Slider } from '../ui/slider.tsx';
import { useKeptJudgement } from './use-kept-judgement.ts';

interface AnswerProps {
  /** Accessible name: what is rated, and whom it is about. */
  readonly label: string;
  readonly stored: RatingValue | null;
  readonly send: (value: RatingValue) => Promise<Answer<unknown>>;
  readonly pending: PendingCall;
}

export interface SliderScale {
  readonly low: string;
  readonly high: string;
  readonly notApplicable: string | null;
  readonly showNumber: boolean;
  readonly rests: boolean;
}

/** The scale of a judgement that is answered with a slider. Batteries always need a move. */
export function scaleOf(judgement: JudgementOf<'slider' | 'attributes'>): SliderScale {
  const { low, high, notApplicable } = judgement;
  if (judgement.kind === 'attributes') return { low, high, notApplicable, showNumber: false, rests: false };
  return { low, high, notApplicable, showNumber: judgement.showNumber, rests: !judgement.mustMove };
}

/** A slider, and beside it the button that says that it does not apply, where there is such an answer. */
export function SliderAnswer({ label, scale, stored, send, pending }: AnswerProps & { readonly scale: SliderScale }) {
  const [shown, rate] = useKeptJudgement<RatingValue | null>(stored, (next) => send(next ?? 'not-applicable'), pending);
  const notApplicable = shown === 'not-applicable';
  const row = useRef<HTMLDivElement>(null);
  return (
    <div className={classes('slider-answer', scale.notApplicable !== null && 'with-not')} ref={row}>
      <Slider
        label={label}
        low={scale.low}
        high={scale.high}
        value={typeof shown === 'number' ? shown : null}
        noHint={notApplicable}
        rests={scale.rests}
        showNumber={scale.showNumber}
        onCommit={rate}
      />
      {/* Taken back by moving the slider: everything then still has exactly one answer. */}
      {scale.notApplicable !== null && (
        <Button
          className="not-applicable"
          aria-pressed={notApplicable}
          aria-label={message('participant.explanation.not-applicable', { quality: label, answer: scale.notApplicable })}
          onClick={() => {
            if (notApplicable) row.current?.querySelector('input')?.focus();
            else rate('not-applicable');
          }}
        >
          {notApplicable && <Icon name="check" size={18} />}
          {scale.notApplicable}
        </Button>
      )}
    </div>
  );
}

/** The points of a scale in a row, lowest first; "does not apply" stands apart. */
export function LikertAnswer({
  label,
  points,
  notApplicable,
  stored,
  send,
  pending,
}: AnswerProps & { readonly points: readonly string[]; readonly notApplicable: string | null }) {
  const [shown, rate] = useKeptJudgement<RatingValue | null>(stored, (next) => send(next ?? 'not-applicable'), pending);
  const name = useId();
  const point = (value: RatingValue, words: string) => (
    <label className="point" key={value}>
      <input type="radio" name={name} checked={shown === value} onChange={() => rate(value)} />
      <span>{words}</span>
    </label>
  );
  return (
    <fieldset className="likert" data-points={points.length}>
      <legend className="hidden-but-read">{label}</legend>
      <div className="likert-points">{points.map((words, index) => point(index + 1, words))}</div>
      {notApplicable !== null && <div className="likert-not">{point('not-applicable', notApplicable)}</div>}
    </fieldset>
  );
}
