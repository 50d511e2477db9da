import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { StageOf } from '../../../shared/study/stages.ts';
import { ChecksInput, SelectInput } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { trialStagesUnderStudy } from './new-members.ts';
import { NumberInput } from './number-input.tsx';
import { TextBox } from './text-inputs.tsx';

/** Which conversations come again, and what of them is judged once more. */
export function RepeatsFields({ at, stage }: { readonly at: ProblemPath; readonly stage: StageOf<'repeats'> }) {
  const { study } = useEditing();
  const stages = trialStagesUnderStudy(study);
  const sheets = stages.find((each) => each.id === stage.of)?.sheets ?? [];
  return (
    <FormPart name="part.repeats">
      <SelectInput
        at={[...at, 'of']}
        name="repeats.of"
        width="two-thirds"
        options={stages.map(({ id, title }) => ({ value: id, label: `${title} (${id})` }))}
      />
      <NumberInput at={[...at, 'count']} name="repeats.count" width="third" />
      <ChecksInput
        at={[...at, 'sheets']}
        name="repeats.sheets"
        options={sheets.map((sheet) => ({ value: sheet.id, label: `${sheet.id}: ${sheet.judgements.map((judgement) => judgement.question).join(' · ')}` }))}
      />
      <TextBox at={[...at, 'prompt']} name="repeats.prompt" />
    </FormPart>
  );
}
