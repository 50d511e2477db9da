import { useState } from 'react';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { Button } from '../../ui/button.tsx';
import { problemsWithin } from '../editing.ts';
import { useEditing, useFormDrafts, type Draft } from './form-context.ts';
import { FormField } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { lineOfPath, readSurveyJson } from './json-text.ts';
import { ProblemLines } from './problem-lines.tsx';
import type { SurveyPart } from './survey-pages.ts';
import { GrowingTextArea } from './text-inputs.tsx';

/**
 * The whole form as JSON. What is no JSON is kept as typed, said so with its line, and not applied; it stays
 * while the editor is open, also when another stage is looked at in between.
 */
export function SurveyJson({ at, stageId, survey }: { readonly at: ProblemPath; readonly stageId: string; readonly survey: SurveyPart }) {
  const editing = useEditing();
  const drafts = useFormDrafts();
  const written = JSON.stringify(survey, null, 2);
  const [typed, setTyped] = useState<Draft>(() => drafts.get(stageId) ?? { text: written, over: written });
  const read = readSurveyJson(typed.text);
  // What is valid says the same as the survey, or was overtaken by a change of a form or an undo.
  const current = read.ok ? JSON.stringify(read.survey) === JSON.stringify(survey) : typed.over === written;
  const text = current ? typed.text : written;
  const shown = current ? read : readSurveyJson(written);
  const problems = problemsWithin(editing, at);
  const [unfolded, setUnfolded] = useState(false);
  // What waits to be applied stays in sight.
  const open = unfolded || !shown.ok;

  const type = (next: string): void => {
    const draft = { text: next, over: written };
    setTyped(draft);
    setUnfolded(true);
    const result = readSurveyJson(next);
    if (!result.ok) {
      drafts.set(stageId, draft);
      return;
    }
    drafts.delete(stageId);
    if (JSON.stringify(result.survey) !== JSON.stringify(survey)) editing.change(at, result.survey);
  };

  if (!open) {
    return (
      <div className="form-field whole">
        <Button aria-expanded={false} onClick={() => setUnfolded(true)}>
          {formWords('json.open')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <FormField name="json" problems={[]} note={shown.ok ? null : formWords(`json.${shown.reason}`, { line: shown.line })}>
        {(attributes) => <GrowingTextArea {...attributes} code size="page" readOnly={editing.readOnly} text={text} onText={type} />}
      </FormField>
      {shown.ok && problems.length > 0 && (
        <div className="form-field whole">
          <ProblemLines problems={problems} lineOf={(problem) => lineOfPath(text, problem.path.slice(at.length))} />
        </div>
      )}
    </>
  );
}
