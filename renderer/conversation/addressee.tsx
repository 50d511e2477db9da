import { useId } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { ScreenOf } from '../../shared/session/views.ts';
import { message } from '../ui/messages.ts';
import type { NameOfSlot } from '../ui/slot-mark.tsx';

/**
 * Whom the message goes to: everyone, or one slot. One box with its addressee, instead of a box under every
 * pane: the panes keep their height, and what is typed stays when one thinks again about whom it is for.
 */
export function Addressee({
  screen: { addressable, threads },
  to,
  nameOf,
  onChange,
}: {
  readonly screen: Pick<ScreenOf<'conversation'>, 'addressable' | 'threads'>;
  readonly to: Slot | null;
  readonly nameOf: NameOfSlot;
  readonly onChange: (to: Slot | null) => void;
}) {
  const name = useId();
  // Slots that have had all their messages; none of them while replies are awaited.
  const someSpent = addressable.length > 0 && addressable.length < threads.length;
  return (
    <fieldset className="composer-to">
      <legend>{message('participant.composer.to')}</legend>
      <label>
        <input
          type="radio"
          name={name}
          checked={to === null}
          disabled={someSpent}
          onChange={() => onChange(null)}
        />
        <span>{message('participant.composer.to-all')}</span>
      </label>
      {threads.map(({ slot }) => (
        <label key={slot} data-to={slot}>
          <input
            type="radio"
            name={name}
            checked={to === slot}
            disabled={someSpent && !addressable.includes(slot)}
            aria-label={nameOf(slot)}
            onChange={() => onChange(slot)}
          />
          <span>{slot}</span>
        </label>
      ))}
    </fieldset>
  );
}
