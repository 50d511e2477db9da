import { inserter, type Projection } from './projection.ts';

/** Questionnaires, one row an item or slider, and the guess which slot felt personalised. */
export const answers: Projection = {
  tables: ['answer', 'blinding_guess'],
  handlers: (database) => {
    const addAnswer = inserter(database, 'answer', [
      'session_id',
      'stage_id',
      'item_id',
      'slider_id',
      'text',
      'value',
      'first_change_milliseconds',
      'last_change_milliseconds',
      'changes',
      'answered_utc_milliseconds',
    ]);
    const addGuess = inserter(database, 'blinding_guess', [
      'session_id',
      'conversation_id',
      'stage_id',
      'slot',
      'sure',
      'given_utc_milliseconds',
    ]);

    return {
      'questionnaire-answered': (sessionId, { at, payload }) => {
        Object.entries(payload.answers).forEach(([itemId, answer]) => {
          const timing = payload.timings[itemId];
          const row = {
            session_id: sessionId,
            stage_id: payload.stageId,
            item_id: itemId,
            first_change_milliseconds: timing?.firstChangeMilliseconds,
            last_change_milliseconds: timing?.lastChangeMilliseconds,
            changes: timing?.changes,
            answered_utc_milliseconds: at.utcMilliseconds,
          };
          if (typeof answer === 'string') {
            addAnswer({ ...row, slider_id: '', text: answer, value: null });
            return;
          }
          Object.entries(answer).forEach(([sliderId, value]) => {
            addAnswer({ ...row, slider_id: sliderId, text: null, value });
          });
        });
      },
      'guess-given': (sessionId, { at, payload }) => {
        payload.guesses.forEach(({ conversationId, slot, sure }) => {
          addGuess({
            session_id: sessionId,
            conversation_id: conversationId,
            stage_id: payload.stageId,
            slot,
            sure,
            given_utc_milliseconds: at.utcMilliseconds,
          });
        });
      },
    };
  },
};
