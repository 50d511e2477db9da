import type { ParticipantScreen } from '../../shared/session/views.ts';

/** Screens of different steps share no state, even when they are of the same kind. */
export function stepOf(screen: ParticipantScreen): string {
  if (screen.kind === 'judgement') return `judgement ${screen.conversationId} ${screen.judging.sheet.id}`;
  if ('conversationId' in screen) return `${screen.kind} ${screen.conversationId}`;
  return 'stage' in screen ? screen.stage.id : screen.kind;
}
