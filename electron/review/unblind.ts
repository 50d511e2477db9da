import type { UnblindedArms } from '../../shared/contract/transcript.ts';
import { heldConversations } from '../../shared/exchange/trial.ts';
import type { Slot } from '../../shared/session/events.ts';
import type { SessionState } from '../../shared/session/state.ts';
import { armsOfStage } from '../../shared/study/protocol.ts';
import type { TrialStage } from '../../shared/study/stages.ts';

/** Which arm stood in which slot, and what replies gave away. Only for a session whose state says that it was unblinded. */
export function armsOf(sessionId: string, state: SessionState): UnblindedArms {
  if (!state.unblinded) throw new Error(`Session ${sessionId} was not unblinded.`);
  return {
    sessionId,
    conversations: heldConversations({ state }).map(({ conversation, stage }) => {
      const named = (slots: readonly { readonly slot: Slot; readonly armId: string }[]) =>
        slots.map(({ slot, armId }) => ({ slot, ...namesOf(state, stage, armId) }));
      return {
        conversationId: conversation.conversationId,
        slots: named(conversation.slots),
        turns: conversation.turns.map((turn, index) => ({
          number: index + 1,
          slots: named(turn.slots),
          leaks: turn.calls.flatMap(({ slot, screened }) =>
            screened
              ? screened.leaks.map(({ category, text }) => ({ slot, category, action: screened.action, passage: text }))
              : [],
          ),
        })),
      };
    }),
  };
}

function namesOf(state: SessionState, stage: TrialStage, armId: string): { readonly armName: string; readonly model: string } {
  return {
    armName: armsOfStage(state.study, stage).find((arm) => arm.id === armId)?.name ?? armId,
    model: state.models.find((each) => each.stageId === stage.id && each.armId === armId)?.model.model ?? '',
  };
}
