import { z } from 'zod';
import type { LookChanges, ModelReply, ResolvedModel, TurnSlot } from '../session/events.ts';
import type { CallState, ConversationState, TurnState } from '../session/state.ts';
import { countWords } from '../session/words.ts';
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

/** What was found in a reply before it was shown, and what was done about it. */
export const screeningColumns = {
  screening: column(
    z.enum(['nothing', 'shown', 'asked-again', 'masked']),
    'nothing: nothing was found or changed. shown: shown all the same, or only its look made plain. asked-again: not shown, the slot was asked once more. masked: the passages were covered.',
  ),
  leaks: column(Count, 'Passages found that give the arm away; leaks.csv has each.', { unit: 'passages' }),
  look_changes: column(z.string(), 'What the study takes out of the look of replies (headings, bold, emoji, trailing-questions), with spaces; "" for nothing, and for a reply without it.'),
};

/** A reply that a slot got in a turn. */
export interface SlotReply {
  readonly at: TurnSlot;
  readonly call: CallState;
  readonly reply: ModelReply;
  readonly model: ResolvedModel;
  readonly attempts: number;
  readonly fate: 'shown' | 'not-shown' | 'replaced';
}

/** Finds the replies of turns, by slot and then in the order in which they were asked for. */
export function replyFinder(session: ExportedSession): (turn: TurnState) => readonly SlotReply[] {
  const models = new Map(eventsOf(session, 'call-started').map(({ payload }) => [payload.callId, payload.model]));
  const attempts = new Map(eventsOf(session, 'call-ended').map(({ payload }) => [payload.callId, payload.attempts]));
  return (turn) =>
    turn.slots.flatMap((at) =>
      turn.calls
        .filter((call) => call.slot === at.slot)
        .flatMap((call): SlotReply[] => {
          const model = models.get(call.callId);
          if (!call.reply || !model) return [];
          return [{ at, call, reply: call.reply, model, attempts: attempts.get(call.callId) ?? 1, fate: fateOf(turn, call) }];
        }),
    );
}

function fateOf(turn: TurnState, call: CallState): SlotReply['fate'] {
  if (turn.responses.some((each) => each.callId === call.callId)) return 'shown';
  return call.screened?.action === 'asked-again' ? 'replaced' : 'not-shown';
}

export function screeningValues({ call: { screened } }: SlotReply) {
  return {
    screening: screened?.action ?? ('nothing' as const),
    leaks: screened?.leaks.length ?? 0,
    look_changes: screened ? lookChanges(screened.look).join(' ') : '',
  };
}

function lookChanges(look: z.infer<typeof LookChanges>): string[] {
  const names = { headings: 'headings', bold: 'bold', emoji: 'emoji', trailingQuestions: 'trailing-questions' } as const;
  return Object.entries(names).flatMap(([key, name]) => (look[key as keyof typeof names] ? [name] : []));
}

export function callValues({ call, model, reply, attempts }: SlotReply) {
  const { temperature, topP, maximumOutputTokens, seed } = model.parameters;
  return {
    call_id: call.callId,
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
  return { characters: Array.from(text).length, words: countWords(text) };
}

/** 1-based number of a turn among those that count; null for a voided one. */
export function turnNumber(conversation: ConversationState, index: number): number | null {
  if (conversation.turns[index]?.status === 'voided') return null;
  return conversation.turns.slice(0, index + 1).filter((turn) => turn.status !== 'voided').length;
}
