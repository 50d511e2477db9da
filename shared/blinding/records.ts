import type { RecordedEvent } from '../session/events.ts';
import { guessableConversations } from '../session/queries.ts';
import type { SessionState } from '../session/state.ts';
import { stagesOf, trialStageOf, type Study } from '../study/protocol.ts';
import type { BlindingRecords } from './blinding-report.ts';

/** A session as it is stored, with the state that its events make. */
export interface ReadSession {
  readonly sessionId: string;
  readonly state: SessionState;
  readonly events: readonly RecordedEvent[];
}

/**
 * What a blinding report is made of, read off sessions of one study. Practice is left out: its
 * stand-ins are not what the study is blind to.
 * @param study the newest version, for the order of arms and of degrees of sureness
 */
export function blindingRecordsOf(study: Study, sessions: readonly ReadSession[]): BlindingRecords {
  const degrees = stagesOf(study).flatMap((stage) =>
    stage.kind === 'blinding-guess' ? stage.sureChoices.map((choice) => choice.value) : [],
  );
  return {
    armIds: study.arms.map((arm) => arm.id),
    sureDegrees: [...new Set(degrees)],
    guesses: sessions.flatMap(guessesOf),
    judgements: sessions.flatMap(judgementTimesOf),
    replies: sessions.flatMap((session) => screenedCallsOf(session).map(({ armId }) => ({ armId }))),
    leaks: sessions.flatMap((session) =>
      screenedCallsOf(session).flatMap(({ armId, screened }) =>
        (screened?.leaks ?? []).map(({ category }) => ({ armId, category, action: screened?.action ?? 'shown' })),
      ),
    ),
    unblindings: sessions.flatMap(({ sessionId, events }) =>
      events.flatMap((event) =>
        event.kind === 'session-unblinded'
          ? [{ sessionId, atUtcMilliseconds: event.at.utcMilliseconds, reason: event.payload.reason }]
          : [],
      ),
    ),
  };
}

/** Every guess with the arms that make it right, which are those of the stage that asked. */
function guessesOf({ sessionId, state, events }: ReadSession): BlindingRecords['guesses'] {
  const conversations = guessableConversations(state);
  return events.flatMap((event) => {
    if (event.kind !== 'guess-given') return [];
    const stage = stagesOf(state.study).find((each) => each.id === event.payload.stageId);
    const targets = stage?.kind === 'blinding-guess' ? stage.targets : [];
    return event.payload.guesses.flatMap(({ conversationId, slot, sure }) => {
      const conversation = conversations.find((each) => each.conversationId === conversationId);
      if (!conversation) return [];
      return [
        { participantId: state.participantCode, sessionId, conversationId, slots: conversation.slots, guessedSlot: slot, targets, sure },
      ];
    });
  });
}

/** From the reveal of the last response of a slot to the first rating of it, pauses left out, on the clock that never jumps. */
function judgementTimesOf({ state, events }: ReadSession): BlindingRecords['judgements'] {
  const revealed = new Map<string, { readonly at: number; readonly armId: string }>();
  const judged = new Set<string>();
  const times: { armId: string; milliseconds: number }[] = [];
  const inEarnest = inEarnestOf(state);
  let pausedAt: number | null = null;
  for (const event of events) {
    // A new start of the app begins the clock anew, so nothing is measured across it.
    if (event.kind === 'session-reopened') revealed.clear();
    if (event.kind === 'session-paused') pausedAt = event.at.monotonicMilliseconds;
    if (event.kind === 'session-resumed' && pausedAt !== null) {
      const pause = event.at.monotonicMilliseconds - pausedAt;
      for (const [key, shown] of revealed) revealed.set(key, { ...shown, at: shown.at + pause });
      pausedAt = null;
    }
    if (event.kind === 'turn-revealed') {
      for (const { slot, armId } of event.payload.responses) {
        revealed.set(`${event.payload.conversationId} ${slot}`, { at: event.at.monotonicMilliseconds, armId });
      }
    }
    if (event.kind !== 'rating-given' || event.payload.slot === null || !event.payload.moved) continue;
    const { conversationId, turn, slot } = event.payload;
    const shown = revealed.get(`${conversationId} ${slot}`);
    const once = `${conversationId} ${turn ?? 'end'} ${slot}`;
    if (!shown || judged.has(once) || !inEarnest.has(conversationId)) continue;
    judged.add(once);
    times.push({ armId: shown.armId, milliseconds: event.at.monotonicMilliseconds - shown.at });
  }
  return times;
}

/** Calls of conversations in earnest that brought a reply, and so were scanned. */
function screenedCallsOf({ state }: ReadSession) {
  const inEarnest = inEarnestOf(state);
  return state.conversations
    .filter((conversation) => inEarnest.has(conversation.conversationId))
    .flatMap((conversation) => conversation.turns.flatMap((turn) => turn.calls.filter((call) => call.outcome === 'answered')));
}

function inEarnestOf(state: SessionState): ReadonlySet<string> {
  return new Set(
    state.conversations
      .filter(({ stageId, repeatOf }) => repeatOf === null && trialStageOf(state.study, stageId).kind === 'conversations')
      .map((conversation) => conversation.conversationId),
  );
}
