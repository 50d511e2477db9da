import type { DataFinding } from '../../shared/contract/data.ts';
import type { Finding } from '../../shared/preferences/finding.ts';
import { leftOutList } from '../../shared/preferences/summary.ts';
import type { LeftOutCounts } from '../../shared/preferences/pairs.ts';
import { message } from '../messages/message.ts';

/** Problems first. */
export function findingsInWords(findings: readonly Finding[]): DataFinding[] {
  const order = ['problem', 'warning', 'note'];
  return findings
    .map(({ id, severity, count, places }) => ({ id, severity, message: message(`preferences.finding.${id}`, { count }), count, places: [...places] }))
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

export function leftOutInWords(leftOut: LeftOutCounts): { reason: string; count: number }[] {
  return leftOutList(leftOut).map(({ reason, count }) => ({ reason: message(`preferences.left-out.${reason}`), count }));
}
