import type { PersonEntry } from '../../shared/contract/people.ts';
import { dayAndTime } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';

/** A moment in the reader's own zone and manner. */
export function moment(utcMilliseconds: number): string {
  return dayAndTime(utcMilliseconds, document.documentElement.lang || 'en');
}

/** When somebody is awaited next, in a few words. */
export function dueWords({ next }: Pick<PersonEntry, 'next'>): string {
  if (next === null) return '–';
  const { kind, from, until } = next;
  if (kind === 'early') return from === null ? message('people.due.open') : message('people.due.early', { from: moment(from) });
  if (kind === 'late') return until === null ? message('people.due.open') : message('people.due.late', { until: moment(until) });
  return until === null ? message('people.due.open') : message('people.due.now', { until: moment(until) });
}

/** A code as it is said: letters and digits one by one, with a pause at each hyphen. */
export function spokenCode(code: string): string {
  return code
    .split('-')
    .map((part) => Array.from(part).join(' '))
    .join(', ');
}
