import type { BlindingReport } from '../../../shared/blinding/blinding-report.ts';
import { message } from '../../ui/messages.ts';
import { decimal, percent } from '../../ui/figures.ts';
import { RangeMark } from './range-marks.tsx';

/** Time from the reveal to the first rating, arm by arm: a difference could come from what arms look like. */
export function TimesPart({ report, nameOf }: { readonly report: BlindingReport; readonly nameOf: (armId: string) => string }) {
  const timed = report.judgementTimes.filter(({ n }) => n > 0);
  const most = Math.max(1, ...timed.map(({ upper }) => upper ?? 0)) * 1.1;
  const seconds = (milliseconds: number | null): string => (milliseconds === null ? '–' : decimal(milliseconds / 1000, 1));
  return (
    <section className="panel-part">
      <h3 id="blinding-times">{message('design.blinding.times')}</h3>
      <p className="quiet">{message('design.blinding.times.about')}</p>
      {timed.length === 0 ? (
        <p>{message('design.blinding.times.none')}</p>
      ) : (
        <div className="card panel-scroll" role="region" aria-labelledby="blinding-times" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('design.blinding.arm')}</th>
                <th scope="col">{message('design.blinding.judged')}</th>
                <th scope="col">{message('design.blinding.lower')}</th>
                <th scope="col">{message('design.blinding.median')}</th>
                <th scope="col">{message('design.blinding.upper')}</th>
                <th scope="col">{message('design.blinding.picture')}</th>
              </tr>
            </thead>
            <tbody>
              {timed.map(({ armId, n, lower, median, upper }) => (
                <tr key={armId}>
                  <th scope="row">{nameOf(armId)}</th>
                  <td className="number">{n}</td>
                  <td className="number">{seconds(lower)}</td>
                  <td className="number">{seconds(median)}</td>
                  <td className="number">{seconds(upper)}</td>
                  <td>{median !== null && <RangeMark range={{ low: lower, middle: median, high: upper }} from={0} to={most} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Passages that give an arm away, by kind, by what was done, and by arm. */
export function LeakPart({
  report,
  nameOf,
  scanned,
}: {
  readonly report: BlindingReport;
  readonly nameOf: (armId: string) => string;
  readonly scanned: number;
}) {
  const arms = report.repliesScanned;
  const kinds = [...new Map(report.leaks.map((leak) => [`${leak.category} ${leak.action}`, leak])).values()];
  const countOf = (armId: string, { category, action }: (typeof kinds)[number]): number =>
    report.leaks.find((leak) => leak.armId === armId && leak.category === category && leak.action === action)?.count ?? 0;
  return (
    <section className="panel-part">
      <h3 id="blinding-leaks">{message('design.blinding.leaks')}</h3>
      <p className="quiet">{message('design.blinding.leaks.about', { scanned })}</p>
      {kinds.length === 0 ? (
        <p>{message('design.blinding.leaks.none')}</p>
      ) : (
        <div className="card panel-scroll" role="region" aria-labelledby="blinding-leaks" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('design.blinding.leak.kind')}</th>
                <th scope="col">{message('design.blinding.leak.action')}</th>
                {arms.map(({ armId }) => (
                  <th scope="col" key={armId}>
                    {nameOf(armId)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {kinds.map((kind) => (
                <tr key={`${kind.category} ${kind.action}`}>
                  <th scope="row">{message(`design.blinding.category.${kind.category}`)}</th>
                  <td>{message(`design.blinding.action.${kind.action}`)}</td>
                  {arms.map(({ armId, count }) => {
                    const found = countOf(armId, kind);
                    return (
                      <td className="number" key={armId}>
                        {found === 0 ? '0' : message('design.blinding.leak.count', { found, share: percent(count === 0 ? 0 : found / count, 1) })}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
