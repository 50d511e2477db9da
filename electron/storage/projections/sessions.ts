import type { ResolvedModel } from '../../../shared/session/events.ts';
import { inserter, type Projection } from './projection.ts';

/** Who took part in what, how it ended, and what the moderator did about it. */
export const sessions: Projection = {
  tables: ['session', 'session_model', 'pause', 'note', 'unblinding'],
  handlers: (database) => {
    const addSession = inserter(database, 'session', [
      'session_id',
      'study_id',
      'study_digest',
      'study_version',
      'participant_code',
      'session_number',
      'moderator',
      'allocation_row',
      'stratum',
      'seed',
      'status',
      'standing',
      'unblinded',
      'reopenings',
      'current_step',
      'last_sequence',
      'started_utc_milliseconds',
      'last_event_utc_milliseconds',
    ]);
    const addModel = inserter(database, 'session_model', ['session_id', 'position', 'stage_id', 'arm_id', ...modelColumns]);
    const addPause = inserter(database, 'pause', ['session_id', 'sequence', 'reason', 'paused_utc_milliseconds']);
    const addNote = inserter(database, 'note', ['session_id', 'sequence', 'kind', 'actor', 'text', 'added_utc_milliseconds']);
    const addUnblinding = inserter(database, 'unblinding', [
      'session_id',
      'sequence',
      'actor',
      'reason',
      'unblinded_utc_milliseconds',
    ]);
    const resume = database.prepare(
      'UPDATE pause SET resumed_utc_milliseconds = ? WHERE session_id = ? AND resumed_utc_milliseconds IS NULL',
    );
    const setPaused = database.prepare('UPDATE session SET paused_for = ? WHERE session_id = ?');
    const setStep = database.prepare('UPDATE session SET current_step = ? WHERE session_id = ?');
    const countReopening = database.prepare('UPDATE session SET reopenings = reopenings + 1 WHERE session_id = ?');
    const setUnblinded = database.prepare('UPDATE session SET unblinded = 1 WHERE session_id = ?');
    const finish = database.prepare(
      `UPDATE session SET status = ?, standing = ?, end_reason = ?, paused_for = NULL, ended_utc_milliseconds = ?
       WHERE session_id = ?`,
    );
    const voidSession = database.prepare(
      "UPDATE session SET standing = 'voided', void_reason = ?, voided_utc_milliseconds = ? WHERE session_id = ?",
    );
    const reveal = database.prepare(
      'UPDATE session SET first_revealed_utc_milliseconds = ? WHERE session_id = ? AND first_revealed_utc_milliseconds IS NULL',
    );

    return {
      'session-created': (sessionId, { sequence, at, payload }) => {
        addSession({
          session_id: sessionId,
          study_id: payload.studyId,
          study_digest: payload.studyDigest,
          study_version: payload.studyVersion,
          participant_code: payload.participantCode,
          session_number: payload.sessionNumber,
          moderator: payload.moderator,
          allocation_row: payload.row,
          stratum: payload.stratum,
          seed: payload.seed,
          status: 'running',
          standing: 'kept',
          unblinded: false,
          reopenings: 0,
          current_step: 0,
          last_sequence: sequence,
          started_utc_milliseconds: at.utcMilliseconds,
          last_event_utc_milliseconds: at.utcMilliseconds,
        });
        payload.models.forEach(({ stageId, armId, model }, position) => {
          addModel({ session_id: sessionId, position, stage_id: stageId, arm_id: armId, ...columnsOfModel(model) });
        });
      },
      'step-entered': (sessionId, { payload }) => {
        setStep.run(payload.step, sessionId);
      },
      'session-paused': (sessionId, { sequence, at, payload }) => {
        setPaused.run(payload.reason, sessionId);
        addPause({
          session_id: sessionId,
          sequence,
          reason: payload.reason,
          paused_utc_milliseconds: at.utcMilliseconds,
        });
      },
      'session-resumed': (sessionId, { at }) => {
        setPaused.run(null, sessionId);
        resume.run(at.utcMilliseconds, sessionId);
      },
      'session-reopened': (sessionId) => {
        countReopening.run(sessionId);
      },
      'session-completed': (sessionId, { at }) => {
        finish.run('complete', 'kept', null, at.utcMilliseconds, sessionId);
        resume.run(at.utcMilliseconds, sessionId);
      },
      'session-ended': (sessionId, { at, payload }) => {
        finish.run('ended', payload.standing, payload.reason, at.utcMilliseconds, sessionId);
        resume.run(at.utcMilliseconds, sessionId);
      },
      'session-voided': (sessionId, { at, payload }) => {
        voidSession.run(payload.reason, at.utcMilliseconds, sessionId);
      },
      'turn-revealed': (sessionId, { at }) => {
        reveal.run(at.utcMilliseconds, sessionId);
      },
      'note-added': (sessionId, { sequence, at, actor, payload }) => {
        addNote({
          session_id: sessionId,
          sequence,
          kind: 'note',
          actor,
          text: payload.text,
          added_utc_milliseconds: at.utcMilliseconds,
        });
      },
      'incident-recorded': (sessionId, { sequence, at, actor, payload }) => {
        addNote({
          session_id: sessionId,
          sequence,
          kind: 'incident',
          actor,
          text: payload.text,
          added_utc_milliseconds: at.utcMilliseconds,
        });
      },
      'session-unblinded': (sessionId, { sequence, at, actor, payload }) => {
        setUnblinded.run(sessionId);
        addUnblinding({
          session_id: sessionId,
          sequence,
          actor,
          reason: payload.reason,
          unblinded_utc_milliseconds: at.utcMilliseconds,
        });
      },
    };
  },
};

export const modelColumns = [
  'provider_id',
  'base_url',
  'model',
  'system_prompt',
  'temperature',
  'top_p',
  'maximum_output_tokens',
  'seed',
] as const;

export function columnsOfModel(model: ResolvedModel) {
  return {
    provider_id: model.providerId,
    base_url: model.baseURL,
    model: model.model,
    system_prompt: model.systemPrompt,
    temperature: model.parameters.temperature,
    top_p: model.parameters.topP,
    maximum_output_tokens: model.parameters.maximumOutputTokens,
    seed: model.parameters.seed,
  };
}
