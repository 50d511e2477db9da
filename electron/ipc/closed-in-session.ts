import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';

/** What tells whether somebody is in a session. */
export type SessionWatch = Pick<CurrentSession, 'isRunning'>;

type Sentence = 'session.arms-locked' | 'session.settings-locked' | 'people.locked' | 'prism.session-running';

/** Refuses, in that sentence, while a session is running. To be asked again after everything that takes time. */
export function requireNoSession(current: SessionWatch, sentence: Sentence = 'session.arms-locked'): void {
  if (current.isRunning()) throw new CallRefusal('session-running', message(sentence));
}

/** A service that is opened when it is first asked, and refused while a session is running, one begun meanwhile included. */
export function openOutsideSessions<Service>(
  service: () => Promise<Service>,
  current: SessionWatch,
  sentence?: Sentence,
): () => Promise<Service> {
  return async () => {
    const opened = await service();
    requireNoSession(current, sentence);
    return opened;
  };
}
