import type { Slot } from '../../shared/session/events.ts';
import type { ScreenOf } from '../../shared/session/views.ts';
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
function nameOfSlot(slot: Slot): string {
  return message('ui.slot.name', { slot });
}

/** What people call a slot of a turn that is compared by itself, where other arms may stand next time: "Response A". */
function nameOfResponse(slot: Slot): string {
  return message('ui.slot.response', { slot });
}

export type NameOfSlot = (slot: Slot) => string;

/** The way in which slots are named in a layout: assistants have threads of their own, responses do not. */
export function slotNamesIn(layout: ScreenOf<'conversation'>['layout']): NameOfSlot {
  return layout === 'parallel' ? nameOfSlot : nameOfResponse;
}
