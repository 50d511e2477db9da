import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';

export type AuditEntry = OutputOf<ModeratorContract, 'transcript/get'>['auditTrail'][number];

export interface TrailFilter {
  /** Words that must all occur in kind or summary; case does not matter. */
  readonly words: string;
  /** Empty for all. */
  readonly kind: string;
  /** Empty for all. */
  readonly actor: string;
}

export function filterTrail(trail: readonly AuditEntry[], filter: TrailFilter): readonly AuditEntry[] {
  const words = filter.words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return trail.filter((entry) => {
    const text = `${entry.sequence} ${entry.kind} ${entry.summary} ${entry.hash}`.toLocaleLowerCase();
    return (
      (filter.kind === '' || entry.kind === filter.kind) &&
      (filter.actor === '' || entry.actor === filter.actor) &&
      words.every((word) => text.includes(word))
    );
  });
}

/** The values that occur, each once, in alphabetical order. */
export function valuesOf(trail: readonly AuditEntry[], field: 'kind' | 'actor'): readonly string[] {
  return [...new Set(trail.map((entry) => entry[field]))].toSorted();
}
