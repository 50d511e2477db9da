import { allocateRow, type AllocationRow } from '../allocation/list.ts';
import { designOf } from '../study/allocation-design.ts';
import type { Study } from '../study/protocol.ts';
import { sessionPlanOf } from '../study/protocol.ts';
import { enterFrom } from './advance.ts';
import type { Answers, EventOf, PersonalContext, ResolvedModel, SessionEvent, Trial } from './events.ts';
import { replay } from './evolve.ts';
import { slotAt } from './threads.ts';

/** A conversation of an earlier session that may be judged once more. */
export interface EarlierConversation {
  readonly stageId: string;
  /** 1-based place in its stage. */
  readonly position: number;
  readonly sessionId: string;
  readonly conversationId: string;
  readonly transcript: NonNullable<NonNullable<Trial['repeatOf']>['transcript']>;
}

export interface NewSession {
  readonly study: Study;
  readonly studyDigest: string;
  /** Null for a study that is not locked. */
  readonly studyVersion: number | null;
  readonly participantCode: string;
  /** Which of the planned sessions, 1 first. */
  readonly sessionNumber: number;
  readonly moderator: string;
  /** Row of the allocation list; null draws one for this session alone. */
  readonly row: AllocationRow | null;
  readonly stratum: string | null;
  /** Of whatever is still drawn during the session; kept in the first event. */
  readonly seed: string;
  readonly models: readonly { readonly stageId: string; readonly armId: string; readonly model: ResolvedModel }[];
  /** What the participant answered in earlier sessions, by stage. */
  readonly earlierAnswers: Readonly<Record<string, Answers>>;
  /** What prompts are told about the participant; left out, or null, where no arm asks for it. */
  readonly personal?: PersonalContext | null;
  /** What was said in earlier sessions, for repeats. */
  readonly earlier: readonly EarlierConversation[];
}

/** The first events of a session: everything that is allocated or fixed before it begins, and its first step. */
export function createSession(details: NewSession): readonly SessionEvent[] {
  const { study, studyDigest, studyVersion, participantCode, sessionNumber, moderator, stratum, seed, models } = details;
  const created: EventOf<'session-created'> = {
    kind: 'session-created',
    payload: {
      studyId: study.id,
      studyDigest,
      studyVersion,
      participantCode,
      sessionNumber,
      moderator,
      row: details.row?.id ?? null,
      stratum,
      seed,
      earlierAnswers: { ...details.earlierAnswers },
      trials: trialsOf(details, details.row ?? rowForOne(study, stratum, seed)),
      models: [...models],
      ...(details.personal ? { personal: details.personal } : {}),
    },
  };
  // When it happens makes no difference to which step comes first.
  const begun = replay(study, [{ ...created, sequence: 1, at: { utcMilliseconds: 0, monotonicMilliseconds: 0 }, actor: 'moderator' }]);
  return [created, ...enterFrom(begun, 0)];
}

/** A row of its own for a session without a list. Same study and seed, same row. */
function rowForOne(study: Study, stratum: string | null, seed: string): AllocationRow {
  return allocateRow({ ...designOf(study), seed }, stratum, 1);
}

function trialsOf({ study, sessionNumber, earlier }: NewSession, row: AllocationRow): Trial[] {
  const stages = sessionPlanOf(study, sessionNumber).stages;
  return stages.flatMap((stage): Trial[] => {
    const own = row.conversations.filter((each) => each.stageId === stage.id);
    const repeats = row.repeats.filter((each) => each.stageId === stage.id);
    return [
      ...own.map(
        ({ position, typeId, armIds }): Trial => ({
          conversationId: conversationIdOf(stage.id, position),
          stageId: stage.id,
          typeId,
          slots: slotsOf(armIds),
          repeatOf: null,
        }),
      ),
      ...repeats.flatMap(({ position, ofStageId, ofPosition, armIds }): Trial[] => {
        const repeatOf = stages.some((each) => each.id === ofStageId)
          ? { sessionId: null, conversationId: conversationIdOf(ofStageId, ofPosition), transcript: null }
          : earlierOf(earlier, ofStageId, ofPosition);
        return repeatOf
          ? [{ conversationId: conversationIdOf(stage.id, position), stageId: stage.id, typeId: null, slots: slotsOf(armIds), repeatOf }]
          : [];
      }),
    ];
  });
}

/** Null when the earlier conversation was never held. */
function earlierOf(earlier: readonly EarlierConversation[], stageId: string, position: number): Trial['repeatOf'] {
  const found = earlier.find((each) => each.stageId === stageId && each.position === position);
  return found ? { sessionId: found.sessionId, conversationId: found.conversationId, transcript: found.transcript } : null;
}

function slotsOf(armIds: readonly string[]): Trial['slots'] {
  return armIds.map((armId, place) => ({ slot: slotAt(place), armId }));
}

/** What the conversation at a place of a stage is called in events and tables. */
function conversationIdOf(stageId: string, position: number): string {
  return `${stageId}-${position}`;
}
