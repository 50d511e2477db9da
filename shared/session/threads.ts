import { allocateSlots } from '../allocation/slots.ts';
import type { TrialStage } from '../study/stages.ts';
import { slotLabels, type Slot, type TurnSlot } from './events.ts';
import { countedTurns, originalOf, revealedReply, revealedTurns, turnsWith } from './queries.ts';
import type { ConversationState, SessionState } from './state.ts';
import type { SlotThread } from './views.ts';

/** A message and what came back; null while nothing did. */
export interface Exchange {
  readonly message: string;
  readonly reply: string | null;
}

/** The slot label at a place, 0 for the first. */
export function slotAt(place: number): Slot {
  const slot = slotLabels[place];
  if (!slot) throw new RangeError(`There are ${slotLabels.length} slots at most, so none at place ${place + 1}.`);
  return slot;
}

/**
 * Who answers the next message, and where. In the common thread the order is drawn anew for every
 * turn, balanced over the turns; in a branch the preferred arm gives all the samples.
 * @param to the only slot that is written to; null for all
 */
export function slotsOfNextTurn(
  state: SessionState,
  stage: TrialStage,
  conversation: ConversationState,
  to: Slot | null,
): readonly TurnSlot[] {
  const asAllocated = conversation.slots.map((each) => ({ ...each, sample: 1 }));
  const opening = countedTurns(conversation)[0];
  const { layout } = stage;
  if (layout.kind === 'parallel') return to === null ? asAllocated : asAllocated.filter(({ slot }) => slot === to);
  if (opening === undefined) return asAllocated;
  if (layout.kind === 'branch') {
    const armId = opening.slots.find(({ slot }) => slot === opening.preferred)?.armId;
    if (armId === undefined) throw new Error('A branch goes on only after its opening turn was judged.');
    return Array.from({ length: layout.samplesPerTurn }, (_, place) => ({ slot: slotAt(place), armId, sample: place + 1 }));
  }
  const index = conversation.turns.length;
  const armIds = conversation.slots.map((each) => each.armId);
  const order = allocateSlots(armIds, index + 1, `${state.seed}/${conversation.conversationId}`)[index] ?? armIds;
  return order.map((armId, place) => ({ slot: slotAt(place), armId, sample: 1 }));
}

/** The conversation that all slots share: judged turns with the preferred response. Empty in the parallel layout. */
export function historyOf(stage: TrialStage, conversation: ConversationState): readonly Exchange[] {
  if (stage.layout.kind === 'parallel') return [];
  return revealedTurns(conversation).flatMap((turn) =>
    turn.preferred === null ? [] : [{ message: turn.text, reply: revealedReply(turn, turn.preferred) }],
  );
}

/** What a slot has answered to before the running turn, as its model is to read it. */
export function exchangesBefore(stage: TrialStage, conversation: ConversationState, slot: Slot): readonly Exchange[] {
  if (stage.layout.kind !== 'parallel') return historyOf(stage, conversation);
  return turnsWith(revealedTurns(conversation), slot).map((turn) => ({ message: turn.text, reply: revealedReply(turn, slot) }));
}

/** What every slot has of its own on the screen: its thread, or its response to the message that is not judged yet. */
export function threadsOf(state: SessionState, stage: TrialStage, conversation: ConversationState): SlotThread[] {
  if (conversation.repeatOf !== null) return repeatedThreads(state, conversation);
  const turns = countedTurns(conversation);
  if (stage.layout.kind === 'parallel') {
    return conversation.slots.map(({ slot }) => ({
      slot,
      turns: turnsWith(turns, slot).map((turn) => ({ message: turn.text, reply: revealedReply(turn, slot) })),
    }));
  }
  const last = turns.at(-1);
  if (!last || last.preferred !== null || conversation.phase !== 'talking') return [];
  return last.slots.map(({ slot }) => ({ slot, turns: [{ message: last.text, reply: revealedReply(last, slot) }] }));
}

/** The opening responses of a branch, or the threads: where a slot stands for one arm. */
export function threadsByArm(state: SessionState, stage: TrialStage, conversation: ConversationState): SlotThread[] {
  const opening = revealedTurns(conversation)[0];
  if (stage.layout.kind === 'branch' && opening) {
    return opening.slots.map(({ slot }) => ({ slot, turns: [{ message: opening.text, reply: revealedReply(opening, slot) }] }));
  }
  return threadsOf(state, stage, conversation).map((thread) => ({
    ...thread,
    turns: thread.turns.filter((turn) => turn.reply !== null),
  }));
}

/** What was said before, every arm's thread in the slot that it has now. */
function repeatedThreads(state: SessionState, repeat: ConversationState): SlotThread[] {
  const transcript = repeat.repeatOf?.transcript;
  const original = originalOf(state, repeat);
  return repeat.slots.map(({ slot, armId }) => {
    if (transcript) {
      return {
        slot,
        turns: transcript.flatMap(({ message, replies }) => {
          const reply = replies.find((each) => each.armId === armId);
          return reply ? [{ message, reply: reply.text }] : [];
        }),
      };
    }
    const before = original?.slots.find((each) => each.armId === armId)?.slot;
    if (!original || before === undefined) return { slot, turns: [] };
    return {
      slot,
      turns: turnsWith(revealedTurns(original), before).map((turn) => ({ message: turn.text, reply: revealedReply(turn, before) })),
    };
  });
}
