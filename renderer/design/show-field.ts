import { fieldName, type ProblemPath } from '../../shared/study/problem.ts';

const control = 'input, textarea, select, button';

/**
 * Brings a field of the form into sight and gives it the keyboard: the one at the path where it says so, or
 * the one that shows the sentence of its problem. Within a part that is folded, the form itself.
 */
export function showField(form: HTMLElement | null, path: ProblemPath, sentence: string): void {
  if (form === null) return;
  const named = form.querySelector<HTMLElement>(`[data-field="${CSS.escape(fieldName(path))}"]`);
  const saying = [...form.querySelectorAll<HTMLElement>('.form-problem')].find((line) => line.textContent.includes(sentence));
  const field = named ?? saying?.closest<HTMLElement>('.form-field') ?? saying ?? null;
  const target = field === null ? form : (field.matches(control) ? field : field.querySelector<HTMLElement>(control)) ?? form;
  target.focus({ preventScroll: true });
  if (field === null) form.scrollTo({ top: 0 });
  else field.scrollIntoView({ block: 'center' });
}
