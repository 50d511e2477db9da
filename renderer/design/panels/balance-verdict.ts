import { greatestCommonDivisor } from '../../../shared/allocation/arithmetic.ts';
import type { BalanceTableName, ImbalanceReason } from '../../../shared/allocation/balance.ts';

/** A table of counts, from an allocation list or from a rehearsal. */
export interface CountedTable {
  readonly table: BalanceTableName;
  readonly stageIds: readonly string[];
  readonly rowLabels: readonly (string | number)[];
  readonly columnLabels: readonly (string | number)[];
  readonly counts: readonly (readonly (number | null)[])[];
  readonly spread: number;
  readonly possibleSpread: number;
  readonly reason: ImbalanceReason | null;
}

/**
 * - `balanced`: all counts are equal.
 * - `impossible`: they cannot be with these numbers, and are as near as can be.
 * - `unfinished`: they would be with another sample.
 * - `meant`: the study wants it so.
 * - `near`: something that matters more is balanced first.
 */
export type Verdict = 'balanced' | 'impossible' | 'unfinished' | 'meant' | 'near';

export function verdictOf({ reason }: Pick<CountedTable, 'reason'>): Verdict {
  switch (reason?.code) {
    case undefined:
      return 'balanced';
    case 'indivisible':
    case 'no-such-design':
      return 'impossible';
    case 'unfinished-block':
      return 'unfinished';
    case 'listed-order':
      return 'meant';
    case 'other-aims':
      return 'near';
  }
}

/**
 * The nearest samples at which all counts of a table are equal; null where a block says nothing about it.
 * @param participants in all strata together
 */
export function balancingSamples(
  { reason }: Pick<CountedTable, 'reason'>,
  participants: number,
  strata: number,
): { readonly below: number | null; readonly above: number } | null {
  if (reason?.code !== 'unfinished-block') return null;
  const step = reason.blockLength * strata;
  const below = Math.floor((participants - 1) / step) * step;
  return { below: below > 0 ? below : null, above: (Math.floor(participants / step) + 1) * step };
}

/** What the sample has to be a multiple of before counts can be equal at all; null where the total is not at fault. */
export function neededMultiple({ reason }: Pick<CountedTable, 'reason'>, participants: number): number | null {
  if (reason?.code !== 'indivisible' || participants === 0 || reason.total % participants !== 0) return null;
  return reason.cells / greatestCommonDivisor(reason.cells, reason.total / participants);
}
