import { allocateSlots } from '../allocation/slots.ts';
import { armsOfStage, isTrialStage, type Study } from '../study/protocol.ts';
import { slotLabels, type ResolvedModel, type SessionEvent, type Slot, type Trial } from './events.ts';

export interface NewSession {
  readonly study: Study;
  readonly studyDigest: string;
  readonly participantCode: string;
  /** Seed of the slot allocation; kept in the first event, so that the list can be drawn again. */
  readonly seed: string;
  readonly models: readonly { readonly stageId: string; readonly armId: string; readonly model: ResolvedModel }[];
}

/** The first events of a session: everything that is drawn or fixed before it begins. */
export function createSession({ study, studyDigest, participantCode, seed, models }: NewSession): readonly SessionEvent[] {
  return [
    {
      kind: 'session-created',
      payload: { studyId: study.id, studyDigest, participantCode, seed, trials: drawTrials(study, seed), models: [...models] },
    },
    { kind: 'step-entered', payload: { step: 0 } },
  ];
}

/** Slot orders of every conversation, balanced within each stage. Same study and seed, same trials. */
function drawTrials(study: Study, seed: string): Trial[] {
  return study.stages.filter(isTrialStage).flatMap((stage) => {
    const armIds = armsOfStage(study, stage).map((arm) => arm.id);
    const orders = allocateSlots(armIds, stage.conversations.length, `${seed}/${stage.id}`);
    return stage.conversations.map((conversation, index) => ({
      conversationId: conversation.id,
      stageId: stage.id,
      slots: (orders[index] ?? []).map((armId, place) => ({ slot: slotAt(place), armId })),
    }));
  });
}

function slotAt(place: number): Slot {
  const slot = slotLabels[place];
  if (!slot) throw new RangeError(`There are ${slotLabels.length} slots at most, so none at place ${place + 1}.`);
  return slot;
}
