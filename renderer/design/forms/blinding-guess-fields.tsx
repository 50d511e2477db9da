import type { ProblemPath } from '../../../shared/study/problem.ts';
import { ChecksInput } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { ValuesEditor } from './values-editor.tsx';
import { TextBox, TextInput } from './text-inputs.tsx';

/** What the participant is asked to guess, and which arms make a guess right. */
export function BlindingGuessFields({ at }: { readonly at: ProblemPath }) {
  const { study } = useEditing();
  return (
    <>
      <FormPart name="part.guess">
        <TextBox at={[...at, 'question']} name="question" />
        <TextBox at={[...at, 'help']} name="help" size="line" />
        <TextInput at={[...at, 'none']} name="guess.none" />
        <ChecksInput
          at={[...at, 'targets']}
          name="guess.targets"
          options={study.arms.map((arm) => ({ value: arm.id, label: arm.name || arm.id }))}
        />
      </FormPart>
      <FormPart name="part.sure">
        <TextInput at={[...at, 'sureQuestion']} name="guess.sure" />
        <ValuesEditor at={[...at, 'sureChoices']} name="guess.choices" add="guess.choices.add" valueKey="value" stem="answer" minimum={2} />
      </FormPart>
    </>
  );
}
