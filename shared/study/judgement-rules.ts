import type { Judgement, JudgementOf } from './judgements.ts';

/** True for a judgement that sets one slot against another, so that all of them must be on the screen. */
export function comparesSlots(judgement: Judgement): boolean {
  if (judgement.kind === 'choice' || judgement.kind === 'ranking') return true;
  return judgement.kind !== 'text' && judgement.of === 'each-slot';
}

/** Sliders, points of a scale and batteries: what is stored as a number of a subject. */
export function isRated(judgement: Judgement): judgement is JudgementOf<'slider' | 'likert' | 'attributes'> {
  return judgement.kind === 'slider' || judgement.kind === 'likert' || judgement.kind === 'attributes';
}
