import type { ProblemPath } from '../../shared/study/problem.ts';
import { samePath } from './editing.ts';
import { selectionHolding } from './outline-edits.ts';

const control = 'input, textarea, select, button';

/** A member in a member in a list is as deep as forms go; each level is opened in a step of its own. */
const deepest = 5;

/**
 * Brings the field with a problem into sight and gives it the keyboard; what is folded around it opens.
 * Where the form shows no such field, the form itself takes the keyboard.
 * @param sentence what the form says below the field
 */
export function showField(form: HTMLElement | null, path: ProblemPath, sentence: string, level = 0): void {
  if (form === null) return;
  const members = path.slice(selectionHolding(path).length).filter((key) => typeof key === 'number');
  const line = lineSaying(form, sentence, members);
  if (line !== null) {
    const field = line.closest<HTMLElement>('.form-field') ?? line;
    (field.querySelector<HTMLElement>(control) ?? form).focus({ preventScroll: true });
    field.scrollIntoView({ block: 'center' });
    return;
  }
  const fold = foldAround(form, members);
  if (fold === null || level === deepest) {
    form.focus({ preventScroll: true });
    form.scrollTo({ top: 0 });
    return;
  }
  fold.click();
  requestAnimationFrame(() => showField(form, path, sentence, level + 1));
}

/** The same sentence may stand at several members of a list: the one in the right member is meant. */
function lineSaying(form: HTMLElement, sentence: string, members: ProblemPath): HTMLElement | null {
  const lines = [...form.querySelectorAll<HTMLElement>('.form-problem')].filter((line) => line.textContent.includes(sentence));
  const exact = lines.find((line) => samePath(membersAround(line, form), members));
  return exact ?? (foldAround(form, members) === null ? (lines[0] ?? null) : null);
}

/** A closed member on the way to the field. */
function foldAround(form: HTMLElement, members: ProblemPath): HTMLElement | null {
  const folds = [...form.querySelectorAll<HTMLElement>('.form-fold[aria-expanded="false"]')];
  return folds.find((fold) => leadsTo(membersAround(fold, form), members) && fold.querySelector('.form-card-problems') !== null) ?? null;
}

function leadsTo(around: ProblemPath, members: ProblemPath): boolean {
  return around.length > 0 && around.every((key, index) => key === members[index]);
}

/** Places in the lists that an element stands in, from the outside in. */
function membersAround(element: HTMLElement, form: HTMLElement): ProblemPath {
  const places: number[] = [];
  for (let at: HTMLElement | null = element; at !== null && at !== form; at = at.parentElement) {
    const member = at.dataset['member'];
    if (member !== undefined) places.unshift(Number(member));
  }
  return places;
}
