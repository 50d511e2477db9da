import type { Answer } from '../../shared/contract/call.ts';
import type { ParticipantApi, ParticipantCalls } from '../ui/participant-screen.ts';

/** What the preload script gives to this window, and nothing else of the system. */
export const api = (window as unknown as { readonly visavis: ParticipantApi }).visavis;

/**
 * The calls as the screens get them: a call that breaks is an answer like any other, and each answered
 * view goes to `onView` before the screen hears of it.
 */
export function callsWithViews(calls: ParticipantCalls, onView: (view: unknown) => void): ParticipantCalls {
  const wrapped: Record<string, (input: never) => Promise<Answer<unknown>>> = {};
  for (const [name, call] of Object.entries(calls) as [string, (input: never) => Promise<Answer<unknown>>][]) {
    wrapped[name] = async (input) => {
      try {
        const answer = await call(input);
        if (answer.ok && isView(answer.value)) onView(answer.value);
        return answer;
      } catch {
        return { ok: false, code: 'no-answer', message: '' };
      }
    };
  }
  return wrapped as unknown as ParticipantCalls;
}

function isView(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'revision' in value && 'screen' in value;
}
