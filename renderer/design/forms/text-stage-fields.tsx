import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { StageOf } from '../../../shared/study/stages.ts';
import { CheckLine } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { NumberInput } from './number-input.tsx';
import { TextBox, TextInput } from './text-inputs.tsx';

/** Instructions and debrief: a text to read. */
export function TextFields({ at }: { readonly at: ProblemPath }) {
  return (
    <FormPart name="part.text">
      <TextBox at={[...at, 'text']} name="markdown" size="page" />
    </FormPart>
  );
}

export function BreakFields({ at }: { readonly at: ProblemPath }) {
  return (
    <FormPart name="part.text">
      <TextBox at={[...at, 'text']} name="markdown" size="page" />
      <NumberInput at={[...at, 'minimumSeconds']} name="break.seconds" unit="unit.seconds" width="half" />
    </FormPart>
  );
}

/** A text of the researcher's, with or without a box to answer in. */
export function MessageFields({ at, stage }: { readonly at: ProblemPath; readonly stage: StageOf<'message'> }) {
  const { change, readOnly } = useEditing();
  const answer = [...at, 'answer'];
  return (
    <>
      <FormPart name="part.text">
        <TextBox at={[...at, 'text']} name="markdown" size="page" />
      </FormPart>
      <FormPart name="part.answer">
        <CheckLine
          name="message.answer"
          checked={stage.answer !== null}
          disabled={readOnly}
          onChange={(wanted) =>
            change(answer, wanted ? { label: formWords('new.answer'), minimumCharacters: 0, maximumCharacters: 2000 } : null)
          }
        />
        {stage.answer !== null && (
          <>
            <TextInput at={[...answer, 'label']} name="message.label" />
            <NumberInput at={[...answer, 'minimumCharacters']} name="message.minimum" unit="unit.characters" width="half" />
            <NumberInput at={[...answer, 'maximumCharacters']} name="message.maximum" unit="unit.characters" width="half" />
          </>
        )}
      </FormPart>
    </>
  );
}
