import { useState } from 'react';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { FormField, type FieldWords } from './form-field.tsx';
import { useField } from './form-context.ts';
import { formWords, type FormKey } from './form-words.ts';
import { readNumber } from './number-text.ts';

/**
 * A number with its unit. What is no number is kept as typed, said so, and not applied; an emptied field
 * leaves null or nothing behind, where that means something.
 */
export function NumberInput({
  at,
  empty = 'needed',
  unit,
  placeholder,
  ...words
}: FieldWords & {
  readonly at: ProblemPath;
  readonly empty?: 'needed' | 'null' | 'absent';
  readonly unit?: FormKey;
  /** What an empty field means. */
  readonly placeholder?: FormKey;
}) {
  const { value, problems, set, readOnly } = useField(at);
  const given = typeof value === 'number' ? value : null;
  const [typed, setTyped] = useState({ text: given?.toString() ?? '', value: given });
  const read = readNumber(typed.text);
  // Undone, or set from elsewhere: what was typed is history.
  const current = typed.value === given;
  const text = current ? typed.text : (given?.toString() ?? '');
  const note = !current || readOnly ? null : noteOf(read.kind, empty);

  const type = (next: string): void => {
    const number = readNumber(next);
    if (number.kind === 'unreadable' || (number.kind === 'empty' && empty === 'needed')) {
      setTyped({ text: next, value: given });
      return;
    }
    const after = number.kind === 'number' ? number.value : null;
    setTyped({ text: next, value: after });
    if (after !== given) set(after ?? (empty === 'absent' ? undefined : null));
  };

  return (
    <FormField {...words} problems={problems} note={note}>
      {(attributes) => (
        <div className="form-number">
          <input
            {...attributes}
            className="input"
            autoComplete="off"
            inputMode="decimal"
            placeholder={placeholder && formWords(placeholder)}
            readOnly={readOnly}
            value={text}
            onChange={(event) => type(event.target.value)}
          />
          {unit !== undefined && <span className="quiet">{formWords(unit)}</span>}
        </div>
      )}
    </FormField>
  );
}

function noteOf(kind: ReturnType<typeof readNumber>['kind'], empty: 'needed' | 'null' | 'absent'): string | null {
  if (kind === 'unreadable') return formWords('number.unreadable');
  return kind === 'empty' && empty === 'needed' ? formWords('number.needed') : null;
}
