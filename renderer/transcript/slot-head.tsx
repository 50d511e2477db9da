import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import type { Slot } from '../../shared/session/events.ts';
import { message } from '../ui/messages.ts';
import { SlotMark, type NameOfSlot } from '../ui/slot-mark.tsx';

export type UnblindedConversation = OutputOf<ModeratorContract, 'transcript/unblind'>['conversations'][number];
export type ArmsBySlot = UnblindedConversation['slots'];

/** The letter of a slot, and beside it the arm once unblinded. */
export function SlotHead({
  slot,
  nameOf,
  arms,
  note,
}: {
  readonly slot: Slot;
  readonly nameOf: NameOfSlot;
  readonly arms: ArmsBySlot | null;
  /** Said beside it. */
  readonly note?: string | undefined;
}) {
  const arm = arms?.find((entry) => entry.slot === slot);
  return (
    <span className="transcript-slot">
      <SlotMark slot={slot} />
      <span className="hidden-but-read">{nameOf(slot)}</span>
      {arm !== undefined && (
        <span className="transcript-arm">{message('transcript.arm', { name: arm.armName, model: arm.model })}</span>
      )}
      {note !== undefined && <span className="quiet">{note}</span>}
    </span>
  );
}
