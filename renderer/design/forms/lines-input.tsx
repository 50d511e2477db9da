import { useState } from 'react';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { problemsWithin } from '../editing.ts';
import { FormField, type FieldWords } from './form-field.tsx';
import { useEditing, useField } from './form-context.ts';
import { choicesOfText, linesOf, textOfChoices, type Choice, type ChoiceKeys } from './lines.ts';
import { GrowingTextArea } from './text-inputs.tsx';

interface LinesProps extends FieldWords {
  readonly at: ProblemPath;
}

/** A list of texts, one a line. */
export function LinesInput(props: LinesProps) {
  return <ListAsText {...props} read={(text) => linesOf(text)} write={(list) => list.map(String).join('\n')} />;
}

/** A list of answers, one a line as `value | words`. */
export function ChoicesInput({ keys, ...props }: LinesProps & { readonly keys: ChoiceKeys }) {
  return (
    <ListAsText
      {...props}
      read={(text, before) => choicesOfText(text, before as readonly Choice[], keys)}
      write={(list) => textOfChoices(list as readonly Choice[], keys)}
    />
  );
}

/** The text is kept as typed for as long as it says the same as the list: spaces and empty lines stay. */
function ListAsText({
  at,
  read,
  write,
  ...words
}: LinesProps & {
  readonly read: (text: string, before: readonly unknown[]) => readonly unknown[];
  readonly write: (list: readonly unknown[]) => string;
}) {
  const { value, set, readOnly } = useField(at);
  const problems = problemsWithin(useEditing(), at);
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const [typed, setTyped] = useState(() => write(list));
  const same = JSON.stringify(read(typed, list)) === JSON.stringify(list);
  return (
    <FormField {...words} problems={problems}>
      {(attributes) => (
        <GrowingTextArea
          {...attributes}
          size="lines"
          readOnly={readOnly}
          text={same ? typed : write(list)}
          onText={(text) => {
            setTyped(text);
            const next = read(text, list);
            if (JSON.stringify(next) !== JSON.stringify(list)) set(next);
          }}
        />
      )}
    </FormField>
  );
}
