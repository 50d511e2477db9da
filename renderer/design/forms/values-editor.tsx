import type { ProblemPath } from '../../../shared/study/problem.ts';
import { useField } from './form-context.ts';
import type { FormKey } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { ListEditor } from './list-editor.tsx';
import { TextInput } from './text-inputs.tsx';
import { uniqueId } from './unique-id.ts';

type LabelledValue = Readonly<Partial<Record<'id' | 'value' | 'label', string>>>;

/** A list of what is stored and what is read: answers, strata, boxes, qualities. */
export function ValuesEditor({
  at,
  name,
  add,
  valueKey,
  stem,
  minimum,
  maximum = Infinity,
  withHelp = false,
}: {
  readonly at: ProblemPath;
  readonly name: FormKey;
  readonly add: FormKey;
  readonly valueKey: 'id' | 'value';
  /** Of new ids. */
  readonly stem: string;
  readonly minimum: number;
  readonly maximum?: number;
  /** Each has a line of help of its own. */
  readonly withHelp?: boolean;
}) {
  const { value } = useField(at);
  const list: readonly LabelledValue[] = Array.isArray(value) ? (value as readonly LabelledValue[]) : [];
  const ids = list.map((each) => each[valueKey] ?? '');
  return (
    <ListEditor<LabelledValue>
      at={at}
      name={name}
      add={add}
      look="rows"
      minimum={minimum}
      maximum={maximum}
      create={() => {
        const id = uniqueId(stem, ids);
        return { [valueKey]: id, label: id };
      }}
      titleOf={(each, index) => each.label ?? ids[index] ?? ''}
    >
      {(path, _, index) => (
        <>
          <TextInput at={[...path, 'label']} name="values.label" width={withHelp ? 'third' : 'two-thirds'} hideHelp hideLabel={index > 0} />
          {withHelp && <TextInput at={[...path, 'help']} name="values.help" width="third" empty="absent" hideHelp hideLabel={index > 0} />}
          <IdentifierInput at={[...path, valueKey]} taken={ids} name="values.id" width="third" hideHelp hideLabel={index > 0} />
        </>
      )}
    </ListEditor>
  );
}
