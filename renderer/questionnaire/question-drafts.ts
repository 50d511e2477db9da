import type { QuestionTiming } from './question-timing.ts';

/** What is kept of a question while the questionnaire is filled in; a null answer was taken back. */
export interface QuestionDraft {
  readonly answer: unknown;
  readonly timing: QuestionTiming;
}

/** What is kept of the form as a whole: the seed of its random orders, and the page in view. */
export interface FormDraft {
  readonly seed: string;
  readonly page: number;
}

/** @param name the key of the stored answer: a question's name, or `<name>-Comment` */
export function questionDraftKey(stageId: string, name: string): string {
  return `item:${stageId}:${name}`;
}

export function formDraftKey(stageId: string): string {
  return `form:${stageId}`;
}

/** Reads a kept draft; null when there is none. */
export function questionDraftFrom(draft: unknown): QuestionDraft | null {
  if (!isObject(draft) || !isObject(draft['timing']) || !('answer' in draft)) return null;
  const { firstChangeMilliseconds, lastChangeMilliseconds, changes } = draft['timing'];
  if (typeof firstChangeMilliseconds !== 'number' || typeof lastChangeMilliseconds !== 'number') return null;
  if (typeof changes !== 'number') return null;
  return { answer: draft['answer'], timing: { firstChangeMilliseconds, lastChangeMilliseconds, changes } };
}

export function formDraftFrom(draft: unknown): FormDraft | null {
  if (!isObject(draft)) return null;
  const { seed, page } = draft;
  return typeof seed === 'string' && typeof page === 'number' ? { seed, page } : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
