import { waldInterval, type Interval } from './interval.ts';

/** How many units of one treatment were guessed rightly, wrongly, or not at all; fractions are expected counts. */
export interface GuessCounts {
  readonly right: number;
  readonly wrong: number;
  readonly unknown: number;
}

/** Treatment × guess, with "don't know", for two treatments. */
export interface BlindingTable {
  readonly treatment: GuessCounts;
  readonly control: GuessCounts;
}

/** An index without unit; standard error and 95% interval hold for independent units only. */
export interface BlindingIndex {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval;
}

/**
 * James' blinding index: 1 when nobody could tell or everybody guessed the opposite, 0.5 when guesses
 * are independent of the treatment, 0 when everybody was right. Blinding is called lost when the upper
 * limit lies below 0.5. Weights 0 (right), 0.5 (wrong), 1 (don't know).
 *
 * With u the share of "don't know", S the share guessed wrongly, and T what S would be if guess and
 * treatment were independent (times (1 − u)²), the index is u + (1 − u)² S / (2 T). Its variance is that
 * of the delta method on the multinomial table, which is the published one.
 *
 * Source: James, Bloch, Lee, Kraemer & Fuller 1996, Statistics in Medicine 15:1421–1434.
 * @returns null where the index is not defined: an empty table, or guesses so one-sided that none
 *   could have been wrong. A table of "don't know" alone gives 1 with standard error 0, as in the paper.
 */
export function jamesIndex(table: BlindingTable): BlindingIndex | null {
  refuseImpossible(table.treatment);
  refuseImpossible(table.control);
  const { treatment, control } = table;
  const total = sumOf(treatment) + sumOf(control);
  if (total === 0) return null;
  const unknown = (treatment.unknown + control.unknown) / total;
  if (unknown === 1) return { estimate: 1, standardError: 0, interval: { low: 1, high: 1 } };

  const known = 1 - unknown;
  const guessedTreatment = (treatment.right + control.wrong) / total;
  const guessedControl = (control.right + treatment.wrong) / total;
  const inTreatment = (treatment.right + treatment.wrong) / total;
  const inControl = (control.right + control.wrong) / total;
  const wrong = (treatment.wrong + control.wrong) / total;
  const expectedWrong = guessedTreatment * inControl + guessedControl * inTreatment;
  if (expectedWrong === 0) return null;
  const estimate = unknown + (known ** 2 * wrong) / (2 * expectedWrong);

  /** Slope of the index along the share of one cell; `margins` is that of expectedWrong, `isWrong` that of wrong. */
  const slope = (isWrong: 0 | 1, margins: number): number =>
    (known ** 2 / 2) * (isWrong / expectedWrong - (wrong * margins) / expectedWrong ** 2);
  const slopeOfUnknown = 1 - (known * wrong) / expectedWrong;
  const cells = [
    { share: treatment.right / total, slope: slope(0, inControl + guessedControl) },
    { share: treatment.wrong / total, slope: slope(1, inTreatment + guessedControl) },
    { share: control.right / total, slope: slope(0, inTreatment + guessedTreatment) },
    { share: control.wrong / total, slope: slope(1, inControl + guessedTreatment) },
    { share: unknown, slope: slopeOfUnknown },
  ];
  return withError(estimate, Math.sqrt(multinomialVariance(cells) / total));
}

/**
 * Bang's blinding index of one arm: the share of right guesses minus the share of wrong ones, "don't
 * know" included in the denominator. 1 when all are right, 0 for guessing at random between two
 * treatments, −1 when all are wrong.
 *
 * Source: Bang, Ni & Davis 2004, Controlled Clinical Trials 25:143–156. With "don't know" alone the
 * index is 0, the limit of its definition.
 * @returns null for an arm without units
 */
export function bangIndex(arm: GuessCounts): BlindingIndex | null {
  refuseImpossible(arm);
  const n = sumOf(arm);
  if (n === 0) return null;
  const right = arm.right / n;
  const wrong = arm.wrong / n;
  const variance = (right * (1 - right) + wrong * (1 - wrong) + 2 * right * wrong) / n;
  return withError(right - wrong, Math.sqrt(variance));
}

function withError(estimate: number, standardError: number): BlindingIndex {
  return { estimate, standardError, interval: waldInterval(estimate, standardError) };
}

function multinomialVariance(cells: readonly { readonly share: number; readonly slope: number }[]): number {
  const mean = cells.reduce((sum, cell) => sum + cell.share * cell.slope, 0);
  return cells.reduce((sum, cell) => sum + cell.share * (cell.slope - mean) ** 2, 0);
}

function sumOf(counts: GuessCounts): number {
  return counts.right + counts.wrong + counts.unknown;
}

function refuseImpossible({ right, wrong, unknown }: GuessCounts): void {
  for (const [name, count] of Object.entries({ right, wrong, unknown })) {
    if (!(Number.isFinite(count) && count >= 0)) {
      throw new RangeError(`A blinding table holds counts of 0 or more; "${name}" is ${String(count)}.`);
    }
  }
}
