import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { SessionPlan } from '../../../shared/study/protocol.ts';
import { problemsAt, problemsWithin } from '../editing.ts';
import { CheckLine } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart, FormStart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { NumberInput } from './number-input.tsx';
import { ProblemCount, ProblemLines } from './problem-lines.tsx';
import { TextInput } from './text-inputs.tsx';
import './session-form.css';

/** A planned session: how long it takes, when it may be, and what it consists of. */
export function SessionForm({ at, index, session }: { readonly at: ProblemPath; readonly index: number; readonly session: SessionPlan }) {
  const editing = useEditing();
  const { study } = editing;
  const gap = [...at, 'gap'];
  return (
    <>
      <FormStart>
        <TextInput at={[...at, 'title']} name="session.title" />
        <NumberInput at={[...at, 'expectedMinutes']} name="session.minutes" unit="unit.minutes" width="half" />
        <IdentifierInput at={[...at, 'id']} taken={study.sessions.map((each) => each.id)} width="half" />
      </FormStart>
      <FormPart name="part.gap">
        {index === 0 && session.gap === null ? (
          <p className="form-field whole">{formWords('gap.first')}</p>
        ) : (
          <CheckLine
            name="gap"
            checked={session.gap !== null}
            disabled={editing.readOnly}
            onChange={(wanted) => editing.change(gap, wanted ? { minimumDays: 1, maximumDays: 14 } : null)}
            problems={<ProblemLines problems={problemsAt(editing, gap)} />}
          />
        )}
        {session.gap !== null && (
          <>
            <NumberInput at={[...gap, 'minimumDays']} name="gap.minimum" unit="unit.days" width="half" />
            <NumberInput at={[...gap, 'maximumDays']} name="gap.maximum" unit="unit.days" width="half" />
          </>
        )}
      </FormPart>
      <FormPart name="part.stages">
        <div className="form-field whole">
          <ol className="form-stages">
            {session.stages.map((stage, place) => {
              const problems = problemsWithin(editing, [...at, 'stages', place]);
              return (
                <li key={stage.id}>
                  <span>{stage.title || stage.id}</span>
                  <span className="quiet">{formWords(`kind.${stage.kind}`)}</span>
                  <ProblemCount problems={problems} />
                </li>
              );
            })}
          </ol>
          <ProblemLines problems={problemsAt(editing, [...at, 'stages'])} />
        </div>
      </FormPart>
    </>
  );
}
