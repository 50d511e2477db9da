import { textTable } from '../../electron/cli/text-table.ts';
import type { Figure } from './figure.ts';

/** The figures for a reader. A missed aim is said, but is no failure of the measuring. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.flatMap((figure) => [
    [figure.meaning, withUnit(figure.value, figure.unit), `at most ${withUnit(figure.aim, figure.unit)}`, figure.met ? 'met' : 'MISSED', `${figure.samples} samples`],
    ...Object.entries(figure.details).map(([name, value]) => [`  ${name}`, String(value)]),
  ]);
  return textTable([['Figure', 'Value', 'Aim', '', ''], ...rows]).join('\n');
}

function withUnit(value: number, unit: string): string {
  return unit === 'ratio' ? `${value} ×` : `${value} ${unit}`;
}
