import { useId, type ReactNode } from 'react';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { problemsWithin } from '../editing.ts';
import type { Option } from '../../ui/field.tsx';
import { classes } from '../../ui/classes.ts';
import { FormField, FormGroup, type FieldWords } from './form-field.tsx';
import { useEditing, useField } from './form-context.ts';
import { formHelp, formWords, type FormKey } from './form-words.ts';
import { toggled } from './list-changes.ts';
import { ProblemLines } from './problem-lines.tsx';
import './choices.css';

/** One of a list. A value that the list doesn't know is shown as it is, so that it can be put right. */
export function SelectInput({
  at,
  options,
  none,
  read = textOrNull,
  write = (chosen) => chosen,
  within = false,
  ...words
}: FieldWords & {
  readonly at: ProblemPath;
  readonly options: readonly Option[];
  /** Words for null; absent where one must be chosen. */
  readonly none?: FormKey;
  /** The option that a value stands for. */
  readonly read?: (value: unknown) => string | null;
  readonly write?: (chosen: string | null) => unknown;
  /** Shows the problems of what the value holds too. */
  readonly within?: boolean;
}) {
  const editing = useEditing();
  const { value, problems, set, readOnly } = useField(at);
  const chosen = read(value);
  const unknown = chosen !== null && options.every((option) => option.value !== chosen);
  return (
    <FormField {...words} problems={within ? problemsWithin(editing, at) : problems}>
      {(attributes) => (
        <select
          {...attributes}
          className="select"
          disabled={readOnly}
          value={chosen ?? ''}
          onChange={(event) => set(write(event.target.value === '' ? null : event.target.value))}
        >
          {(none !== undefined || chosen === null) && <option value="">{formWords(none ?? 'choose')}</option>}
          {unknown && <option value={chosen}>{formWords('unknown-option', { value: chosen })}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Yes or no. */
export function CheckInput({
  at,
  on = true,
  off = false,
  unset = off,
  name,
  width = 'whole',
}: FieldWords & {
  readonly at: ProblemPath;
  /** The values that stand for yes and no; undefined takes the field out. */
  readonly on?: unknown;
  readonly off?: unknown;
  /** What a field that is absent means. */
  readonly unset?: unknown;
}) {
  const { value, problems, set, readOnly } = useField(at);
  return (
    <CheckLine
      name={name}
      width={width}
      checked={(value ?? unset) === on}
      disabled={readOnly}
      onChange={(checked) => set(checked ? on : off)}
      problems={<ProblemLines problems={problems} />}
    />
  );
}

/** A box to tick with its help beside it; for what is not a plain yes or no of one field. */
export function CheckLine({
  name,
  width = 'whole',
  checked,
  disabled,
  onChange,
  problems,
}: {
  readonly name: FormKey;
  readonly width?: FieldWords['width'];
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly problems?: ReactNode;
}) {
  const id = useId();
  const help = formHelp(name);
  return (
    <div className={classes('form-field', 'form-check', width)}>
      <label className="check">
        <input
          type="checkbox"
          aria-describedby={help === null ? undefined : id}
          disabled={disabled}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          {formWords(name)}
          {help !== null && (
            <span className="form-check-help" id={id} aria-hidden="true">
              {help}
            </span>
          )}
        </span>
      </label>
      {problems}
    </div>
  );
}

/** Any of a list. Chosen values that the list doesn't know can be taken out. */
export function ChecksInput({ at, options, ...words }: FieldWords & { readonly at: ProblemPath; readonly options: readonly Option[] }) {
  const editing = useEditing();
  const { value, set, readOnly } = useField(at);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const known = options.map((option) => option.value);
  const unknown = [...new Set(chosen)].filter((each) => !known.includes(each));
  const all = [...options, ...unknown.map((each) => ({ value: each, label: formWords('unknown-option', { value: each }) }))];
  return (
    <FormGroup {...words} problems={problemsWithin(editing, at)}>
      <div className="form-checks">
        {all.map((option) => (
          <label className="check" key={option.value}>
            <input
              type="checkbox"
              disabled={readOnly}
              checked={chosen.includes(option.value)}
              onChange={(event) => set(toggled(chosen, option.value, event.target.checked, known))}
            />
            <span>{option.label}</span>
          </label>
        ))}
        {all.length === 0 && <p className="quiet">{formWords('nothing-to-choose')}</p>}
      </div>
    </FormGroup>
  );
}

export interface CardOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly help: string;
  readonly picture?: ReactNode;
}

/** One of a few that need a word each: all of them are explained at once. */
export function CardChoice<Value extends string>({
  name,
  value,
  options,
  onChoose,
  disabled,
  problems,
}: FieldWords & {
  readonly value: Value;
  readonly options: readonly CardOption<Value>[];
  readonly onChoose: (value: Value) => void;
  readonly disabled: boolean;
  readonly problems: Parameters<typeof ProblemLines>[0]['problems'];
}) {
  const id = useId();
  return (
    <FormGroup name={name} problems={problems}>
      <div className="form-cards">
        {options.map((option) => (
          <label key={option.value} className={classes('form-card-choice', option.value === value && 'chosen')}>
            <input
              type="radio"
              name={id}
              disabled={disabled}
              checked={option.value === value}
              aria-describedby={`${id}-${option.value}`}
              onChange={() => onChoose(option.value)}
            />
            <span className="form-card-choice-words">
              <strong>{option.label}</strong>
              <span className="form-check-help" id={`${id}-${option.value}`} aria-hidden="true">
                {option.help}
              </span>
            </span>
            {option.picture}
          </label>
        ))}
      </div>
    </FormGroup>
  );
}
