import { inserter, type Projection } from './projection.ts';

/** What a participant thought of the responses. Only the last word is here; the event log keeps every change. */
export const judgements: Projection = {
  tables: ['rating', 'ranking', 'ranking_place', 'attribute_rating', 'feedback'],
  handlers: (database) => {
    const again = 'changes = changes + 1, given_utc_milliseconds = excluded.given_utc_milliseconds';
    const rate = database.prepare(
      `INSERT INTO rating (session_id, conversation_id, slot, value, changes, first_given_utc_milliseconds, given_utc_milliseconds)
       VALUES (@session, @conversation, @slot, @value, 1, @at, @at)
       ON CONFLICT (session_id, conversation_id, slot) DO UPDATE SET value = excluded.value, ${again}`,
    );
    const rank = database.prepare(
      `INSERT INTO ranking (session_id, conversation_id, changes, first_given_utc_milliseconds, given_utc_milliseconds)
       VALUES (@session, @conversation, 1, @at, @at)
       ON CONFLICT (session_id, conversation_id) DO UPDATE SET ${again}`,
    );
    const clearPlaces = database.prepare('DELETE FROM ranking_place WHERE session_id = ? AND conversation_id = ?');
    const addPlace = inserter(database, 'ranking_place', ['session_id', 'conversation_id', 'slot', 'place']);
    const rateAttribute = database.prepare(
      `INSERT INTO attribute_rating (session_id, conversation_id, attribute, slot, value, not_applicable, changes,
         first_given_utc_milliseconds, given_utc_milliseconds)
       VALUES (@session, @conversation, @attribute,
         (SELECT best_slot FROM conversation WHERE session_id = @session AND conversation_id = @conversation),
         @value, @notApplicable, 1, @at, @at)
       ON CONFLICT (session_id, conversation_id, attribute)
       DO UPDATE SET value = excluded.value, not_applicable = excluded.not_applicable, slot = excluded.slot, ${again}`,
    );
    const addFeedback = inserter(database, 'feedback', [
      'session_id',
      'conversation_id',
      'good',
      'bad',
      'given_utc_milliseconds',
    ]);

    return {
      'rating-given': (session, { at, payload }) => {
        rate.run({
          session,
          conversation: payload.conversationId,
          slot: payload.slot,
          value: payload.value,
          at: at.utcMilliseconds,
        });
      },
      'ranking-given': (session, { at, payload }) => {
        rank.run({ session, conversation: payload.conversationId, at: at.utcMilliseconds });
        clearPlaces.run(session, payload.conversationId);
        payload.places.forEach((slot, index) => {
          if (slot === null) return;
          addPlace({ session_id: session, conversation_id: payload.conversationId, slot, place: index + 1 });
        });
      },
      'attribute-rated': (session, { at, payload }) => {
        const notApplicable = payload.value === 'not-applicable';
        rateAttribute.run({
          session,
          conversation: payload.conversationId,
          attribute: payload.attribute,
          value: notApplicable ? null : payload.value,
          notApplicable: Number(notApplicable),
          at: at.utcMilliseconds,
        });
      },
      'explanation-confirmed': (sessionId, { at, payload }) => {
        addFeedback({
          session_id: sessionId,
          conversation_id: payload.conversationId,
          good: payload.good,
          bad: payload.bad,
          given_utc_milliseconds: at.utcMilliseconds,
        });
      },
    };
  },
};
