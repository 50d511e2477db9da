import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import './controls.css';

interface Labelled {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  /** What is wrong and how to put it right; null or absent when all is well. */
  readonly problem?: string | null;
  /** Keeps the label for screen readers only. */
  readonly hideLabel?: boolean;
}

interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

/** Label, control, help and problem in one column, tied together for screen readers. */
function Field({
  label,
  help,
  problem,
  hideLabel = false,
  children,
}: Labelled & { readonly children: (attributes: ControlAttributes) => ReactNode }) {
  const id = useId();
  const describedBy = [help ? `${id}-help` : null, problem ? `${id}-problem` : null].filter((part) => part !== null);
  return (
    <div className="field">
      <label className={classes('field-label', hideLabel && 'hidden-but-read')} htmlFor={id}>
        {label}
      </label>
      {help && (
        <div className="field-help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {children({
        id,
        'aria-describedby': describedBy.length > 0 ? describedBy.join(' ') : undefined,
        'aria-invalid': problem ? true : undefined,
      })}
      {problem && (
        <div className="field-problem" id={`${id}-problem`}>
          {problem}
        </div>
      )}
    </div>
  );
}

export function TextField({
  label,
  help,
  problem,
  hideLabel = false,
  ...input
}: Labelled & InputHTMLAttributes<HTMLInputElement> & { readonly ref?: Ref<HTMLInputElement> }) {
  return (
    <Field label={label} help={help} problem={problem ?? null} hideLabel={hideLabel}>
      {(attributes) => <input autoComplete="off" {...input} {...attributes} className={classes('input', input.className)} />}
    </Field>
  );
}

export function TextArea({
  label,
  help,
  problem,
  hideLabel = false,
  ...input
}: Labelled & TextareaHTMLAttributes<HTMLTextAreaElement> & { readonly ref?: Ref<HTMLTextAreaElement> }) {
  return (
    <Field label={label} help={help} problem={problem ?? null} hideLabel={hideLabel}>
      {(attributes) => (
        <textarea
          dir="auto"
          {...attributes}
          {...input}
          aria-describedby={classes(attributes['aria-describedby'], input['aria-describedby']) || undefined}
          className={classes('text-area', input.className)}
        />
      )}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function Select({
  label,
  help,
  problem,
  hideLabel = false,
  options,
  placeholder,
  ...input
}: Labelled &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'children'> & {
    readonly options: readonly Option[];
    /** Shown while the value is ''; cannot be chosen again. */
    readonly placeholder?: string;
    readonly ref?: Ref<HTMLSelectElement>;
  }) {
  return (
    <Field label={label} help={help} problem={problem ?? null} hideLabel={hideLabel}>
      {(attributes) => (
        <select {...input} {...attributes} className={classes('select', input.className)}>
          {placeholder !== undefined && (
            <option value="" disabled hidden>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Checkbox({
  label,
  ...input
}: { readonly label: ReactNode; readonly ref?: Ref<HTMLInputElement> } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="check">
      <input {...input} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}

/** One of a few, all visible. The legend is the question. */
export function RadioGroup({
  label,
  help,
  options,
  value,
  onChange,
  describedBy,
}: {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly describedBy?: string;
}) {
  const name = useId();
  return (
    <fieldset className="field" aria-describedby={describedBy}>
      <legend className="field-label">{label}</legend>
      {help && <div className="field-help">{help}</div>}
      {options.map((option) => (
        <label className="check" key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
