import { linearScale } from './scale.ts';
import './range-marks.css';

export interface MarkedRange {
  readonly low: number | null;
  readonly middle: number;
  readonly high: number | null;
}

const width = 220;
const height = 22;
const margin = 6;

/**
 * A value with the range around it, on a line that all marks of a table share. The numbers stand in the table
 * beside it, so the picture is left out for screen readers.
 */
export function RangeMark({
  range,
  from,
  to,
  reference = null,
}: {
  readonly range: MarkedRange;
  readonly from: number;
  readonly to: number;
  /** A value to compare with: chance, or what was expected. */
  readonly reference?: number | null;
}) {
  const scale = linearScale([from, to], [margin, width - margin]);
  const clipped = (value: number): number => Math.min(width - margin, Math.max(margin, scale(value)));
  const { low, middle, high } = range;
  const centre = height / 2;
  return (
    <svg className="range-mark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <line className="range-axis" x1={margin} x2={width - margin} y1={centre} y2={centre} />
      {reference !== null && <line className="range-reference" x1={clipped(reference)} x2={clipped(reference)} y1={2} y2={height - 2} />}
      {low !== null && high !== null && (
        <rect className="range-box" x={clipped(low)} width={Math.max(2, clipped(high) - clipped(low))} y={centre - 5} height={10} rx={3} />
      )}
      <line className="range-middle" x1={clipped(middle)} x2={clipped(middle)} y1={centre - 8} y2={centre + 8} />
    </svg>
  );
}
