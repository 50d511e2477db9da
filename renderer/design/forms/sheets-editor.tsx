import { comparesSlots } from '../../../shared/study/judgement-rules.ts';
import type { Judgement, JudgementKind, Sheet } from '../../../shared/study/judgements.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { TrialStage } from '../../../shared/study/stages.ts';
import { Button } from '../../ui/button.tsx';
import { problemsAt } from '../editing.ts';
import { SelectInput } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormIcon } from './form-icon.tsx';
import { formWords } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { JudgementFields } from './judgement-fields.tsx';
import { ListEditor } from './list-editor.tsx';
import { copyOfJudgement, copyOfSheet, judgementIdsOf, newJudgement, newSheet, sheetsOf } from './new-members.ts';
import { ProblemLines } from './problem-lines.tsx';
import { withSheetRenamed } from './renaming.ts';

/** What is judged after every turn, if anything is. */
export function TurnSheet({ at, stage }: { readonly at: ProblemPath; readonly stage: TrialStage }) {
  const editing = useEditing();
  const sheet = stage.turnSheet;
  return (
    <div className="form-field whole">
      <ProblemLines problems={problemsAt(editing, at)} />
      {sheet === null ? (
        <>
          <p className="quiet">{formWords('turn-sheet.none')}</p>
          {!editing.readOnly && (
            <Button onClick={() => editing.change(at, newSheet(stage))}>
              <FormIcon name="add" />
              {formWords('turn-sheet.add')}
            </Button>
          )}
        </>
      ) : (
        <div className="form-card">
          <div className="form-card-body form-grid">
            <SheetFields at={at} stage={stage} sheet={sheet} />
            {!editing.readOnly && (
              <div className="form-field whole">
                <Button kind="danger-quiet" onClick={() => editing.change(at, null)}>
                  <FormIcon name="remove" />
                  {formWords('turn-sheet.remove')}
                </Button>
              </div>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/** What is judged at the end of a conversation, one screen after the other. */
export function EndSheets({ at, stage }: { readonly at: ProblemPath; readonly stage: TrialStage }) {
  return (
    <ListEditor<Sheet>
      at={at}
      name="sheets"
      hideLabel
      add="sheets.add"
      look="cards"
      create={() => newSheet(stage)}
      copy={(sheet) => copyOfSheet(stage, sheet)}
      titleOf={(sheet, index) => formWords('sheet.title', { number: index + 1, id: sheet.id })}
    >
      {(path, sheet) => <SheetFields at={path} stage={stage} sheet={sheet} />}
    </ListEditor>
  );
}

const kinds: readonly JudgementKind[] = ['slider', 'likert', 'choice', 'ranking', 'attributes', 'text'];

function SheetFields({ at, stage, sheet }: { readonly at: ProblemPath; readonly stage: TrialStage; readonly sheet: Sheet }) {
  const taken = judgementIdsOf(stage);
  return (
    <>
      <ListEditor<Judgement>
        at={[...at, 'judgements']}
        name="judgements"
        add="judgements.add"
        look="folded"
        minimum={1}
        create={kinds.map((kind) => ({
          label: formWords(`judgement.${kind}`),
          help: formWords(`judgement.${kind}.about`),
          create: () => newJudgement(kind, taken),
        }))}
        copy={(judgement) => copyOfJudgement(judgement, taken)}
        titleOf={(judgement) => judgement.question || judgement.id}
        detailOf={(judgement) => formWords(`judgement.${judgement.kind}`)}
      >
        {(path, judgement) => <JudgementFields at={path} stageId={stage.id} taken={taken} judgement={judgement} />}
      </ListEditor>
      <SelectInput
        at={[...at, 'preferredBy']}
        name="sheet.preferred-by"
        width="two-thirds"
        none="sheet.preferred-by.none"
        options={sheet.judgements
          .filter((judgement) => judgement.kind !== 'attributes' && comparesSlots(judgement))
          .map((judgement) => ({ value: judgement.id, label: judgement.question || judgement.id }))}
      />
      <IdentifierInput
        at={[...at, 'id']}
        name="sheet.id"
        width="third"
        taken={sheetsOf(stage).map((each) => each.id)}
        renamed={(study, from, to) => withSheetRenamed(study, stage.id, from, to)}
      />
    </>
  );
}
