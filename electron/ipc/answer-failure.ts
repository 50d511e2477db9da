import { z } from 'zod';
import type { Answer } from '../../shared/contract/call.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { StorageFailure } from '../storage/errors.ts';

/**
 * Turns what a service threw into an answer. A refusal keeps its code and sentence; anything else
 * is a fault of ours: the log gets the cause, the window a neutral sentence without inner detail.
 */
export function answerFailure(error: unknown, where: string, log: (line: string) => void): Answer<never> {
  if (error instanceof CallRefusal) {
    log(`${where}: refused (${error.code})`);
    return { ok: false, code: error.code, message: error.message };
  }
  if (error instanceof StorageFailure) {
    // A full disk can be helped by whoever sits in front of it, so it is not a fault of ours.
    log(`${where}: not stored (${error.code})`);
    return { ok: false, code: 'not-stored', message: error.message };
  }
  if (error instanceof z.ZodError) {
    // Only places: the values may hold what must not be written down.
    log(`${where}: output does not fit its schema at ${error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  } else {
    log(`${where}: failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return { ok: false, code: 'internal', message: message('failure.internal') };
}
