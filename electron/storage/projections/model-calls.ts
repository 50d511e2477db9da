import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import { inserter, type Projection } from './projection.ts';
import { columnsOfModel, modelColumns } from './sessions.ts';

const replyColumns = [
  'text',
  'finish_reason',
  'reported_model',
  'prompt_tokens',
  'completion_tokens',
  'reply_started_utc_milliseconds',
  'time_to_first_token_milliseconds',
  'total_milliseconds',
  'call_milliseconds',
] as const;

/** What models were asked, what came back, what was found in it, and what was shown. */
export const modelCalls: Projection = {
  tables: ['model_call', 'call_attempt', 'screening', 'leak', 'response'],
  handlers: (database) => {
    const addCall = inserter(database, 'model_call', [
      'session_id',
      'call_id',
      'conversation_id',
      'turn',
      'slot',
      'arm_id',
      ...modelColumns,
      'messages',
      'started_utc_milliseconds',
      'outcome',
    ]);
    const addAttempt = inserter(database, 'call_attempt', [
      'session_id',
      'call_id',
      'attempt',
      'attempts',
      'category',
      'status_code',
      'detail',
      'received_text',
      'started_utc_milliseconds',
      'ended_utc_milliseconds',
      'total_milliseconds',
      'retry_in_milliseconds',
    ]);
    const endCall = database.prepare(
      `UPDATE model_call SET outcome = @outcome, category = @category, attempts = @attempts, ended_utc_milliseconds = @ended,
         ${replyColumns.map((column) => `${column} = @${column}`).join(', ')}
       WHERE session_id = @session AND call_id = @call`,
    );
    const addScreening = inserter(database, 'screening', [
      'session_id',
      'call_id',
      'action',
      'took_headings',
      'took_bold',
      'took_emoji',
      'took_trailing_questions',
      'text',
      'screened_utc_milliseconds',
    ]);
    const addLeak = inserter(database, 'leak', ['session_id', 'call_id', 'leak', 'category', 'start_index', 'end_index', 'text']);
    const [, ...aboutTheReply] = replyColumns;
    const addResponse = database.prepare(
      `INSERT INTO response (session_id, conversation_id, turn, slot, arm_id, call_id, text, ${aboutTheReply.join(', ')},
         attempts, revealed_utc_milliseconds)
       SELECT session_id, conversation_id, turn, slot, arm_id, call_id,
         coalesce((SELECT text FROM screening WHERE session_id = @session AND call_id = @call), text),
         ${aboutTheReply.join(', ')}, attempts, @revealed
       FROM model_call
       WHERE session_id = @session AND call_id = @call AND conversation_id = @conversation AND turn = @turn
         AND slot = @slot AND arm_id = @arm`,
    );

    return {
      'call-started': (sessionId, { at, payload }) => {
        addCall({
          session_id: sessionId,
          call_id: payload.callId,
          conversation_id: payload.conversationId,
          turn: payload.turn,
          slot: payload.slot,
          arm_id: payload.armId,
          ...columnsOfModel(payload.model),
          messages: canonicalJson(payload.messages),
          started_utc_milliseconds: at.utcMilliseconds,
          outcome: 'running',
        });
      },
      'attempt-ended': (sessionId, { at, payload }) => {
        addAttempt({
          session_id: sessionId,
          call_id: payload.callId,
          attempt: payload.attempt,
          attempts: payload.attempts,
          category: payload.category,
          status_code: payload.statusCode,
          detail: payload.detail,
          received_text: payload.receivedText,
          started_utc_milliseconds: payload.startedAtUtcMilliseconds,
          ended_utc_milliseconds: at.utcMilliseconds,
          total_milliseconds: payload.totalMilliseconds,
          retry_in_milliseconds: payload.retryInMilliseconds,
        });
      },
      'call-ended': (session, { at, payload }) => {
        const { reply } = payload;
        endCall.run({
          session,
          call: payload.callId,
          outcome: payload.outcome,
          category: payload.category,
          attempts: payload.attempts,
          ended: at.utcMilliseconds,
          text: reply?.text ?? null,
          finish_reason: reply?.finishReason ?? null,
          reported_model: reply?.reportedModel ?? null,
          prompt_tokens: reply?.promptTokens ?? null,
          completion_tokens: reply?.completionTokens ?? null,
          reply_started_utc_milliseconds: reply?.startedAtUtcMilliseconds ?? null,
          time_to_first_token_milliseconds: reply?.timeToFirstTokenMilliseconds ?? null,
          total_milliseconds: reply?.totalMilliseconds ?? null,
          call_milliseconds: reply?.callMilliseconds ?? null,
        });
      },
      'reply-screened': (sessionId, { at, payload }) => {
        const screening = { session_id: sessionId, call_id: payload.callId };
        addScreening({
          ...screening,
          action: payload.action,
          took_headings: payload.look.headings,
          took_bold: payload.look.bold,
          took_emoji: payload.look.emoji,
          took_trailing_questions: payload.look.trailingQuestions,
          text: payload.text,
          screened_utc_milliseconds: at.utcMilliseconds,
        });
        payload.leaks.forEach(({ category, start, end, text }, index) => {
          addLeak({ ...screening, leak: index + 1, category, start_index: start, end_index: end, text });
        });
      },
      'turn-revealed': (session, { at, payload }) => {
        payload.responses.forEach(({ slot, armId, callId }) => {
          const { changes } = addResponse.run({
            session,
            conversation: payload.conversationId,
            turn: payload.turn,
            slot,
            arm: armId,
            call: callId,
            revealed: at.utcMilliseconds,
          });
          if (changes !== 1) throw new RangeError(`Slot ${slot} shows a call that was not made for it.`);
        });
      },
    };
  },
};
