import { inserter, type Projection } from './projection.ts';

/** Conversations with their slots, and the participant's turns. */
export const conversations: Projection = {
  tables: ['conversation', 'trial_slot', 'turn'],
  handlers: (database) => {
    const addConversation = inserter(database, 'conversation', [
      'session_id',
      'conversation_id',
      'stage_id',
      'position',
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
    const where = 'WHERE session_id = @session AND conversation_id = @conversation';
    const finish = database.prepare(
      `UPDATE conversation SET phase = 'comparing', finished_utc_milliseconds = @at, finish_reason = @reason ${where}`,
    );
    const skip = database.prepare(
      `UPDATE conversation SET phase = 'skipped', skipped_utc_milliseconds = @at, skip_reason = @reason ${where}`,
    );
    const compare = database.prepare(
      `UPDATE conversation SET phase = 'explaining', best_slot = @best, compared_utc_milliseconds = @at ${where}`,
    );
    const explain = database.prepare(`UPDATE conversation SET phase = 'done', explained_utc_milliseconds = @at ${where}`);
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
          addConversation({ ...conversation, stage_id: trial.stageId, position, phase: 'talking' });
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
      'comparison-confirmed': (session, { at, payload }) => {
        compare.run({ session, conversation: payload.conversationId, at: at.utcMilliseconds, best: payload.best });
      },
      'explanation-confirmed': (session, { at, payload }) => {
        explain.run({ session, conversation: payload.conversationId, at: at.utcMilliseconds });
      },
    };
  },
};
