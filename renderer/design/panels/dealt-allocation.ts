import { balanceTables, participantBalance, type BalanceTable, type ParticipantBalance } from '../../../shared/allocation/balance.ts';
import type { AllocationDesign } from '../../../shared/allocation/design.ts';
import { allocateList, type AllocationRow } from '../../../shared/allocation/list.ts';
import type { Study } from '../../../shared/study/protocol.ts';

export interface AllocationRequest {
  readonly design: AllocationDesign;
  readonly rowsPerStratum: number;
  /** How many rows come back; all of them are counted. */
  readonly listed: number;
}

export type DealtAllocation =
  | {
      readonly ok: true;
      readonly tables: readonly BalanceTable[];
      readonly participants: readonly ParticipantBalance[];
      readonly rows: readonly AllocationRow[];
      readonly total: number;
    }
  /** The draft leaves nothing to deal. */
  | { readonly ok: false };

/** The list of the planned sample, counted. */
export function dealtAllocation({ design, rowsPerStratum, listed }: AllocationRequest): DealtAllocation {
  try {
    const rows = allocateList(design, rowsPerStratum);
    return {
      ok: true,
      tables: balanceTables(design, rows),
      participants: participantBalance(design, rows),
      rows: rows.slice(0, listed),
      total: rows.length,
    };
  } catch {
    return { ok: false };
  }
}

/** How many rows each stratum gets when the planned sample is locked. */
export function rowsPerStratumOf({ allocation, analysis }: Study): number {
  return Math.ceil(analysis.plannedParticipants / (allocation.strata?.values.length ?? 1));
}
