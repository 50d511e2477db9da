import { trialStageOf } from '../study/protocol.ts';
import type { TrialStage } from '../study/stages.ts';
import type { Command, SystemCommand } from './commands.ts';
import type { Decision } from './decision.ts';
import type { Instant, SessionEvent } from './events.ts';
import { answeredCall, currentTrialOf, isComplete, runningTurnOf, slotsToAsk } from './queries.ts';
import { accepted, refused } from './refusal.ts';
import { screenReply } from './screen-reply.ts';
import type { SessionState, TurnState } from './state.ts';

type RunningSystemCommand = Exclude<SystemCommand, { kind: 'incident/record' }>;
type CommandOf<Kind extends SystemCommand['kind']> = Extract<SystemCommand, { kind: Kind }>;

const systemKinds: ReadonlySet<string> = new Set<SystemCommand['kind']>([
  'call/start',
  'call/attempt-ended',
  'call/end',
  'turn/reveal',
  'session/reopen',
  'incident/record',
]);

export function isSystemCommand<C extends Command>(command: C): command is Extract<C, SystemCommand> {
  return systemKinds.has(command.kind);
}

export function decideSystemCommand(state: SessionState, command: RunningSystemCommand, now: Instant): Decision {
  switch (command.kind) {
    case 'call/start':
      return startCall(state, command);
    case 'call/attempt-ended': {
      if (!runningCall(state, command.callId)) return unknownCall(command.callId);
      const { kind: _kind, ...payload } = command;
      return accepted([{ kind: 'attempt-ended', payload }]);
    }
    case 'call/end':
      return endCall(state, command);
    case 'turn/reveal':
      return reveal(state, command, now);
    case 'session/reopen':
      return reopen(state);
  }
}

function startCall(state: SessionState, command: CommandOf<'call/start'>): Decision {
  const running = currentRunningTurn(state);
  if (!running || running.conversation.conversationId !== command.conversationId || running.index !== command.turn) {
    return refused('not-now', 'No turn waits for this reply.');
  }
  if (!slotsToAsk(running.turn).includes(command.slot)) {
    return refused('unknown-slot', `Slot ${command.slot} does not need a reply.`);
  }
  const armId = running.turn.slots.find(({ slot }) => slot === command.slot)?.armId;
  if (armId !== command.armId) return refused('unknown-slot', `Slot ${command.slot} belongs to another arm.`);
  const { kind: _kind, ...payload } = command;
  return accepted([{ kind: 'call-started', payload }]);
}

function endCall(state: SessionState, command: CommandOf<'call/end'>): Decision {
  const running = runningCall(state, command.callId);
  if (!running) return unknownCall(command.callId);
  if ((command.outcome === 'answered') !== (command.reply !== null)) {
    return refused('incomplete', 'An answered call has a reply, and no other.');
  }
  const { kind: _kind, ...payload } = command;
  const { conversation, turn, index, call } = running;
  const ended: SessionEvent = { kind: 'call-ended', payload };
  const screened = command.reply && screenReply(state, conversation, turn, call, command.reply);
  const after: TurnState = {
    ...turn,
    calls: turn.calls.map((each) => (each === call ? { ...call, outcome: command.outcome, screened } : each)),
  };
  return accepted([
    ended,
    ...(screened ? [{ kind: 'reply-screened' as const, payload: screened }] : []),
    ...(command.outcome !== 'interrupted' && stallsWith(after)
      ? [{ kind: 'turn-stalled' as const, payload: { conversationId: conversation.conversationId, turn: index } }]
      : []),
  ]);
}

/** A turn stalls when nothing runs any more, nothing is left to ask, and a reply is missing. */
function stallsWith(turn: TurnState): boolean {
  return !turn.calls.some((call) => call.outcome === 'running') && slotsToAsk(turn).length === 0 && !isComplete(turn);
}

function reveal(state: SessionState, command: CommandOf<'turn/reveal'>, now: Instant): Decision {
  const running = currentRunningTurn(state);
  if (!running || running.conversation.conversationId !== command.conversationId || running.index !== command.turn) {
    return refused('not-now', 'This turn does not wait for its replies.');
  }
  if (state.pausedFor !== null) return refused('paused', 'Nothing is revealed while the session is paused.');
  const { conversation, turn, index } = running;
  const responses = turn.slots.flatMap(({ slot, armId }) => {
    const call = answeredCall(turn, slot);
    return call ? [{ slot, armId, callId: call.callId }] : [];
  });
  if (responses.length < turn.slots.length) {
    return refused('waiting-for-replies', 'Not every slot has its reply.');
  }
  if (millisecondsUntilReveal(trialStageOf(state.study, conversation.stageId), turn, now) > 0) {
    return refused('too-early', 'The minimum delay before the reveal has not passed.');
  }
  const { conversationId } = conversation;
  return accepted([{ kind: 'turn-revealed', payload: { conversationId, turn: index, responses } }]);
}

/**
 * How long the minimum delay still keeps a turn covered. The monotonic clock starts anew with the
 * app, so after a restart it may lie before the sending; the delay has then long passed.
 */
export function millisecondsUntilReveal(stage: TrialStage, turn: TurnState, now: Instant): number {
  const elapsed = now.monotonicMilliseconds - turn.sentAt.monotonicMilliseconds;
  return elapsed < 0 ? 0 : Math.max(0, stage.replies.revealDelayMilliseconds - elapsed);
}

function reopen(state: SessionState): Decision {
  const calls = state.conversations.flatMap((conversation) =>
    conversation.turns.flatMap((turn) => turn.calls.filter((call) => call.outcome === 'running')),
  );
  return accepted([
    ...calls.map(
      (call): SessionEvent => ({
        kind: 'call-ended',
        payload: {
          callId: call.callId,
          outcome: 'interrupted',
          attempts: call.lastFailure?.attempt ?? 0,
          reply: null,
          category: null,
        },
      }),
    ),
    { kind: 'session-reopened', payload: { interruptedCalls: calls.map((call) => call.callId) } },
  ]);
}

function currentRunningTurn(state: SessionState) {
  const conversation = currentTrialOf(state)?.conversation;
  if (conversation?.phase !== 'talking') return null;
  const running = runningTurnOf(conversation);
  return running && { conversation, ...running };
}

function runningCall(state: SessionState, callId: string) {
  const running = currentRunningTurn(state);
  const call = running?.turn.calls.find((each) => each.callId === callId && each.outcome === 'running');
  return running && call ? { ...running, call } : null;
}

function unknownCall(callId: string) {
  return refused('unknown-call', `No call "${callId}" is running.`);
}
