import type { Study } from '../../shared/study/protocol.ts';

/** Rows of the allocation list that locking makes: as many in each stratum, the planned sample rounded up. */
export function plannedRows({ allocation, analysis }: Study): number {
  const strata = Math.max(1, allocation.strata?.values.length ?? 0);
  return strata * Math.ceil(analysis.plannedParticipants / strata);
}
