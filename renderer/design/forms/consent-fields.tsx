import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { StageOf } from '../../../shared/study/stages.ts';
import { FormPart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { ListEditor } from './list-editor.tsx';
import { TextBox, TextInput } from './text-inputs.tsx';
import { uniqueId } from './unique-id.ts';

type Statement = StageOf<'consent'>['statements'][number];

/** What is explained, and what the participant agrees to, statement by statement. */
export function ConsentFields({ at, stage }: { readonly at: ProblemPath; readonly stage: StageOf<'consent'> }) {
  const ids = stage.statements.map((statement) => statement.id);
  return (
    <FormPart name="part.consent">
      <TextBox at={[...at, 'text']} name="markdown" size="page" />
      <TextInput at={[...at, 'version']} name="consent.version" width="half" />
      <ListEditor<Statement>
        at={[...at, 'statements']}
        name="consent.statements"
        add="consent.statements.add"
        look="rows"
        minimum={1}
        create={() => ({ id: uniqueId('statement', ids), text: formWords('new.statement') })}
        titleOf={(statement) => statement.text || statement.id}
      >
        {(path, _, index) => (
          <>
            <TextBox at={[...path, 'text']} name="consent.statement" width="two-thirds" size="line" hideLabel={index > 0} />
            <IdentifierInput at={[...path, 'id']} taken={ids} width="third" hideHelp hideLabel={index > 0} />
          </>
        )}
      </ListEditor>
    </FormPart>
  );
}
