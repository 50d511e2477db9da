import type { BlindingReport, GuessesAgainstChance, ResampledEstimate } from '../../../shared/blinding/blinding-report.ts';
import { message } from '../../ui/messages.ts';
import { decimal, percent, pValue } from '../../ui/figures.ts';
import { RangeMark } from './range-marks.tsx';

/** Right guesses of those that named a slot, against naming one at random; by sureness too. */
export function GuessPart({ report, sureWords }: { readonly report: BlindingReport; readonly sureWords: (value: string) => string }) {
  const { guesses, bySureness } = report;
  const rows = [
    { label: message('design.blinding.all-guesses'), ...guesses, interval: guesses.shareInterval ?? guesses.exactInterval },
    ...bySureness.map((each) => ({ label: sureWords(each.sure), ...each, interval: each.exactInterval })),
  ];
  return (
    <section className="panel-part">
      <h3 id="blinding-guesses">{message('design.blinding.guesses')}</h3>
      <p>{headline(guesses)}</p>
      <p className="quiet">
        {message('design.blinding.guesses.counts', {
          given: report.given,
          none: report.none,
          unscorable: report.unscorable,
          participants: report.participants,
        })}
      </p>
      <div className="card panel-scroll" role="region" aria-labelledby="blinding-guesses" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('design.blinding.how-sure')}</th>
              <th scope="col">{message('design.blinding.right')}</th>
              <th scope="col">{message('design.blinding.chance')}</th>
              <th scope="col">{message('design.blinding.share')}</th>
              <th scope="col">{message('design.blinding.interval')}</th>
              <th scope="col">{message('design.blinding.p')}</th>
              <th scope="col">{message('design.blinding.picture')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, right, named, expected, share, pValue: p, interval }, index) => (
              <tr key={index}>
                <th scope="row">{label}</th>
                <td className="number">{message('design.blinding.of', { count: right, of: named })}</td>
                <td className="number">{named === 0 ? '–' : percent(expected / named)}</td>
                <td className="number">{share === null ? '–' : percent(share)}</td>
                <td className="number">{interval === null ? '–' : range(percent(interval.low), percent(interval.high))}</td>
                <td className="number">{p === null ? '–' : pValue(p)}</td>
                <td>
                  {share !== null && (
                    <RangeMark
                      range={{ low: interval?.low ?? null, middle: share, high: interval?.high ?? null }}
                      from={0}
                      to={1}
                      reference={expected / named}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{message('design.blinding.guesses.note')}</p>
    </section>
  );
}

function headline({ named, right, expected, pValue: p }: GuessesAgainstChance): string {
  if (named === 0 || p === null) return message('design.blinding.headline.none');
  const key = p >= 0.05 ? 'chance' : right > expected ? 'above' : 'below';
  return message(`design.blinding.headline.${key}`, { right, named, expected: decimal(expected, 1), p: pValue(p) });
}

/** James' index of the whole, Bang's of every arm. */
export function IndexPart({ report, nameOf }: { readonly report: BlindingReport; readonly nameOf: (armId: string) => string }) {
  const { james, jamesChance, arms } = report;
  return (
    <section className="panel-part">
      <h3 id="blinding-indices">{message('design.blinding.indices')}</h3>
      <p>{message('design.blinding.james.about')}</p>
      {james === null ? (
        <p className="quiet">{message('design.blinding.james.none')}</p>
      ) : (
        <div className="card index-line">
          <strong>{message('design.blinding.james', { value: decimal(james.estimate) })}</strong>
          <span className="number">{intervalWords(james)}</span>
          {jamesChance !== null && <span className="quiet">{message('design.blinding.james.chance', { value: decimal(jamesChance) })}</span>}
          <RangeMark range={{ low: james.interval?.low ?? null, middle: james.estimate, high: james.interval?.high ?? null }} from={0} to={1} reference={jamesChance ?? 0.5} />
        </div>
      )}
      <p>{message('design.blinding.bang.about')}</p>
      <p>{message('design.blinding.above.about')}</p>
      <div className="card panel-scroll" role="region" aria-labelledby="blinding-indices" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('design.blinding.arm')}</th>
              <th scope="col">{message('design.blinding.units')}</th>
              <th scope="col">{message('design.blinding.right-wrong')}</th>
              <th scope="col">{message('design.blinding.bang')}</th>
              <th scope="col">{message('design.blinding.above')}</th>
              <th scope="col">{message('design.blinding.picture')}</th>
            </tr>
          </thead>
          <tbody>
            {arms.map(({ armId, units, counts, bang, aboveChance }) => (
              <tr key={armId}>
                <th scope="row">{nameOf(armId)}</th>
                <td className="number">{units}</td>
                <td className="number">{message('design.blinding.counts', { ...counts })}</td>
                <td className="number">{bang === null ? '–' : `${decimal(bang.estimate)} ${intervalWords(bang)}`}</td>
                <td className="number">{aboveChance === null ? '–' : `${decimal(aboveChance.estimate)} ${intervalWords(aboveChance)}`}</td>
                <td>
                  {aboveChance !== null && (
                    <RangeMark
                      range={{ low: aboveChance.interval?.low ?? null, middle: aboveChance.estimate, high: aboveChance.interval?.high ?? null }}
                      from={-1}
                      to={1}
                      reference={0}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        {report.resamples === 0 ? message('design.blinding.no-resamples') : message('design.blinding.resamples', { count: report.resamples, failed: report.failedResamples })}
      </p>
    </section>
  );
}

function intervalWords({ interval }: ResampledEstimate): string {
  return interval === null ? '' : `[${range(decimal(interval.low), decimal(interval.high))}]`;
}

function range(low: string, high: string): string {
  return message('design.blinding.range', { low, high });
}
