import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import type { Slot } from '../../shared/session/events.ts';
import { message } from '../ui/messages.ts';
import { nameOfSlot, SlotMark } from '../ui/slot-mark.tsx';

export type ArmsBySlot = OutputOf<ModeratorContract, 'transcript/unblind'>['conversations'][number]['slots'];

/** The letter of a slot, and beside it the arm once unblinded. */
export function SlotHead({ slot, arms }: { readonly slot: Slot; readonly arms: ArmsBySlot | null }) {
  const arm = arms?.find((entry) => entry.slot === slot);
  return (
    <p className="transcript-slot">
      <SlotMark slot={slot} />
      <span className="hidden-but-read">{nameOfSlot(slot)}</span>
      {arm !== undefined && (
        <span className="transcript-arm">{message('transcript.arm', { name: arm.armName, model: arm.model })}</span>
      )}
    </p>
  );
}
