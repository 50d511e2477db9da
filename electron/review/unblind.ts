import type { UnblindedArms } from '../../shared/contract/transcript.ts';
import type { SessionState } from '../../shared/session/state.ts';
import { armsOfStage, isTrialStage } from '../../shared/study/protocol.ts';

/** Which arm stood in which slot. Only for a session whose state says that it was unblinded. */
export function armsOf(sessionId: string, state: SessionState): UnblindedArms {
  if (!state.unblinded) throw new Error(`Session ${sessionId} was not unblinded.`);
  const names = new Map(
    state.study.stages
      .filter(isTrialStage)
      .flatMap((stage) => armsOfStage(state.study, stage).map((arm) => [`${stage.id}/${arm.id}`, arm.name] as const)),
  );
  return {
    sessionId,
    conversations: state.conversations.map(({ conversationId, stageId, slots }) => ({
      conversationId,
      slots: slots.map(({ slot, armId }) => ({
        slot,
        armName: names.get(`${stageId}/${armId}`) ?? armId,
        model: state.models.find((each) => each.stageId === stageId && each.armId === armId)?.model.model ?? '',
      })),
    })),
  };
}
