import { armDifferences } from '../../../shared/study/arm-differences.ts';
import type { Arm, PersonalPrompt } from '../../../shared/study/arms.ts';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { formWords, type FormKey } from './form-words.ts';
import { ListEditor } from './list-editor.tsx';
import { copyOfArm, newArm } from './new-members.ts';
import { budgetWords, placeholdersWords } from './personal/placeholder-words.ts';
import { TextInput } from './text-inputs.tsx';
import './form-table.css';

/** The arms side by side: what differs between them, and how many there are. */
export function ArmsForm() {
  const { study } = useEditing();
  return (
    <>
      <FormPart name="part.differences">
        <ArmDifferences arms={study.arms} />
      </FormPart>
      <FormPart name="part.arms">
        <ListEditor<Arm>
          at={['arms']}
          name="arms"
          hideLabel
          add="arms.add"
          look="rows"
          minimum={1}
          maximum={6}
          create={() => newArm(study)}
          copy={(arm) => copyOfArm(study, arm)}
          titleOf={(arm) => arm.name || arm.id}
        >
          {(path, _, index) => (
            <>
              <TextInput at={[...path, 'name']} name="arm.name" width="half" hideHelp hideLabel={index > 0} />
              <TextInput at={[...path, 'model', 'model']} name="arm.model" width="half" code hideHelp hideLabel={index > 0} />
            </>
          )}
        </ListEditor>
      </FormPart>
    </>
  );
}

function ArmDifferences({ arms }: { readonly arms: readonly Arm[] }) {
  const differences = armDifferences(arms);
  if (arms.length === 1) return <p className="form-field whole quiet">{formWords('differences.one-arm')}</p>;
  if (differences.length === 0) return <p className="form-field whole quiet">{formWords('differences.none')}</p>;
  return (
    <div className="form-field whole form-table-frame" role="region" aria-label={formWords('part.differences')} tabIndex={0}>
      <table className="form-table">
        <thead>
          <tr>
            <th scope="col">{formWords('differences.setting')}</th>
            {arms.map((arm) => (
              <th key={arm.id} scope="col">
                {arm.name || arm.id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map(({ path, values }) => (
            <tr key={path.join('.')}>
              <th scope="row">{settingName(path)}</th>
              {values.map((value, index) => (
                <td key={index}>
                  {value === null || value === '' ? (
                    <span className="quiet">{formWords('differences.unset')}</span>
                  ) : (
                    <span className="form-clamp" title={settingValue(path, value)}>
                      {settingValue(path, value)}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The label of the field in the arm's own form, so that a setting has one name. */
const settingNames: Readonly<Record<string, FormKey>> = {
  'model.providerId': 'arm.provider',
  'model.model': 'arm.model',
  'model.parameters.temperature': 'arm.temperature',
  'model.parameters.topP': 'arm.top-p',
  'model.parameters.maximumOutputTokens': 'arm.output-limit',
  'model.parameters.seed': 'arm.seed',
  'model.systemPrompt': 'arm.system-prompt',
  'personalisation.kind': 'personalisation',
  'personalisation.template': 'personalisation.template',
  'personalisation.placeholders': 'part.placeholders',
  'personalisation.budget': 'part.budget',
  'personalisation.model': 'personalisation.model',
  'personalisation.withoutOne': 'personalisation.without-one',
};

function settingName(path: readonly string[]): string {
  const name = settingNames[path.join('.')];
  return name === undefined ? path.join('.') : formWords(name);
}

/** A setting as the arm's own form says it. Groups come as the JSON that they are compared by. */
function settingValue(path: readonly string[], value: string | number): string {
  switch (path.join('.')) {
    case 'personalisation.kind':
      return formWords(`personalisation.${String(value)}` as FormKey);
    case 'personalisation.withoutOne':
      return formWords(`personalisation.without-one.${String(value)}` as FormKey);
    case 'personalisation.placeholders':
      return placeholdersWords(JSON.parse(String(value)) as NonNullable<PersonalPrompt['placeholders']>);
    case 'personalisation.budget':
      return budgetWords(JSON.parse(String(value)) as NonNullable<PersonalPrompt['budget']>);
    default:
      return String(value);
  }
}
