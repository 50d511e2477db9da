import './forms.css';
import { useId, useState } from 'react';
import type { InstrumentEntry } from '../../../shared/contract/design.ts';
import type { ModeratorApi } from '../../../shared/contract/moderator.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { problemsAt, type Editing, type Selection } from '../editing.ts';
import { AllocationForm } from './allocation-form.tsx';
import { AnalysisForm } from './analysis-form.tsx';
import { ArmForm } from './arm-form.tsx';
import { ArmsForm } from './arms-form.tsx';
import { BlindingForm } from './blinding-form.tsx';
import { FormContext, type Draft } from './form-context.ts';
import { formWords } from './form-words.ts';
import { ProblemLines } from './problem-lines.tsx';
import { SessionForm } from './session-form.tsx';
import { StageForm } from './stage-form.tsx';
import { StudyPart } from './study-part.tsx';

/**
 * The middle column of the editor: the form of whatever the outline has chosen. Each keystroke is a change
 * of the study; each field says at once what is wrong with it.
 */
export function StudyForm({
  api,
  selection,
  editing,
  instruments,
}: {
  readonly api: ModeratorApi;
  readonly selection: Selection;
  readonly editing: Editing;
  readonly instruments: readonly InstrumentEntry[];
}) {
  const [drafts] = useState(() => new Map<string, Draft>());
  const headingId = useId();
  const { eyebrow, title } = headOf(selection, editing);
  return (
    <FormContext value={{ api, editing, drafts }}>
      <section className="study-form" aria-labelledby={headingId} data-form={selection.join('/')}>
        <header className="study-form-head">
          {eyebrow !== null && <p className="quiet">{eyebrow}</p>}
          <h2 id={headingId}>{title}</h2>
        </header>
        {selection.length > 0 && <ProblemLines problems={problemsAt(editing, selection)} />}
        {/* Another choice is another form: what was half typed in the one before doesn't appear in it. */}
        <FormOf key={selection.join('/')} selection={selection} editing={editing} instruments={instruments} />
      </section>
    </FormContext>
  );
}

function FormOf({
  selection,
  editing,
  instruments,
}: {
  readonly selection: ProblemPath;
  readonly editing: Editing;
  readonly instruments: readonly InstrumentEntry[];
}) {
  const [area, index, , stageIndex] = selection;
  const number = typeof index === 'number' ? index : -1;
  const { arms, sessions } = editing.study;
  switch (area) {
    case 'arms': {
      if (selection.length === 1) return <ArmsForm />;
      const arm = arms[number];
      return arm === undefined ? <NothingHere /> : <ArmForm at={['arms', number]} arm={arm} />;
    }
    case 'sessions': {
      const session = sessions[number];
      if (session === undefined) return <NothingHere />;
      if (typeof stageIndex !== 'number') return <SessionForm at={['sessions', number]} index={number} session={session} />;
      const stage = session.stages[stageIndex];
      if (stage === undefined) return <NothingHere />;
      return <StageForm at={['sessions', number, 'stages', stageIndex]} stage={stage} instruments={instruments} />;
    }
    case 'allocation':
      return <AllocationForm />;
    case 'analysis':
      return <AnalysisForm />;
    case 'blinding':
      return <BlindingForm />;
    default:
      return <StudyPart />;
  }
}

/** What was chosen has just been removed; the outline will choose something else. */
function NothingHere() {
  return <p className="quiet">{formWords('nothing-here')}</p>;
}

function headOf(selection: Selection, { study }: Editing): { readonly eyebrow: string | null; readonly title: string } {
  const [area, index, , stageIndex] = selection;
  const number = typeof index === 'number' ? index : -1;
  switch (area) {
    case 'arms': {
      const arm = study.arms[number];
      return arm === undefined
        ? { eyebrow: null, title: formWords('head.arms') }
        : { eyebrow: formWords('head.arm', { number: number + 1, count: study.arms.length }), title: arm.name || arm.id };
    }
    case 'sessions': {
      const session = study.sessions[number];
      const stage = typeof stageIndex === 'number' ? session?.stages[stageIndex] : undefined;
      const eyebrow = formWords('head.session', { number: number + 1, count: study.sessions.length });
      if (stage === undefined) return { eyebrow, title: session?.title ?? '' };
      return { eyebrow: formWords(`kind.${stage.kind}`), title: stage.title || stage.id };
    }
    case 'allocation':
      return { eyebrow: null, title: formWords('head.allocation') };
    case 'analysis':
      return { eyebrow: null, title: formWords('head.analysis') };
    case 'blinding':
      return { eyebrow: null, title: formWords('head.blinding') };
    default:
      return { eyebrow: null, title: formWords('head.study') };
  }
}
