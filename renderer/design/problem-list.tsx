import { useId, useState } from 'react';
import type { Problem } from '../../shared/study/problem.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { FormIcon } from './forms/form-icon.tsx';
import { wordsOfPath } from './study-words.ts';
import type { Verdict } from './use-verdict.ts';

export function sentenceOfProblem({ code, values }: Problem): string {
  return message(`problem.${code}`, values);
}

/** What is wrong with the study, in a line; unfolded each problem with its field, and the way there. */
export function ProblemList({
  study,
  verdict: { problems, errors, warnings },
  isBehind,
  isLocked,
  onJump,
}: {
  /** The study that the verdict is about. */
  readonly study: Study;
  readonly verdict: Verdict;
  /** True while the newest change is still being looked at. */
  readonly isBehind: boolean;
  readonly isLocked: boolean;
  readonly onJump: (problem: Problem) => void;
}) {
  const [open, setOpen] = useState(false);
  const listId = useId();
  if (problems.length === 0) {
    return (
      <p className="problems problems-none">
        <Icon name="check" />
        {message(isBehind ? 'design.problems.checking' : isLocked ? 'design.problems.none-locked' : 'design.problems.none')}
      </p>
    );
  }
  return (
    <section className="problems" aria-label={message('design.problems')}>
      <button type="button" className="problems-head" aria-expanded={open} aria-controls={open ? listId : undefined} onClick={() => setOpen(!open)}>
        <FormIcon name="open" />
        <strong>{message('design.problems')}</strong>
        <span className={classes('problems-count', errors > 0 && 'error')}>{message('design.problems.errors', { count: errors })}</span>
        <span className={classes('problems-count', warnings > 0 && 'warning')}>{message('design.problems.warnings', { count: warnings })}</span>
      </button>
      {open && (
        <div className="problems-list" id={listId}>
          <p className="quiet">{message('design.problems.about')}</p>
          <ul>
            {[...problems].sort(errorsFirst).map((problem, index) => (
              <li key={index}>
                <button type="button" className={classes('problems-entry', problem.severity)} onClick={() => onJump(problem)}>
                  <Icon name="attention" size={18} />
                  <span>
                    <span className="hidden-but-read">{message(`design.problems.${problem.severity}`)}: </span>
                    {sentenceOfProblem(problem)}{' '}
                    <span className="problems-field">{wordsOfPath(study, problem.path) || message('design.problems.whole')}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function errorsFirst(a: Problem, b: Problem): number {
  return Number(b.severity === 'error') - Number(a.severity === 'error');
}
