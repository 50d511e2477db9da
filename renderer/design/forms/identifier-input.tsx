import { useState } from 'react';
import { Identifier } from '../../../shared/study/identifier.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { message } from '../../ui/messages.ts';
import { FormField, type FieldWords } from './form-field.tsx';
import { useEditing, useField } from './form-context.ts';
import { formWords } from './form-words.ts';

/**
 * The id of a member. It is put in when the field is left, not at each letter: half an id may be that of a
 * neighbour, and what refers to the member goes along with it.
 */
export function IdentifierInput({
  at,
  taken,
  renamed,
  name = 'id',
  ...words
}: Omit<FieldWords, 'name'> & {
  readonly name?: FieldWords['name'];
  readonly at: ProblemPath;
  /** Ids of its neighbours, its own included. */
  readonly taken: readonly string[];
  /** The study with the member and all that refers to it renamed; absent where nothing does. */
  readonly renamed?: (study: Study, from: string, to: string) => Study;
}) {
  const { study, change } = useEditing();
  const { value, problems, set, readOnly } = useField(at);
  const id = typeof value === 'string' ? value : '';
  const [typed, setTyped] = useState({ text: id, of: id });
  const text = typed.of === id ? typed.text : id;
  const note = text === id ? null : noteOf(text, taken);

  const apply = (): void => {
    if (text === id || note !== null || readOnly) return;
    // Of two that bear the same id, only this one gets another, and nobody knows which of them was meant.
    const doubled = taken.filter((each) => each === id).length > 1;
    if (renamed === undefined || doubled) set(text);
    else change([], renamed(study, id, text));
  };

  return (
    <FormField name={name} {...words} problems={problems} note={note}>
      {(attributes) => (
        <input
          {...attributes}
          className="input code"
          autoComplete="off"
          spellCheck={false}
          readOnly={readOnly}
          value={text}
          onChange={(event) => setTyped({ text: event.target.value, of: id })}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key === 'Enter') apply();
          }}
        />
      )}
    </FormField>
  );
}

function noteOf(text: string, taken: readonly string[]): string | null {
  if (!Identifier.safeParse(text).success) return message('problem.not-an-identifier', { found: JSON.stringify(text) });
  return taken.includes(text) ? formWords('id.taken', { id: text }) : null;
}
