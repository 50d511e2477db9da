import type { Slot } from '../../shared/session/events.ts';
import { message } from './messages.ts';
import './controls.css';

/** The letter of a slot in its tile. The same colour for every slot: a colour would soon have a meaning. */
export function SlotMark({ slot }: { readonly slot: Slot }) {
  return (
    <span className="slot-mark" aria-hidden="true">
      {slot}
    </span>
  );
}

/** What people call a slot: "Assistant A". */
export function nameOfSlot(slot: Slot): string {
  return message('ui.slot.name', { slot });
}
