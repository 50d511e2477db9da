import { useState } from 'react';
import type { InstrumentEntry } from '../../../shared/contract/design.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import type { Stage } from '../../../shared/study/stages.ts';
import { Button } from '../../ui/button.tsx';
import { useEditing } from './form-context.ts';
import { formHelp, formWords } from './form-words.ts';
import { withPagesOf } from './survey-pages.ts';

/** Ready-made stages of the same kind: their text takes the place of this one's, their questions come behind it. */
export function InstrumentPicker({
  at,
  stage,
  instruments,
}: {
  readonly at: ProblemPath;
  readonly stage: Stage;
  readonly instruments: readonly InstrumentEntry[];
}) {
  const { change, readOnly } = useEditing();
  const [open, setOpen] = useState(false);
  const fitting = instruments.filter((instrument) => instrument.stage.kind === stage.kind);
  if (fitting.length === 0 || readOnly) return null;
  const words = stage.kind === 'questionnaire' ? 'instrument.questions' : 'instrument.text';

  const take = (ready: Stage): void => {
    setOpen(false);
    if (stage.kind === 'questionnaire' && ready.kind === 'questionnaire') {
      change([...at, 'survey'], withPagesOf(stage.survey, ready.survey, ready.id));
    } else if (stage.kind === 'blinding-guess' && ready.kind === 'blinding-guess') {
      // Which arms make a guess right, no instrument can know.
      change(at, { ...ready, id: stage.id, title: stage.title, targets: stage.targets });
    } else {
      change(at, { ...ready, id: stage.id, title: stage.title });
    }
  };

  return (
    <div className="form-field whole form-adder">
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {formWords(words)}
      </Button>
      {open && (
        <>
          <p className="field-help">{formHelp(words)}</p>
          <ul className="form-kinds wide">
            {fitting.map((instrument) => (
              <li key={instrument.instrumentId}>
                <button type="button" className="form-kind" onClick={() => take(instrument.stage)}>
                  <strong>{instrument.title}</strong>
                  <span className="quiet">{instrument.description}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
