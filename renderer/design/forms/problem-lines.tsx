import { hasErrors, type Problem } from '../../../shared/study/problem.ts';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { messageIfAny } from '../../ui/messages.ts';
import { formWords } from './form-words.ts';

/** What is wrong at one place, a line each: errors in red, warnings in amber, both named in words too. */
export function ProblemLines({
  problems,
  id,
  lineOf,
}: {
  readonly problems: readonly Problem[];
  readonly id?: string;
  /** Where the place is a text, the line on which a problem stands. */
  readonly lineOf?: (problem: Problem) => number | null;
}) {
  if (problems.length === 0) return null;
  return (
    <div className="form-problems" id={id}>
      {problems.map((problem, index) => {
        const line = lineOf?.(problem) ?? null;
        return (
          <p key={index} className={classes('form-problem', problem.severity)}>
            <Icon name="attention" size={16} />
            <span>
              <span className="hidden-but-read">{formWords(`severity.${problem.severity}`)} </span>
              {line !== null && <strong>{formWords('line', { line })} </strong>}
              {sentenceOf(problem)}
            </span>
          </p>
        );
      })}
    </div>
  );
}

/** How many problems lie where nobody sees them yet. */
export function ProblemCount({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const severity = hasErrors(problems) ? 'error' : 'warning';
  return <span className={classes('form-problem-count', severity)}>{formWords('problems', { count: problems.length })}</span>;
}

function sentenceOf(problem: Problem): string {
  return messageIfAny(`problem.${problem.code}`, problem.values) ?? problem.code;
}
