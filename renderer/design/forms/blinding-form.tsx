import { leakCategories } from '../../../shared/blinding/leak-categories.ts';
import type { BlindingPolicy } from '../../../shared/study/plans.ts';
import { problemsAt } from '../editing.ts';
import { CardChoice, CheckInput, ChecksInput } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { LinesInput } from './lines-input.tsx';
import { TextInput } from './text-inputs.tsx';

const policies: readonly BlindingPolicy['leaks']['policy'][] = ['flag', 'ask-again', 'mask'];
const looks = ['headings', 'bold', 'emoji', 'trailingQuestions'] as const;

/** What is done about replies that give their arm away, by words or by looks. */
export function BlindingForm() {
  const editing = useEditing();
  const leaks = ['blinding', 'leaks'];
  const { policy } = editing.study.blinding.leaks;
  return (
    <>
      <FormPart name="part.leaks">
        <CardChoice
          name="leaks.policy"
          value={policy}
          options={policies.map((value) => ({ value, label: formWords(`policy.${value}`), help: formWords(`policy.${value}.about`) }))}
          disabled={editing.readOnly}
          problems={problemsAt(editing, [...leaks, 'policy'])}
          onChoose={(value) => editing.change([...leaks, 'policy'], value)}
        />
        {(policy === 'mask' || problemsAt(editing, [...leaks, 'mask']).length > 0) && <TextInput at={[...leaks, 'mask']} name="leaks.mask" width="half" />}
        <ChecksInput
          at={[...leaks, 'categories']}
          name="leaks.categories"
          options={leakCategories.map((category) => ({ value: category, label: formWords(`leak.${category}`) }))}
        />
        <LinesInput at={[...leaks, 'names']} name="leaks.names" />
      </FormPart>
      <FormPart name="part.look">
        {looks.map((look) => (
          <CheckInput key={look} at={['blinding', 'look', look]} name={`look.${look}`} width="half" />
        ))}
      </FormPart>
    </>
  );
}
