import { useEffect, useRef, useState } from 'react';
import { classes } from './classes.ts';
import { message } from './messages.ts';
import './slider.css';

const sliderMinimum = 1;
const sliderMaximum = 100;
const middle = 50;
const placingKeys = new Set(['Enter', ' ']);

export interface SliderProps {
  /** Accessible name: what is being rated. */
  readonly label: string;
  readonly low: string;
  readonly high: string;
  /** Null while there is no answer: then there is no marker to lean on. */
  readonly value: number | null;
  /** Once per finished change: pointer let go, key let go, or Enter on a slider without marker. */
  readonly onCommit: (value: number) => void;
  readonly disabled?: boolean;
  /** For a slider that waits for no answer, because another one was given. */
  readonly noHint?: boolean;
  /** The marker stands in the middle from the start, and left alone that is the answer. */
  readonly rests?: boolean;
  /** The number is shown between the two ends. */
  readonly showNumber?: boolean;
  /** The lower end as a number, where a scale begins at nought. */
  readonly minimum?: 0 | 1;
}

/**
 * A slider from 1 to 100, its number hidden unless asked for. Without an answer it has no marker, unless it
 * rests in the middle; a click or drag places it, or an arrow key, or Enter for the middle.
 */
export function Slider({
  label,
  low,
  high,
  value,
  onCommit,
  disabled = false,
  noHint = false,
  rests = false,
  showNumber = false,
  minimum = sliderMinimum,
}: SliderProps) {
  const input = useRef<HTMLInputElement>(null);
  const [moving, setMoving] = useState<number | null>(null);
  const keyHeld = useRef(false);
  const uncommitted = useRef<number | null>(null);
  const answer = moving ?? value;
  const shown = answer ?? (rests && !noHint ? middle : null);

  const move = (next: number) => {
    uncommitted.current = next;
    setMoving(next);
  };
  const commit = () => {
    if (uncommitted.current === null) return;
    onCommit(uncommitted.current);
    uncommitted.current = null;
  };
  const commitLatest = useRef(commit);
  useEffect(() => {
    commitLatest.current = commit;
  });

  // React's onChange is the "input" event; "change" comes once, when the pointer lets go.
  useEffect(() => {
    const element = input.current;
    const changed = () => {
      if (!keyHeld.current) commitLatest.current();
    };
    element?.addEventListener('change', changed);
    return () => element?.removeEventListener('change', changed);
  }, []);

  // The stored value is the truth as soon as it changes.
  const [storedValue, setStoredValue] = useState(value);
  if (storedValue !== value) {
    setStoredValue(value);
    setMoving(null);
  }

  return (
    <div className={classes('slider', shown === null && 'unset')}>
      <div className="slider-track">
        <input
          ref={input}
          type="range"
          min={minimum}
          max={sliderMaximum}
          step={1}
          disabled={disabled}
          value={shown ?? middle}
          aria-label={label}
          aria-valuetext={
            shown === null
              ? message('ui.slider.unset', { low, high })
              : message('ui.slider.position', { value: shown, low, high })
          }
          onChange={(event) => move(event.target.valueAsNumber)}
          // A click exactly in the middle changes nothing for the browser, but it is an answer.
          onPointerUp={(event) => {
            if (answer === null && uncommitted.current === null) move(event.currentTarget.valueAsNumber);
            commit();
          }}
          onKeyDown={(event) => {
            keyHeld.current = true;
            if (answer === null && placingKeys.has(event.key)) {
              event.preventDefault();
              move(middle);
            }
          }}
          onKeyUp={() => {
            keyHeld.current = false;
            commit();
          }}
          onBlur={() => {
            keyHeld.current = false;
            commit();
          }}
        />
        {shown === null && !disabled && !noHint && (
          <span className="slider-hint" aria-hidden="true">
            {message('ui.slider.hint')}
          </span>
        )}
      </div>
      <div className="slider-ends" aria-hidden="true">
        <span>{low}</span>
        {showNumber && <span className="slider-number">{shown}</span>}
        <span>{high}</span>
      </div>
    </div>
  );
}
