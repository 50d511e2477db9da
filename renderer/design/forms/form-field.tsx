import { useId, type ReactNode } from 'react';
import type { Problem } from '../../../shared/study/problem.ts';
import { classes } from '../../ui/classes.ts';
import { formHelp, formWords, type FormKey } from './form-words.ts';
import { ProblemLines } from './problem-lines.tsx';
import '../../ui/controls.css';

/** How much of the form's width a field takes; narrow forms give each the whole. */
export type FieldWidth = 'whole' | 'half' | 'third' | 'two-thirds';

export interface FieldWords {
  /** Words of the label and of its help. */
  readonly name: FormKey;
  readonly width?: FieldWidth;
  /** In rows of a list the column is named once for the eye, and each field for screen readers. */
  readonly hideLabel?: boolean;
  readonly hideHelp?: boolean;
}

export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

/** Label, help, control and problems, tied together for screen readers. */
export function FormField({
  name,
  width = 'whole',
  hideLabel = false,
  hideHelp = false,
  problems,
  note = null,
  children,
}: FieldWords & {
  readonly problems: readonly Problem[];
  /** Why what was typed is not applied yet. */
  readonly note?: string | null;
  readonly children: (attributes: ControlAttributes) => ReactNode;
}) {
  const id = useId();
  const help = hideHelp ? null : formHelp(name);
  const described = [help !== null && `${id}-help`, note !== null && `${id}-note`, problems.length > 0 && `${id}-problems`];
  return (
    <div className={classes('form-field form-labelled', width)}>
      <label className={classes('field-label', hideLabel && 'hidden-but-read')} htmlFor={id}>
        {formWords(name)}
      </label>
      {help !== null && (
        <div className="field-help" id={`${id}-help`}>
          {help}
        </div>
      )}
      <div className="form-control">
        {children({
          id,
          'aria-describedby': classes(...described) || undefined,
          'aria-invalid': note !== null || problems.some((problem) => problem.severity === 'error') || undefined,
        })}
      </div>
      <div className="form-after">
        {note !== null && (
          <div className="field-problem" id={`${id}-note`} role="status">
            {note}
          </div>
        )}
        <ProblemLines problems={problems} id={`${id}-problems`} />
      </div>
    </div>
  );
}

/** Several controls under one question. */
export function FormGroup({
  name,
  width = 'whole',
  problems = [],
  hideHelp = false,
  children,
}: Omit<FieldWords, 'hideLabel'> & { readonly problems?: readonly Problem[]; readonly children: ReactNode }) {
  const id = useId();
  const help = hideHelp ? null : formHelp(name);
  const described = classes(help !== null && `${id}-help`, problems.length > 0 && `${id}-problems`);
  return (
    <fieldset className={classes('field form-field', width)} aria-describedby={described || undefined}>
      <legend className="field-label">{formWords(name)}</legend>
      {help !== null && (
        <div className="field-help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {children}
      <ProblemLines problems={problems} id={`${id}-problems`} />
    </fieldset>
  );
}

/** The first fields of a form, which its own heading names. */
export function FormStart({ children }: { readonly children: ReactNode }) {
  return <div className="form-grid">{children}</div>;
}

/** A part of a form under a heading of its own. */
export function FormPart({ name, children }: { readonly name: FormKey; readonly children: ReactNode }) {
  const id = useId();
  const help = formHelp(name);
  return (
    <div className="form-part" role="group" aria-labelledby={id}>
      <div className="form-part-head">
        <h3 id={id}>{formWords(name)}</h3>
        {help !== null && <p className="quiet">{help}</p>}
      </div>
      <div className="form-grid">{children}</div>
    </div>
  );
}
