import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';

export interface ImportProblem {
  /** 1 first; null for a file as a whole. */
  readonly line: number | null;
  /** Column or field; null for the whole line. */
  readonly field: string | null;
  readonly words: string;
  /** Worth knowing, but in nobody's way. False where a line is lost by it; left out where all problems are alike. */
  readonly isNote?: boolean;
}

/** What is wrong with a file, line by line. The list scrolls by itself: it may be long. */
export function ProblemList({
  title,
  about,
  problems,
  count,
}: {
  readonly title: string;
  readonly about?: string;
  readonly problems: readonly ImportProblem[];
  /** Of all, also those that are not listed. */
  readonly count: number;
}) {
  return (
    <section className="import-problems" aria-label={title}>
      <h3>{title}</h3>
      {about !== undefined && <p>{about}</p>}
      <ul tabIndex={0} aria-label={title}>
        {problems.map((problem, index) => (
          <li key={index}>
            <span className={classes('import-place', problem.isNote === true && 'note')}>{placeOf(problem)}</span>
            <span>
              {problem.isNote === false && <strong className="people-attention">{message('people.problems.broken')} </strong>}
              {problem.words}
            </span>
          </li>
        ))}
      </ul>
      {count > problems.length && <p className="quiet">{message('people.problems.more', { count: count - problems.length })}</p>}
    </section>
  );
}

function placeOf({ line, field }: ImportProblem): string {
  if (line === null) return field ?? message('people.problems.file');
  return field === null ? message('people.problems.line', { line }) : message('people.problems.place', { line, field });
}
