import type { Ref } from 'react';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { classes } from '../../ui/classes.ts';
import { FormField, type FieldWords } from './form-field.tsx';
import { useField } from './form-context.ts';
import { formWords } from './form-words.ts';
import { plainText } from './lines.ts';

interface TextProps extends FieldWords {
  readonly at: ProblemPath;
  /** What an emptied field leaves behind: an empty text, null, or no field at all. */
  readonly empty?: 'text' | 'null' | 'absent';
  /** Names and code, which no dictionary knows. */
  readonly code?: boolean;
  readonly placeholder?: string;
}

interface TextOfField {
  readonly text: string;
  /** A text in several languages is changed in the JSON, where all of them stand. */
  readonly fixed: boolean;
  readonly note: string | null;
}

function textOfField(value: unknown): TextOfField {
  const several = typeof value === 'object' && value !== null;
  return { text: plainText(value), fixed: several, note: several ? formWords('several-languages') : null };
}

function emptied(text: string, empty: TextProps['empty']): string | null | undefined {
  if (text !== '' || empty === 'text' || empty === undefined) return text;
  return empty === 'null' ? null : undefined;
}

/** A text of one line. */
export function TextInput({ at, empty, code = false, placeholder, ...words }: TextProps) {
  const { value, problems, set, readOnly } = useField(at);
  const { text, fixed, note } = textOfField(value);
  return (
    <FormField {...words} problems={problems}>
      {(attributes) => (
        <>
          <input
            {...attributes}
            className={code ? 'input code' : 'input'}
            dir="auto"
            autoComplete="off"
            spellCheck={!code}
            placeholder={placeholder}
            readOnly={readOnly || fixed}
            value={text}
            onChange={(event) => set(emptied(event.target.value, empty))}
          />
          {note !== null && <div className="field-help">{note}</div>}
        </>
      )}
    </FormField>
  );
}

/** A text of several lines, as tall as it is long. */
export function TextBox({ at, empty, code = false, placeholder, size = 'lines', ...words }: TextProps & { readonly size?: TextSize }) {
  const { value, problems, set, readOnly } = useField(at);
  const { text, fixed, note } = textOfField(value);
  return (
    <FormField {...words} problems={problems}>
      {(attributes) => (
        <>
          <GrowingTextArea
            {...attributes}
            code={code}
            size={size}
            placeholder={placeholder}
            readOnly={readOnly || fixed}
            text={text}
            onText={(typed) => set(emptied(typed, empty))}
          />
          {note !== null && <div className="field-help">{note}</div>}
        </>
      )}
    </FormField>
  );
}

/** How tall a text begins: a line, a few, or a good part of a page. */
export type TextSize = 'line' | 'lines' | 'page';

interface GrowingTextAreaProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly size: TextSize;
  readonly readOnly: boolean;
  readonly code?: boolean;
  readonly placeholder?: string | undefined;
  readonly ref?: Ref<HTMLTextAreaElement>;
  /** Called whenever the keyboard stands elsewhere, or other words are marked. */
  readonly onSelect?: () => void;
}

/** Grows with its text up to a screenful, then scrolls. */
export function GrowingTextArea({ text, onText, size, code = false, ...attributes }: GrowingTextAreaProps) {
  return (
    <textarea
      {...attributes}
      className={classes('text-area', size, code && 'code')}
      dir={code ? 'ltr' : 'auto'}
      spellCheck={!code}
      value={text}
      onChange={(event) => onText(event.target.value)}
    />
  );
}
