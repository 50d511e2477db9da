import type { PowerCurve } from '../../../shared/rehearsal/rehearsal.ts';
import { message } from '../../ui/messages.ts';
import { percent } from '../../ui/figures.ts';
import { linearScale, roundTicks } from './scale.ts';

type Point = PowerCurve['points'][number];

/** What studies are usually planned for. */
export const wantedPower = 0.8;

const width = 520;
const height = 300;
const edge = { left: 62, right: 18, top: 16, bottom: 52 };

/** Power against sample size, with the band of its Monte Carlo error; the planned sample as an upright line. */
export function PowerChart({ points, planned, labelledBy }: { readonly points: readonly Point[]; readonly planned: number; readonly labelledBy: string }) {
  const sizes = points.map(({ sampleSize }) => sampleSize);
  if (sizes.length === 0) return null;
  const most = Math.max(...sizes, planned) * 1.04;
  const x = linearScale([0, most], [edge.left, width - edge.right]);
  const y = linearScale([0, 1], [height - edge.bottom, edge.top]);
  const place = (size: number, power: number): string => `${x(size).toFixed(1)},${y(power).toFixed(1)}`;
  const band = [...points.map(({ sampleSize, high }) => place(sampleSize, high)), ...points.toReversed().map(({ sampleSize, low }) => place(sampleSize, low))];
  const plannedLeft = x(planned) > width * 0.7;
  // Where the curve is not.
  const nearest = points.reduce((one, other) => (Math.abs(other.sampleSize - planned) < Math.abs(one.sampleSize - planned) ? other : one), points[0] as Point);
  const labelAt = nearest.power > 0.5 ? height - edge.bottom - 8 : edge.top + 12;
  return (
    <svg className="power-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={labelledBy}>
      {[0, 0.2, 0.4, 0.6, 0.8, 1].map((power) => (
        <g key={power}>
          <line className={power === wantedPower ? 'power-wanted' : 'power-grid-line'} x1={edge.left} x2={width - edge.right} y1={y(power)} y2={y(power)} />
          <text className="power-tick" x={edge.left - 8} y={y(power)} dy="0.35em" textAnchor="end">
            {percent(power)}
          </text>
        </g>
      ))}
      {roundTicks(0, most, 6).map((size) => (
        <g key={size}>
          <line className="power-tick-mark" x1={x(size)} x2={x(size)} y1={height - edge.bottom} y2={height - edge.bottom + 5} />
          <text className="power-tick" x={x(size)} y={height - edge.bottom + 20} textAnchor="middle">
            {message('design.number', { value: size })}
          </text>
        </g>
      ))}
      <line className="power-planned" x1={x(planned)} x2={x(planned)} y1={edge.top} y2={height - edge.bottom} />
      <text className="power-label" x={x(planned) + (plannedLeft ? -6 : 6)} y={labelAt} textAnchor={plannedLeft ? 'end' : 'start'}>
        {message('design.rehearsal.chart.planned', { planned })}
      </text>
      <polygon className="power-band" points={band.join(' ')} />
      <polyline className="power-line" points={points.map(({ sampleSize, power }) => place(sampleSize, power)).join(' ')} />
      {points.map(({ sampleSize, power }) => (
        <circle key={sampleSize} className="power-point" cx={x(sampleSize)} cy={y(power)} r={3.5} />
      ))}
      <text className="power-axis" x={(edge.left + width - edge.right) / 2} y={height - 8} textAnchor="middle">
        {message('design.rehearsal.chart.size')}
      </text>
      <text className="power-axis" transform={`translate(15 ${(edge.top + height - edge.bottom) / 2}) rotate(-90)`} textAnchor="middle">
        {message('design.rehearsal.chart.power')}
      </text>
    </svg>
  );
}
