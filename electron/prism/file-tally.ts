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
  /** Errors decide whether anything is taken, so no number of warnings hides them. */
  readonly #errors: FileContents['problems'] = [];
  readonly #warnings: FileContents['problems'] = [];
  readonly #broken = new Set<number>();
  #problemCount = 0;
  #rows = 0;

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
    return this.#errors[0] ?? null;
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
    if (severity === 'error') this.#broken.add(line);
    const listed = severity === 'error' ? this.#errors : this.#warnings;
    if (listed.length < shownProblems) listed.push({ line, field, message: message(`prism.problem.${code}`, values), severity });
  }

  contents(): FileContents {
    const listed = (fields: ReadonlyMap<string, number>) => [...fields].map(([field, rows]) => ({ field, rows }));
    const inOrder = (problems: FileContents['problems']) => problems.toSorted((left, right) => left.line - right.line);
    const problems = [...inOrder(this.#errors), ...inOrder(this.#warnings)].slice(0, shownProblems);
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
