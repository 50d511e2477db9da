import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import { inserter, type Projection } from './projection.ts';

/** Questionnaires, one row a question, and the guess which slot felt personalised. */
export const answers: Projection = {
  tables: ['answer', 'blinding_guess'],
  handlers: (database) => {
    const addAnswer = inserter(database, 'answer', [
      'session_id',
      'stage_id',
      'question',
      'value',
      'presented',
      'choices',
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
        const presented = new Map(payload.order.map((each, index) => [each.name, { ...each, place: index + 1 }]));
        for (const question of new Set([...presented.keys(), ...Object.keys(payload.answers)])) {
          const value = payload.answers[question];
          const shown = presented.get(question);
          const timing = payload.timings[question];
          addAnswer({
            session_id: sessionId,
            stage_id: payload.stageId,
            question,
            value: value === undefined ? null : canonicalJson(value),
            presented: shown?.place,
            choices: shown?.choices && canonicalJson(shown.choices),
            first_change_milliseconds: timing?.firstChangeMilliseconds,
            last_change_milliseconds: timing?.lastChangeMilliseconds,
            changes: timing?.changes,
            answered_utc_milliseconds: at.utcMilliseconds,
          });
        }
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
