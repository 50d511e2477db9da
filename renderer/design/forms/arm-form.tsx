import type { Arm, Personalisation } from '../../../shared/study/arms.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { problemsAt } from '../editing.ts';
import { CardChoice } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart, FormStart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { armIdsOf } from './new-members.ts';
import { NumberInput } from './number-input.tsx';
import { OwnModelFields } from './personal/own-model-fields.tsx';
import { PromptFields } from './personal/prompt-fields.tsx';
import { withArmRenamed } from './renaming.ts';
import { TextBox, TextInput } from './text-inputs.tsx';

/** An arm of the study: who answers, with which settings, and what it is told of the participant. */
export function ArmForm({ at, arm }: { readonly at: ProblemPath; readonly arm: Arm }) {
  const { study } = useEditing();
  return (
    <>
      <FormStart>
        <TextInput at={[...at, 'name']} name="arm.name" width="half" />
        <IdentifierInput at={[...at, 'id']} taken={armIdsOf(study)} renamed={withArmRenamed} width="half" />
        <TextBox at={[...at, 'description']} name="arm.description" />
      </FormStart>
      <FormPart name="part.model">
        <ModelFields at={at} />
      </FormPart>
      <PersonalisationFields at={[...at, 'personalisation']} personalisation={arm.personalisation} armId={arm.id} />
    </>
  );
}

/** A stand-in of a practice round: the same fields, in a frame of its list. */
export function StandInFields({ at }: { readonly at: ProblemPath }) {
  const { study } = useEditing();
  return (
    <>
      <TextInput at={[...at, 'name']} name="arm.name" width="half" />
      <IdentifierInput at={[...at, 'id']} taken={armIdsOf(study)} width="half" />
      <ModelFields at={at} />
    </>
  );
}

function ModelFields({ at }: { readonly at: ProblemPath }) {
  const model = [...at, 'model'];
  return (
    <>
      <TextInput at={[...model, 'providerId']} name="arm.provider" width="half" code />
      <TextInput at={[...model, 'model']} name="arm.model" width="half" code />
      <NumberInput at={[...model, 'parameters', 'temperature']} name="arm.temperature" width="half" empty="absent" placeholder="default" />
      <NumberInput at={[...model, 'parameters', 'topP']} name="arm.top-p" width="half" empty="absent" placeholder="default" />
      <NumberInput
        at={[...model, 'parameters', 'maximumOutputTokens']}
        name="arm.output-limit"
        width="half"
        unit="unit.tokens"
        empty="absent"
        placeholder="default"
      />
      <NumberInput at={[...model, 'parameters', 'seed']} name="arm.seed" width="half" empty="absent" placeholder="none" />
      <TextBox at={[...model, 'systemPrompt']} name="arm.system-prompt" />
    </>
  );
}

const kinds: readonly Personalisation['kind'][] = ['none', 'prompt', 'own-model'];

function PersonalisationFields({
  at,
  personalisation,
  armId,
}: {
  readonly at: ProblemPath;
  readonly personalisation: Personalisation;
  readonly armId: string;
}) {
  const editing = useEditing();
  return (
    <>
      <FormPart name="part.personalisation">
        <CardChoice
          name="personalisation"
          value={personalisation.kind}
          options={kinds.map((kind) => ({
            value: kind,
            label: formWords(`personalisation.${kind}`),
            help: formWords(`personalisation.${kind}.about`),
          }))}
          disabled={editing.readOnly}
          problems={problemsAt(editing, at)}
          onChoose={(kind) => editing.change(at, newPersonalisation(kind))}
        />
      </FormPart>
      {personalisation.kind === 'prompt' && <PromptFields at={at} prompt={personalisation} armId={armId} />}
      {personalisation.kind === 'own-model' && <OwnModelFields at={at} own={personalisation} armId={armId} />}
    </>
  );
}

function newPersonalisation(kind: Personalisation['kind']): Personalisation {
  switch (kind) {
    case 'none':
      return { kind };
    case 'prompt':
      return { kind, template: formWords('new.template') };
    case 'own-model':
      return { kind, model: 'model-{participant}' };
  }
}
