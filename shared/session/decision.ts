import type { SessionEvent } from './events.ts';
import type { Refusal, Result } from './refusal.ts';

/** What follows from a command: events to append, or a refusal and no event. */
export type Decision = Result<readonly SessionEvent[], Refusal>;
