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
}

/**
 * A slider from 1 to 100 whose number is never shown. Without an answer it has no marker; a click or drag
 * places it, or an arrow key, or Enter for the middle.
 */
export function Slider({ label, low, high, value, onCommit, disabled = false, noHint = false }: SliderProps) {
  const input = useRef<HTMLInputElement>(null);
  const [moving, setMoving] = useState<number | null>(null);
  const keyHeld = useRef(false);
  const uncommitted = useRef<number | null>(null);
  const shown = moving ?? value;

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
          min={sliderMinimum}
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
            if (shown === null && uncommitted.current === null) move(event.currentTarget.valueAsNumber);
            commit();
          }}
          onKeyDown={(event) => {
            keyHeld.current = true;
            if (shown === null && placingKeys.has(event.key)) {
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
        <span>{high}</span>
      </div>
    </div>
  );
}
