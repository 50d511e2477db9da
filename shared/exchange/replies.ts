import { z } from 'zod';
import type { ModelReply, ResolvedModel, Slot } from '../session/events.ts';
import { answeredCall } from '../session/queries.ts';
import type { ConversationState, TurnState } from '../session/state.ts';
import { column, Count, Moment, optionalColumn } from './column.ts';
import { eventsOf, type ExportedSession } from './exported-session.ts';

const notReported = { missing: 'Empty when the server did not report it.' };
const notSent = { missing: "Empty when it was not set; the endpoint's own default applied." };

/** What is known of the call that brought a response. */
export const callColumns = {
  call_id: column(z.string(), 'Call that brought the response; the events call-started, attempt-ended and call-ended hold its whole story.'),
  provider_id: column(z.string(), 'Provider as set up in the settings; "practice" for the built-in practice models.'),
  model: column(z.string(), 'Model that was asked for.'),
  reported_model: optionalColumn(z.string(), 'Model name that the server reported.', notReported),
  finish_reason: optionalColumn(z.string(), 'Why the model stopped, as the server says it: stop, length, …', notReported),
  prompt_tokens: optionalColumn(Count, 'Tokens of the request, as the server counts them.', { unit: 'tokens', ...notReported }),
  completion_tokens: optionalColumn(Count, 'Tokens of the response, as the server counts them.', { unit: 'tokens', ...notReported }),
  time_to_first_token_milliseconds: optionalColumn(z.number(), 'From the start of the attempt that succeeded to the first piece of text.', {
    unit: 'ms',
    ...notReported,
  }),
  total_milliseconds: column(z.number(), 'Duration of the attempt that succeeded.', { unit: 'ms' }),
  call_milliseconds: column(z.number(), 'From the first attempt to the last byte, waits and failed attempts included.', { unit: 'ms' }),
  attempts: column(z.int().min(1), 'Attempts made, the one that succeeded included.', { unit: 'attempts' }),
  attempt_started_at: column(Moment, 'Start of the attempt that succeeded.'),
  temperature: optionalColumn(z.number(), 'Sampling temperature that was sent.', notSent),
  top_p: optionalColumn(z.number(), 'Nucleus sampling that was sent.', notSent),
  maximum_output_tokens: optionalColumn(z.int(), 'Longest reply that was asked for.', { unit: 'tokens', ...notSent }),
  sampling_seed: optionalColumn(z.int(), 'Seed that was sent to the endpoint.', notSent),
};

export const lengthColumns = {
  characters: column(Count, 'Length of the text in Unicode code points.', { unit: 'characters' }),
  words: column(Count, 'Runs of characters between white space. Too few in scripts that put no space between words.', { unit: 'words' }),
};

/** A reply that a slot got in a turn. */
export interface SlotReply {
  readonly slot: Slot;
  readonly callId: string;
  readonly model: ResolvedModel;
  readonly reply: ModelReply;
  readonly attempts: number;
}

/** Finds the replies of turns: those that were shown, or that were in when the turn was given up. */
export function replyFinder(session: ExportedSession): (conversation: ConversationState, turn: TurnState) => readonly SlotReply[] {
  const models = new Map(eventsOf(session, 'call-started').map(({ payload }) => [payload.callId, payload.model]));
  const attempts = new Map(eventsOf(session, 'call-ended').map(({ payload }) => [payload.callId, payload.attempts]));
  return (conversation, turn) =>
    conversation.slots.flatMap(({ slot }): SlotReply[] => {
      const shown = turn.responses.find((each) => each.slot === slot)?.callId;
      const call = shown === undefined ? answeredCall(turn, slot) : turn.calls.find((each) => each.callId === shown);
      const model = models.get(call?.callId ?? '');
      if (!call?.reply || !model) return [];
      return [{ slot, callId: call.callId, model, reply: call.reply, attempts: attempts.get(call.callId) ?? 1 }];
    });
}

export function callValues({ callId, model, reply, attempts }: SlotReply) {
  const { temperature, topP, maximumOutputTokens, seed } = model.parameters;
  return {
    call_id: callId,
    provider_id: model.providerId,
    model: model.model,
    reported_model: reply.reportedModel,
    finish_reason: reply.finishReason,
    prompt_tokens: reply.promptTokens,
    completion_tokens: reply.completionTokens,
    time_to_first_token_milliseconds: reply.timeToFirstTokenMilliseconds,
    total_milliseconds: reply.totalMilliseconds,
    call_milliseconds: reply.callMilliseconds,
    attempts,
    attempt_started_at: new Date(reply.startedAtUtcMilliseconds).toISOString(),
    temperature: temperature ?? null,
    top_p: topP ?? null,
    maximum_output_tokens: maximumOutputTokens ?? null,
    sampling_seed: seed ?? null,
  };
}

export function lengthsOf(text: string) {
  return { characters: Array.from(text).length, words: text.match(/\S+/gu)?.length ?? 0 };
}

/** 1-based number of a turn among those that count; null for a voided one. */
export function turnNumber(conversation: ConversationState, index: number): number | null {
  if (conversation.turns[index]?.status === 'voided') return null;
  return conversation.turns.slice(0, index + 1).filter((turn) => turn.status !== 'voided').length;
}
