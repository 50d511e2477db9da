import { useId } from 'react';
import type { PowerCurve, RehearsalResult } from '../../../shared/rehearsal/rehearsal.ts';
import { message } from '../../ui/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { percent } from '../../ui/figures.ts';
import { PowerChart, wantedPower } from './power-chart.tsx';

/** Would the planned sample find it: a curve for every contrast, its numbers below. */
export function PowerPart({ power, nameOf }: { readonly power: RehearsalResult['power']; readonly nameOf: (armId: string) => string }) {
  return (
    <section className="panel-part">
      <h4>{message('design.rehearsal.power')}</h4>
      {power.obstacle !== null && <Notice>{message(`design.rehearsal.obstacle.${power.obstacle}`)}</Notice>}
      <div className="power-grid">
        {power.curves.map((curve) => (
          <Curve key={`${curve.first} ${curve.second} ${curve.expectation}`} curve={curve} planned={power.plannedParticipants} nameOf={nameOf} />
        ))}
      </div>
    </section>
  );
}

function Curve({ curve, planned, nameOf }: { readonly curve: PowerCurve; readonly planned: number; readonly nameOf: (armId: string) => string }) {
  const id = useId();
  const points = [...curve.points].sort((one, other) => one.sampleSize - other.sampleSize);
  const atPlan = points.find(({ sampleSize }) => sampleSize === planned);
  const enough = points.find((point) => point.power >= wantedPower);
  return (
    <div className="card power-curve">
      <h5 id={id}>{message(`design.rehearsal.contrast.${curve.expectation}`, { first: nameOf(curve.first), second: nameOf(curve.second) })}</h5>
      <p>
        {atPlan === undefined
          ? message('design.rehearsal.power.no-plan', { planned })
          : message('design.rehearsal.power.planned', { planned, power: percent(atPlan.power), low: percent(atPlan.low), high: percent(atPlan.high) })}{' '}
        {enough === undefined
          ? message('design.rehearsal.power.not-enough')
          : message('design.rehearsal.power.enough', { size: enough.sampleSize })}
      </p>
      <PowerChart points={points} planned={planned} labelledBy={id} />
      <details className="panel-more">
        <summary>{message('design.rehearsal.power.table')}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('design.rehearsal.sample')}</th>
              <th scope="col">{message('design.rehearsal.power')}</th>
              <th scope="col">{message('design.rehearsal.error')}</th>
              <th scope="col">{message('design.blinding.interval')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ sampleSize, power, standardError, low, high }) => (
              <tr key={sampleSize}>
                <th scope="row">{message('design.number', { value: sampleSize })}</th>
                <td className="number">{percent(power, 1)}</td>
                <td className="number">{percent(standardError, 1)}</td>
                <td className="number">{message('design.blinding.range', { low: percent(low, 1), high: percent(high, 1) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p className="quiet">{message('design.rehearsal.power.note', { level: decimalLevel(curve.significance), runs: points[0]?.runs ?? 0 })}</p>
    </div>
  );
}

function decimalLevel(level: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || 'en', { maximumSignificantDigits: 3 }).format(level);
}
