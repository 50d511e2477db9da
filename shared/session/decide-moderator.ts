import { advance, skipConversation, voidTurn } from './advance.ts';
import { moderatorCommands, type Command, type ModeratorCommand } from './commands.ts';
import type { Decision } from './decision.ts';
import type { SessionEvent } from './events.ts';
import { currentTrialOf, revealedTurns, runningTurnOf, turnToJudge } from './queries.ts';
import { accepted, refused } from './refusal.ts';
import type { SessionState } from './state.ts';

/** Notes and incidents are possible at any time and decided before. */
type RunningModeratorCommand = Exclude<ModeratorCommand, { kind: 'note/add' | 'incident/add' }>;

export function isModeratorCommand<C extends Command>(command: C): command is Extract<C, ModeratorCommand> {
  return command.kind in moderatorCommands;
}

export function decideModeratorCommand(state: SessionState, command: RunningModeratorCommand): Decision {
  switch (command.kind) {
    case 'session/pause':
      if (state.pausedFor !== null) return refused('paused', 'The session is paused already.');
      return accepted([{ kind: 'session-paused', payload: { reason: command.reason } }]);
    case 'session/resume':
      if (state.pausedFor === null) return refused('not-now', 'The session is not paused.');
      return accepted([{ kind: 'session-resumed', payload: {} }]);
    case 'session/end':
      return accepted([
        ...voidRunningTurn(state, command.reason),
        { kind: 'session-ended', payload: { reason: command.reason, standing: command.standing } },
      ]);
    case 'turn/retry':
      return retryTurn(state);
    case 'turn/void':
      return voidLastTurn(state, command.reason);
    case 'conversation/skip':
      return skipCurrent(state, command.reason);
    case 'conversation/end':
      return endConversation(state, command.reason);
  }
}

function retryTurn(state: SessionState): Decision {
  const conversation = currentTrialOf(state)?.conversation;
  const running = conversation && runningTurnOf(conversation);
  if (!running || running.turn.status !== 'stalled') {
    return refused('not-now', 'No turn waits for a decision.');
  }
  const { conversationId } = conversation;
  return accepted([{ kind: 'turn-retried', payload: { conversationId, turn: running.index } }]);
}

function voidLastTurn(state: SessionState, reason: string): Decision {
  const conversation = currentTrialOf(state)?.conversation;
  if (conversation?.phase !== 'talking') return refused('not-now', 'There is no turn to void at this step.');
  const index = conversation.turns.findLastIndex((turn) => turn.status !== 'voided');
  const turn = conversation.turns[index];
  if (!turn) return refused('not-now', 'There is no turn to void yet.');
  return accepted(voidTurn(conversation, turn, index, reason));
}

function skipCurrent(state: SessionState, reason: string): Decision {
  const conversation = currentTrialOf(state)?.conversation;
  if (!conversation) return refused('not-now', 'There is no conversation at this step.');
  return accepted([...voidRunningTurn(state, reason), ...skipConversation(state, conversation, reason)]);
}

function endConversation(state: SessionState, reason: string): Decision {
  const trial = currentTrialOf(state);
  if (trial?.conversation.phase !== 'talking') return refused('not-now', 'There is no conversation being held.');
  const { conversation, stage } = trial;
  // Where the next message goes on from the preferred response, a turn without one leads nowhere and is taken off the screen.
  const open = runningTurnOf(conversation) ?? (stage.layout.kind === 'parallel' ? null : turnToJudge(stage, conversation));
  const voided = open ? voidTurn(conversation, open.turn, open.index, reason) : [];
  if (revealedTurns(conversation).every((turn) => turn === open?.turn)) {
    return accepted([...voided, ...skipConversation(state, conversation, reason)]);
  }
  const { conversationId } = conversation;
  return accepted([
    ...voided,
    { kind: 'conversation-finished', payload: { conversationId, reason } },
    ...(stage.sheets.length === 0 ? advance(state) : []),
  ]);
}

function voidRunningTurn(state: SessionState, reason: string): readonly SessionEvent[] {
  const conversation = currentTrialOf(state)?.conversation;
  const running = conversation && runningTurnOf(conversation);
  return running ? voidTurn(conversation, running.turn, running.index, reason) : [];
}
