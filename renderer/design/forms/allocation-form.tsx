import { Button } from '../../ui/button.tsx';
import { CheckLine } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { NumberInput } from './number-input.tsx';
import { TextInput } from './text-inputs.tsx';
import { ValuesEditor } from './values-editor.tsx';

/** How slots, orders and repeats are dealt. */
export function AllocationForm() {
  const { study, change, readOnly } = useEditing();
  const strata = ['allocation', 'strata'];
  return (
    <>
      <FormPart name="part.allocation">
        <TextInput at={['allocation', 'seed']} name="allocation.seed" width="two-thirds" code />
        {!readOnly && (
          <div className="form-field third form-beside">
            <Button onClick={() => change(['allocation', 'seed'], newSeed())}>{formWords('allocation.new-seed')}</Button>
          </div>
        )}
        <NumberInput at={['allocation', 'armsPerConversation']} name="allocation.arms" width="half" empty="null" placeholder="all" unit="unit.arms" />
      </FormPart>
      <FormPart name="part.strata">
        <CheckLine
          name="strata"
          checked={study.allocation.strata !== null}
          disabled={readOnly}
          onChange={(wanted) => change(strata, wanted ? newStrata() : null)}
        />
        {study.allocation.strata !== null && (
          <>
            <TextInput at={[...strata, 'question']} name="strata.question" />
            <ValuesEditor at={[...strata, 'values']} name="strata.values" add="strata.values.add" valueKey="id" stem="group" minimum={2} />
          </>
        )}
      </FormPart>
    </>
  );
}

function newStrata(): unknown {
  const group = (number: number): unknown => ({ id: `group-${number}`, label: formWords('new.group', { number }) });
  return { question: formWords('new.strata'), values: [group(1), group(2)] };
}

/** Eight letters and digits that nobody chose. */
function newSeed(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => (byte % 36).toString(36)).join('');
}
