import type { OwnModel } from '../../../../shared/study/arms.ts';
import type { ProblemPath } from '../../../../shared/study/problem.ts';
import { problemsAt } from '../../editing.ts';
import { CardChoice } from '../choice-inputs.tsx';
import { useEditing } from '../form-context.ts';
import { FormPart } from '../form-field.tsx';
import { formWords } from '../form-words.ts';
import { TextInput } from '../text-inputs.tsx';
import { OwnModelsPart } from './own-models-part.tsx';
import './personal.css';

const finding = ['rule', 'table'] as const;
const ways = ['refuse', 'common'] as const;
const usualRule = 'model-{participant}';

/** How the model of a participant is found, and what happens to somebody without one. */
export function OwnModelFields({ at, own, armId }: { readonly at: ProblemPath; readonly own: OwnModel; readonly armId: string }) {
  const editing = useEditing();
  const byRule = own.model !== null;
  return (
    <>
      <FormPart name="part.own-model">
        <CardChoice
          name="personalisation.finding"
          value={byRule ? 'rule' : 'table'}
          options={finding.map((way) => ({
            value: way,
            label: formWords(`personalisation.finding.${way}`),
            help: formWords(`personalisation.finding.${way}.about`),
          }))}
          disabled={editing.readOnly}
          problems={[]}
          onChoose={(way) => editing.change([...at, 'model'], way === 'rule' ? usualRule : null)}
        />
        {byRule && <TextInput at={[...at, 'model']} name="personalisation.model" code />}
        <CardChoice
          name="personalisation.without-one"
          value={own.withoutOne ?? 'refuse'}
          options={ways.map((way) => ({
            value: way,
            label: formWords(`personalisation.without-one.${way}`),
            help: formWords(`personalisation.without-one.${way}.about`),
          }))}
          disabled={editing.readOnly}
          problems={problemsAt(editing, [...at, 'withoutOne'])}
          onChoose={(way) => editing.change([...at, 'withoutOne'], way)}
        />
      </FormPart>
      <FormPart name="part.own-models">
        <OwnModelsPart armId={armId} own={own} />
      </FormPart>
    </>
  );
}
