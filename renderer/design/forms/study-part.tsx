import type { SessionPlan } from '../../../shared/study/protocol.ts';
import { useEditing } from './form-context.ts';
import { FormField, FormPart, FormStart } from './form-field.tsx';
import { ListEditor } from './list-editor.tsx';
import { copyOfSession, newSession, withGapsSettled } from './new-members.ts';
import { NumberInput } from './number-input.tsx';
import { TextBox, TextInput } from './text-inputs.tsx';
import { formWords } from './form-words.ts';

/** The study itself, and its planned sessions. */
export function StudyPart() {
  const { study } = useEditing();
  return (
    <>
      <FormStart>
        <TextInput at={['title']} name="study.title" />
        <FormField name="study.id" problems={[]}>
          {(attributes) => <input {...attributes} className="input code" readOnly value={study.id} />}
        </FormField>
        <TextBox at={['summary']} name="study.summary" />
      </FormStart>
      <FormPart name="part.sessions">
        <ListEditor<SessionPlan>
          at={['sessions']}
          name="sessions"
          hideLabel
          add="sessions.add"
          look="rows"
          minimum={1}
          maximum={20}
          create={() => newSession(study)}
          copy={(session) => copyOfSession(study, session)}
          settle={withGapsSettled}
          titleOf={(session) => session.title || session.id}
        >
          {(path, _, index) => (
            <>
              <TextInput at={[...path, 'title']} name="session.title" width="two-thirds" hideHelp hideLabel={index > 0} />
              <NumberInput at={[...path, 'expectedMinutes']} name="session.minutes" unit="unit.minutes" width="third" hideHelp hideLabel={index > 0} />
            </>
          )}
        </ListEditor>
        <p className="form-field whole quiet">{formWords('sessions.where')}</p>
      </FormPart>
    </>
  );
}
