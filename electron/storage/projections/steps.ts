import { inserter, type Projection } from './projection.ts';

/** When each step of the plan was entered and left, and what was consented to and read. */
export const steps: Projection = {
  tables: ['step', 'consent', 'consent_statement', 'read_text'],
  handlers: (database) => {
    const enter = database.prepare(
      `INSERT INTO step (session_id, step, entered_utc_milliseconds, skipped) VALUES (?, ?, ?, 0)
       ON CONFLICT DO UPDATE SET entered_utc_milliseconds = excluded.entered_utc_milliseconds`,
    );
    const passOver = database.prepare('INSERT INTO step (session_id, step, skipped) VALUES (?, ?, 1) ON CONFLICT DO NOTHING');
    const leave = database.prepare(
      `UPDATE step SET left_utc_milliseconds = ?
       WHERE session_id = ? AND entered_utc_milliseconds IS NOT NULL AND left_utc_milliseconds IS NULL`,
    );
    const skipOpen = database.prepare(
      `UPDATE step SET skipped = 1
       WHERE session_id = ? AND entered_utc_milliseconds IS NOT NULL AND left_utc_milliseconds IS NULL`,
    );
    const addConsent = inserter(database, 'consent', [
      'session_id',
      'stage_id',
      'version',
      'given',
      'answered_utc_milliseconds',
    ]);
    const addStatement = inserter(database, 'consent_statement', ['session_id', 'stage_id', 'statement_id']);

    const addReadText = inserter(database, 'read_text', ['session_id', 'stage_id', 'answer', 'confirmed_utc_milliseconds']);

    return {
      'step-entered': (sessionId, { at, payload }) => {
        leave.run(at.utcMilliseconds, sessionId);
        for (let step = 0; step < payload.step; step += 1) passOver.run(sessionId, step);
        enter.run(sessionId, payload.step, at.utcMilliseconds);
      },
      'conversation-skipped': (sessionId) => {
        skipOpen.run(sessionId);
      },
      'session-completed': (sessionId, { at }) => {
        leave.run(at.utcMilliseconds, sessionId);
      },
      'session-ended': (sessionId, { at }) => {
        leave.run(at.utcMilliseconds, sessionId);
      },
      'text-confirmed': (sessionId, { at, payload }) => {
        addReadText({
          session_id: sessionId,
          stage_id: payload.stageId,
          answer: payload.answer,
          confirmed_utc_milliseconds: at.utcMilliseconds,
        });
      },
      'consent-given': (sessionId, { at, payload }) => {
        addConsent({
          session_id: sessionId,
          stage_id: payload.stageId,
          version: payload.version,
          given: true,
          answered_utc_milliseconds: at.utcMilliseconds,
        });
        new Set(payload.statements).forEach((statement) => {
          addStatement({ session_id: sessionId, stage_id: payload.stageId, statement_id: statement });
        });
      },
      'consent-declined': (sessionId, { at, payload }) => {
        addConsent({
          session_id: sessionId,
          stage_id: payload.stageId,
          version: payload.version,
          given: false,
          answered_utc_milliseconds: at.utcMilliseconds,
        });
      },
    };
  },
};
