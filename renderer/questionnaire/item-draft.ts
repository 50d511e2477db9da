import type { Answer } from '../../shared/study/answers.ts';
import type { ItemTiming } from './item-timing.ts';

/** What is kept of an item while the questionnaire is filled in. */
export interface ItemDraft {
  readonly answer: Answer;
  readonly timing: ItemTiming;
}

export function draftKeyOf(stageId: string, itemId: string): string {
  return `item:${stageId}:${itemId}`;
}

/** Reads a kept draft; null when there is none. */
export function itemDraftFrom(draft: unknown): ItemDraft | null {
  if (!isObject(draft) || !isObject(draft['timing'])) return null;
  const { answer, timing } = draft;
  const { firstChangeMilliseconds, lastChangeMilliseconds, changes } = timing;
  if (typeof firstChangeMilliseconds !== 'number' || typeof lastChangeMilliseconds !== 'number') return null;
  if (typeof changes !== 'number' || !isAnswer(answer)) return null;
  return { answer, timing: { firstChangeMilliseconds, lastChangeMilliseconds, changes } };
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'string' || (isObject(value) && Object.values(value).every((each) => typeof each === 'number'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
