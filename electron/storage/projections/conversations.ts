import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import { inserter, type Projection } from './projection.ts';

/** Conversations with their slots, and the participant's turns with who answered them. */
export const conversations: Projection = {
  tables: ['conversation', 'trial_slot', 'turn', 'turn_slot'],
  handlers: (database) => {
    const addConversation = inserter(database, 'conversation', [
      'session_id',
      'conversation_id',
      'stage_id',
      'position',
      'type_id',
      'repeat_of_session',
      'repeat_of_conversation',
      'repeat_transcript',
      'phase',
    ]);
    const addSlot = inserter(database, 'trial_slot', ['session_id', 'conversation_id', 'slot', 'arm_id']);
    const addTurn = inserter(database, 'turn', [
      'session_id',
      'conversation_id',
      'turn',
      'text',
      'status',
      'retries',
      'sent_utc_milliseconds',
      'sent_monotonic_milliseconds',
    ]);
    const addTurnSlot = inserter(database, 'turn_slot', ['session_id', 'conversation_id', 'turn', 'slot', 'arm_id', 'sample']);
    const where = 'WHERE session_id = @session AND conversation_id = @conversation';
    const finish = database.prepare(
      `UPDATE conversation SET phase = 'judging', finished_utc_milliseconds = @at, finish_reason = @reason ${where}`,
    );
    const skip = database.prepare(
      `UPDATE conversation SET phase = 'skipped', skipped_utc_milliseconds = @at, skip_reason = @reason ${where}`,
    );
    const pickType = database.prepare(`UPDATE conversation SET type_id = @type, picked_utc_milliseconds = @at ${where}`);
    const preferTurn = database.prepare(`UPDATE turn SET preferred_slot = @preferred ${where} AND turn = @turn`);
    const preferAtEnd = database.prepare(
      `UPDATE conversation SET preferred_slot = coalesce(@preferred, preferred_slot), judged_utc_milliseconds = @at ${where}`,
    );
    // Only the study knows how many sheets there are; but a session goes on only when all of them are confirmed.
    const close = database.prepare(
      `UPDATE conversation SET phase = 'done' WHERE session_id = ? AND phase = 'judging'
       AND (finished_utc_milliseconds IS NOT NULL OR judged_utc_milliseconds IS NOT NULL)`,
    );
    const setStatus = database.prepare(`UPDATE turn SET status = @status ${where} AND turn = @turn`);
    const retry = database.prepare(
      `UPDATE turn SET status = 'collecting', retries = retries + 1 ${where} AND turn = @turn`,
    );
    const reveal = database.prepare(
      `UPDATE turn SET status = 'revealed', revealed_utc_milliseconds = @at, revealed_monotonic_milliseconds = @monotonic
       ${where} AND turn = @turn`,
    );
    const voidTurn = database.prepare(
      `UPDATE turn SET status = 'voided', voided_utc_milliseconds = @at, void_reason = @reason ${where} AND turn = @turn`,
    );

    return {
      'session-created': (sessionId, { payload }) => {
        payload.trials.forEach((trial, position) => {
          const conversation = { session_id: sessionId, conversation_id: trial.conversationId };
          addConversation({
            ...conversation,
            stage_id: trial.stageId,
            position,
            type_id: trial.typeId,
            repeat_of_session: trial.repeatOf?.sessionId,
            repeat_of_conversation: trial.repeatOf?.conversationId,
            repeat_transcript: trial.repeatOf?.transcript && canonicalJson(trial.repeatOf.transcript),
            phase: trial.repeatOf ? 'judging' : 'talking',
          });
          trial.slots.forEach(({ slot, armId }) => addSlot({ ...conversation, slot, arm_id: armId }));
        });
      },
      'turn-sent': (sessionId, { at, payload }) => {
        addTurn({
          session_id: sessionId,
          conversation_id: payload.conversationId,
          turn: payload.turn,
          text: payload.text,
          status: 'collecting',
          retries: 0,
          sent_utc_milliseconds: at.utcMilliseconds,
          sent_monotonic_milliseconds: at.monotonicMilliseconds,
        });
        payload.slots.forEach(({ slot, armId, sample }) => {
          addTurnSlot({
            session_id: sessionId,
            conversation_id: payload.conversationId,
            turn: payload.turn,
            slot,
            arm_id: armId,
            sample,
          });
        });
      },
      'type-picked': (session, { at, payload }) => {
        pickType.run({ session, conversation: payload.conversationId, type: payload.typeId, at: at.utcMilliseconds });
      },
      'turn-stalled': (session, { payload }) => {
        setStatus.run({ session, conversation: payload.conversationId, turn: payload.turn, status: 'stalled' });
      },
      'turn-retried': (session, { payload }) => {
        retry.run({ session, conversation: payload.conversationId, turn: payload.turn });
      },
      'turn-revealed': (session, { at, payload }) => {
        reveal.run({
          session,
          conversation: payload.conversationId,
          turn: payload.turn,
          at: at.utcMilliseconds,
          monotonic: at.monotonicMilliseconds,
        });
      },
      'turn-voided': (session, { at, payload }) => {
        voidTurn.run({
          session,
          conversation: payload.conversationId,
          turn: payload.turn,
          at: at.utcMilliseconds,
          reason: payload.reason,
        });
      },
      'conversation-finished': (session, { at, payload }) => {
        finish.run({ session, conversation: payload.conversationId, at: at.utcMilliseconds, reason: payload.reason });
      },
      'conversation-skipped': (session, { at, payload }) => {
        skip.run({ session, conversation: payload.conversationId, at: at.utcMilliseconds, reason: payload.reason });
      },
      'judgements-confirmed': (session, { at, payload }) => {
        const { conversationId: conversation, turn, preferred } = payload;
        if (turn === null) preferAtEnd.run({ session, conversation, preferred, at: at.utcMilliseconds });
        else preferTurn.run({ session, conversation, turn, preferred });
      },
      'step-entered': (session) => {
        close.run(session);
      },
      'session-completed': (session) => {
        close.run(session);
      },
    };
  },
};
