import { createContext, useContext } from 'react';
import { valueAt } from '../../../shared/study/schema-problems.ts';
import type { ModeratorApi } from '../../../shared/contract/moderator.ts';
import type { Problem, ProblemPath } from '../../../shared/study/problem.ts';
import { problemsAt, type Editing } from '../editing.ts';

export interface Draft {
  readonly text: string;
  /** The value that it was typed over; once that has changed, the draft is history. */
  readonly over: string;
}

interface FormContext {
  /** For what a form asks the main process: previews, people, models. */
  readonly api: ModeratorApi;
  readonly editing: Editing;
  /** What was typed and could not be applied yet, by field, for as long as the editor is open. */
  readonly drafts: Map<string, Draft>;
}

export const FormContext = createContext<FormContext | null>(null);

function useForm(): FormContext {
  const form = useContext(FormContext);
  if (form === null) throw new Error('A field of a study stands only inside StudyForm.');
  return form;
}

/** The study being edited. */
export function useEditing(): Editing {
  return useForm().editing;
}

/** See `api`. */
export function useFormApi(): ModeratorApi {
  return useForm().api;
}

/** See `drafts`. */
export function useFormDrafts(): Map<string, Draft> {
  return useForm().drafts;
}

export interface FieldOfStudy {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly set: (value: unknown) => void;
  readonly readOnly: boolean;
}

/** One field of the study: its value, what is wrong with it, and how it is changed. */
export function useField(path: ProblemPath): FieldOfStudy {
  const editing = useEditing();
  return {
    value: valueAt(editing.study, path),
    problems: problemsAt(editing, path),
    set: (value) => editing.change(path, value),
    readOnly: editing.readOnly,
  };
}
