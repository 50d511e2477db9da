import type { Command } from './commands.ts';
import { decideModeratorCommand, isModeratorCommand } from './decide-moderator.ts';
import { decideParticipantCommand } from './decide-participant.ts';
import { decideSystemCommand, isSystemCommand } from './decide-system.ts';
import type { Decision } from './decision.ts';
import type { Instant } from './events.ts';
import { accepted, refused } from './refusal.ts';
import type { SessionState } from './state.ts';

/**
 * What follows from a command: events, or a refusal and no event. Pure: time comes in as an
 * argument, identifiers and random numbers inside the command.
 */
export function decide(state: SessionState, command: Command, now: Instant): Decision {
  if (command.kind === 'session/unblind') {
    return accepted([{ kind: 'session-unblinded', payload: { reason: command.reason } }]);
  }
  if (command.kind === 'session/void') {
    if (state.status === 'running') return refused('not-now', 'A running session is ended first.');
    if (state.standing === 'voided') return refused('not-now', 'The session does not count already.');
    return accepted([{ kind: 'session-voided', payload: { reason: command.reason } }]);
  }
  if (command.kind === 'note/add') {
    return accepted([{ kind: 'note-added', payload: { text: command.text } }]);
  }
  if (command.kind === 'incident/add' || command.kind === 'incident/record') {
    return accepted([{ kind: 'incident-recorded', payload: { text: command.text } }]);
  }
  if (state.status !== 'running') return refused('over', 'The session is over.');
  if (isSystemCommand(command)) return decideSystemCommand(state, command, now);
  if (isModeratorCommand(command)) return decideModeratorCommand(state, command);
  if (state.pausedFor !== null) return refused('paused', 'The session is paused.');
  return decideParticipantCommand(state, command, now);
}
