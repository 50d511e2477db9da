import { armDifferences } from '../../../shared/study/arm-differences.ts';
import type { Arm } from '../../../shared/study/arms.ts';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { formWords, type FormKey } from './form-words.ts';
import { ListEditor } from './list-editor.tsx';
import { copyOfArm, newArm } from './new-members.ts';
import { TextInput } from './text-inputs.tsx';

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
                    <span className="form-clamp" title={String(value)}>
                      {path.join('.') === 'personalisation.kind' ? formWords(`personalisation.${String(value)}` as FormKey) : String(value)}
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
  'personalisation.model': 'personalisation.model',
};

function settingName(path: readonly string[]): string {
  const name = settingNames[path.join('.')];
  return name === undefined ? path.join('.') : formWords(name);
}
