import type { InstrumentEntry } from '../../../shared/contract/design.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { stagesOf } from '../../../shared/study/protocol.ts';
import type { Stage } from '../../../shared/study/stages.ts';
import { BlindingGuessFields } from './blinding-guess-fields.tsx';
import { ConsentFields } from './consent-fields.tsx';
import { useEditing } from './form-context.ts';
import { FormStart } from './form-field.tsx';
import { IdentifierInput } from './identifier-input.tsx';
import { InstrumentPicker } from './instrument-picker.tsx';
import { QuestionnaireFields } from './questionnaire-fields.tsx';
import { withStageRenamed } from './renaming.ts';
import { RepeatsFields } from './repeats-fields.tsx';
import { BreakFields, MessageFields, TextFields } from './text-stage-fields.tsx';
import { TextInput } from './text-inputs.tsx';
import { TrialFields } from './trial-fields.tsx';

/** A stage: its name, and the fields of its kind. */
export function StageForm({
  at,
  stage,
  instruments,
}: {
  readonly at: ProblemPath;
  readonly stage: Stage;
  readonly instruments: readonly InstrumentEntry[];
}) {
  const { study } = useEditing();
  return (
    <>
      <FormStart>
        <TextInput at={[...at, 'title']} name="stage.title" width="two-thirds" />
        <IdentifierInput at={[...at, 'id']} taken={stagesOf(study).map((each) => each.id)} renamed={withStageRenamed} width="third" />
        <InstrumentPicker at={at} stage={stage} instruments={instruments} />
      </FormStart>
      <FieldsOf at={at} stage={stage} />
    </>
  );
}

function FieldsOf({ at, stage }: { readonly at: ProblemPath; readonly stage: Stage }) {
  switch (stage.kind) {
    case 'consent':
      return <ConsentFields at={at} stage={stage} />;
    case 'questionnaire':
      return <QuestionnaireFields at={at} stage={stage} />;
    case 'instructions':
    case 'debrief':
      return <TextFields at={at} />;
    case 'break':
      return <BreakFields at={at} />;
    case 'message':
      return <MessageFields at={at} stage={stage} />;
    case 'practice':
    case 'conversations':
      return <TrialFields at={at} stage={stage} />;
    case 'repeats':
      return <RepeatsFields at={at} stage={stage} />;
    case 'blinding-guess':
      return <BlindingGuessFields at={at} />;
  }
}
