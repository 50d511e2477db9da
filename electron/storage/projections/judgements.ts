import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import { inserter, type Projection } from './projection.ts';

/** Value of the key column `turn` for what is judged at the end of a conversation. */
const atTheEnd = -1;

/** What a participant thought of the responses. Only the last word is here; the event log keeps every change. */
export const judgements: Projection = {
  tables: ['rating', 'ranking', 'ranking_place', 'choice', 'sheet', 'judgement_text'],
  handlers: (database) => {
    const again = 'changes = changes + 1, given_utc_milliseconds = excluded.given_utc_milliseconds';
    const rate = database.prepare(
      `INSERT INTO rating (session_id, conversation_id, turn, judgement_id, slot, item, value, not_applicable, moved, changes,
         first_given_utc_milliseconds, given_utc_milliseconds)
       VALUES (@session, @conversation, @turn, @judgement, @slot, @item, @value, @notApplicable, @moved, 1, @at, @at)
       ON CONFLICT (session_id, conversation_id, turn, judgement_id, slot, item)
       DO UPDATE SET value = excluded.value, not_applicable = excluded.not_applicable, moved = excluded.moved, ${again}`,
    );
    const rank = database.prepare(
      `INSERT INTO ranking (session_id, conversation_id, turn, judgement_id, changes, first_given_utc_milliseconds, given_utc_milliseconds)
       VALUES (@session, @conversation, @turn, @judgement, 1, @at, @at)
       ON CONFLICT (session_id, conversation_id, turn, judgement_id) DO UPDATE SET ${again}`,
    );
    const clearPlaces = database.prepare(
      `DELETE FROM ranking_place WHERE session_id = @session AND conversation_id = @conversation AND turn = @turn
         AND judgement_id = @judgement`,
    );
    const addPlace = database.prepare(
      `INSERT INTO ranking_place (session_id, conversation_id, turn, judgement_id, slot, place)
       VALUES (@session, @conversation, @turn, @judgement, @slot, @place)`,
    );
    const choose = database.prepare(
      `INSERT INTO choice (session_id, conversation_id, turn, judgement_id, slot, strength, changes,
         first_given_utc_milliseconds, given_utc_milliseconds)
       VALUES (@session, @conversation, @turn, @judgement, @slot, @strength, 1, @at, @at)
       ON CONFLICT (session_id, conversation_id, turn, judgement_id)
       DO UPDATE SET slot = excluded.slot, strength = excluded.strength, ${again}`,
    );
    const addSheet = inserter(database, 'sheet', [
      'session_id',
      'conversation_id',
      'turn',
      'sheet_id',
      'preferred_slot',
      'tied',
      'confirmed_utc_milliseconds',
    ]);
    const addText = inserter(database, 'judgement_text', [
      'session_id',
      'conversation_id',
      'turn',
      'judgement_id',
      'box',
      'sheet_id',
      'text',
    ]);

    return {
      'rating-given': (session, { at, payload }) => {
        const notApplicable = payload.value === 'not-applicable';
        rate.run({
          session,
          conversation: payload.conversationId,
          turn: payload.turn ?? atTheEnd,
          judgement: payload.judgementId,
          slot: payload.slot ?? '',
          item: payload.item ?? '',
          value: notApplicable ? null : payload.value,
          notApplicable: Number(notApplicable),
          moved: Number(payload.moved),
          at: at.utcMilliseconds,
        });
      },
      'ranking-given': (session, { at, payload }) => {
        const ranking = {
          session,
          conversation: payload.conversationId,
          turn: payload.turn ?? atTheEnd,
          judgement: payload.judgementId,
        };
        rank.run({ ...ranking, at: at.utcMilliseconds });
        clearPlaces.run(ranking);
        payload.places.forEach((slots, index) => {
          slots.forEach((slot) => addPlace.run({ ...ranking, slot, place: index + 1 }));
        });
      },
      'choice-given': (session, { at, payload }) => {
        choose.run({
          session,
          conversation: payload.conversationId,
          turn: payload.turn ?? atTheEnd,
          judgement: payload.judgementId,
          slot: payload.slot,
          strength: payload.strength,
          at: at.utcMilliseconds,
        });
      },
      'judgements-confirmed': (sessionId, { at, payload }) => {
        const sheet = {
          session_id: sessionId,
          conversation_id: payload.conversationId,
          turn: payload.turn ?? atTheEnd,
          sheet_id: payload.sheetId,
        };
        addSheet({
          ...sheet,
          preferred_slot: payload.preferred,
          tied: canonicalJson(payload.tied),
          confirmed_utc_milliseconds: at.utcMilliseconds,
        });
        for (const [judgementId, boxes] of Object.entries(payload.texts)) {
          for (const [box, text] of Object.entries(boxes)) addText({ ...sheet, judgement_id: judgementId, box, text });
        }
      },
    };
  },
};
