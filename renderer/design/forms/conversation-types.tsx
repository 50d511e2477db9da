import type { ConversationType, Opening } from '../../../shared/study/conversations.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { TrialStage } from '../../../shared/study/stages.ts';
import { SelectInput } from './choice-inputs.tsx';
import { formWords } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { LinesInput } from './lines-input.tsx';
import { ListEditor } from './list-editor.tsx';
import { newType } from './new-members.ts';
import { TextBox, TextInput } from './text-inputs.tsx';
import { uniqueId } from './unique-id.ts';

/** What conversations are about, and how they begin. */
export function ConversationTypes({ at, stage }: { readonly at: ProblemPath; readonly stage: TrialStage }) {
  const { types } = stage.conversations;
  const ids = types.map((type) => type.id);
  return (
    <ListEditor<ConversationType>
      at={at}
      name="types"
      add="types.add"
      look="folded"
      minimum={1}
      create={() => newType(types)}
      copy={(type) => ({ ...type, id: uniqueId(type.id, ids) })}
      titleOf={(type) => type.title || type.id}
      detailOf={(type) => type.label}
    >
      {(path, type) => (
        <>
          <TextInput at={[...path, 'title']} name="type.title" />
          <TextInput at={[...path, 'label']} name="type.label" width="half" />
          <IdentifierInput at={[...path, 'id']} taken={ids} width="half" />
          <TextBox at={[...path, 'prompt']} name="type.prompt" />
          <OpeningFields at={[...path, 'opening']} opening={type.opening} />
        </>
      )}
    </ListEditor>
  );
}

const openings: readonly Opening['kind'][] = ['free', 'list', 'fixed'];

function OpeningFields({ at, opening }: { readonly at: ProblemPath; readonly opening: Opening }) {
  return (
    <>
      <SelectInput
        at={at}
        name="opening"
        options={openings.map((kind) => ({ value: kind, label: formWords(`opening.${kind}`) }))}
        read={() => opening.kind}
        write={(kind) => newOpening(openings.find((each) => each === kind) ?? 'free', opening)}
      />
      {opening.kind === 'fixed' && <TextBox at={[...at, 'message']} name="opening.message" />}
      {opening.kind === 'list' && <LinesInput at={[...at, 'messages']} name="opening.messages" />}
    </>
  );
}

/** What was written for one kind is of use for another. */
function newOpening(kind: Opening['kind'], before: Opening): Opening {
  const written = before.kind === 'list' ? before.messages : before.kind === 'fixed' ? [before.message] : [];
  switch (kind) {
    case 'free':
      return { kind };
    case 'list':
      return { kind, messages: [...written, formWords('new.opening', { number: 1 }), formWords('new.opening', { number: 2 })].slice(0, Math.max(2, written.length)) };
    case 'fixed':
      return { kind, message: written[0] ?? formWords('new.opening', { number: 1 }) };
  }
}
