import type { PrismContents, PrismFileName } from '../../shared/contract/people.ts';
import type { RowProblem, RowReading } from '../../shared/prism/row-problem.ts';
import { message } from '../messages/message.ts';

type FileContents = PrismContents['files'][number];

const shownProblems = 200;

/** What is counted while a file is read. */
export class FileTally {
  readonly file: PrismFileName;
  readonly #bytes: number | null;
  readonly #unknown = new Map<string, number>();
  readonly #missing = new Map<string, number>();
  readonly #problems: FileContents['problems'] = [];
  readonly #broken = new Set<number>();
  #problemCount = 0;
  #rows = 0;
  #firstError: FileContents['problems'][number] | null = null;

  /** @param bytes null for a file that is not there */
  constructor(file: PrismFileName, bytes: number | null) {
    this.file = file;
    this.#bytes = bytes;
  }

  /** Lines that cannot be taken. */
  get broken(): number {
    return this.#broken.size;
  }

  get firstError(): FileContents['problems'][number] | null {
    return this.#firstError;
  }

  addRow(): void {
    this.#rows += 1;
  }

  addReading(line: number, { problems, unknownFields, missingFields }: RowReading<unknown>): void {
    unknownFields.forEach((field) => this.#unknown.set(field, (this.#unknown.get(field) ?? 0) + 1));
    missingFields.forEach((field) => this.#missing.set(field, (this.#missing.get(field) ?? 0) + 1));
    problems.forEach((problem) => {
      this.addProblem(line, problem);
    });
  }

  addProblem(line: number, { severity, field, code, values }: RowProblem): void {
    this.#problemCount += 1;
    const isFirstError = severity === 'error' && this.#firstError === null;
    if (severity === 'error') this.#broken.add(line);
    if (!isFirstError && this.#problems.length >= shownProblems) return;
    const shown = { line, field, message: message(`prism.problem.${code}`, values), severity };
    if (isFirstError) this.#firstError = shown;
    if (this.#problems.length < shownProblems) this.#problems.push(shown);
  }

  contents(): FileContents {
    const listed = (fields: ReadonlyMap<string, number>) => [...fields].map(([field, rows]) => ({ field, rows }));
    // Errors decide whether anything is taken, so they are shown before warnings.
    const problems = this.#problems.toSorted((left, right) => rank(left.severity) - rank(right.severity) || left.line - right.line);
    return {
      file: this.file,
      present: this.#bytes !== null,
      rows: this.#rows,
      bytes: this.#bytes ?? 0,
      unknownFields: listed(this.#unknown),
      missingFields: listed(this.#missing),
      problems,
      problemCount: this.#problemCount,
      broken: this.#broken.size,
    };
  }
}

function rank(severity: 'error' | 'warning'): number {
  return severity === 'error' ? 0 : 1;
}
