import type { Arm } from '../../../shared/study/arms.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { StageOf } from '../../../shared/study/stages.ts';
import { Button } from '../../ui/button.tsx';
import { StandInFields } from './arm-form.tsx';
import { useEditing } from './form-context.ts';
import { formWords } from './form-words.ts';
import { ListEditor } from './list-editor.tsx';
import { copyOfArm, newArm, standInsFor } from './new-members.ts';

/** Arms of a practice round, so that it shows nothing of those under study. */
export function StandIns({ at, stage }: { readonly at: ProblemPath; readonly stage: StageOf<'practice'> }) {
  const { study, change, readOnly } = useEditing();
  const fitting = standInsFor(study, stage);
  return (
    <>
      <ListEditor<Arm>
        at={at}
        name="stand-ins"
        hideLabel
        add="stand-ins.add"
        look="folded"
        minimum={1}
        maximum={6}
        create={() => newArm(study, 'stand-in')}
        copy={(arm) => copyOfArm(study, arm)}
        titleOf={(arm) => arm.name || arm.id}
        detailOf={(arm) => arm.model.model}
      >
        {(path) => <StandInFields at={path} />}
      </ListEditor>
      {!readOnly && fitting.length !== stage.arms.length && (
        <div className="form-field whole">
          <Button onClick={() => change(at, fitting)}>{formWords('stand-ins.fit', { count: fitting.length })}</Button>
        </div>
      )}
    </>
  );
}
