import type { PersonEntry } from '../../shared/contract/people.ts';
import { participantStatuses, type ParticipantStatus } from '../../shared/people/participant.ts';

/** What of the register is looked for. */
export interface RegisterFilter {
  /** Part of a code or of what the person is called in imported data; empty for everybody. */
  readonly words: string;
  readonly status: ParticipantStatus | 'any';
}

/** Whoever fits, in the order of the register. Hyphens, blanks and capitals make no difference, so that a code can be typed as it was heard. */
export function peopleWho<Person extends Pick<PersonEntry, 'participantCode' | 'originId' | 'status'>>(
  people: readonly Person[],
  { words, status }: RegisterFilter,
): readonly Person[] {
  const wanted = bare(words);
  return people.filter(
    (person) =>
      (status === 'any' || person.status === status) &&
      (wanted === '' || bare(person.participantCode).includes(wanted) || (person.originId !== null && bare(person.originId).includes(wanted))),
  );
}

/** How many there are of each status, in the order of the way through a study; only those that occur. */
export function statusesAmong(people: readonly Pick<PersonEntry, 'status'>[]): readonly { readonly status: ParticipantStatus; readonly count: number }[] {
  return participantStatuses
    .map((status) => ({ status, count: people.filter((person) => person.status === status).length }))
    .filter(({ count }) => count > 0);
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[\s‐-―-]/gu, '');
}
