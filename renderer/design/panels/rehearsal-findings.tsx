import { useId } from 'react';
import type { RehearsalResult } from '../../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { message } from '../../ui/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { VerdictLine } from './balance-table.tsx';
import { verdictOf, type CountedTable } from './balance-verdict.ts';
import { namesIn } from './balance-words.ts';
import { decimal } from '../../ui/figures.ts';
import { PowerPart } from './power-part.tsx';
import { RangeMark } from './range-marks.tsx';

/** What a rehearsal found, in the order of its four questions. Marked as no data wherever it stands. */
export function RehearsalFindings({ study, result, when }: { readonly study: Study; readonly result: RehearsalResult; readonly when: string }) {
  return (
    <section className="rehearsal-result" aria-label={message('design.rehearsal.result')}>
      <div className="rehearsal-result-head">
        <h3>{message('design.rehearsal.result.of', { when, participants: result.participants })}</h3>
        <span className="rehearsal-mark">{message('design.rehearsal.mark')}</span>
      </div>
      <PathPart result={result} />
      <LengthPart result={result} />
      <BalancePart study={study} result={result} />
      <PowerPart power={result.power} nameOf={(armId) => study.arms.find((arm) => arm.id === armId)?.name ?? armId} />
    </section>
  );
}

function PathPart({ result }: { readonly result: RehearsalResult }) {
  const { complete, leftEarly, failed, failures, stages } = result.paths;
  const id = useId();
  return (
    <section className="panel-part">
      <h4>{message('design.rehearsal.paths')}</h4>
      <dl className="panel-figures">
        {([['complete', complete], ['left', leftEarly], ['failed', failed]] as const).map(([name, count]) => (
          <div className="card" key={name}>
            <dt>{message(`design.rehearsal.paths.${name}`)}</dt>
            <dd>{message('design.number', { value: count })}</dd>
          </div>
        ))}
      </dl>
      {failed === 0 ? (
        <p>{message('design.rehearsal.paths.fine')}</p>
      ) : (
        <Notice tone="attention">
          <p>{message('design.rehearsal.paths.fault', { failed })}</p>
          <ul className="panel-list">
            {failures.map(({ participantCode, sessionNumber, stageId, reason }) => (
              <li key={participantCode}>{message('design.rehearsal.failure', { participant: participantCode, session: sessionNumber, stage: titleOf(result, stageId), reason })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {!result.storage.sound && <Notice tone="danger">{message('design.rehearsal.unsound', { findings: result.storage.findings.join('; ') })}</Notice>}
      <details className="panel-more">
        <summary>{message('design.rehearsal.stages')}</summary>
        <div className="card panel-scroll" role="region" aria-labelledby={id} tabIndex={0}>
          <table className="table">
            <caption className="hidden-but-read" id={id}>
              {message('design.rehearsal.stages')}
            </caption>
            <thead>
              <tr>
                <th scope="col">{message('design.rehearsal.session')}</th>
                <th scope="col">{message('design.rehearsal.stage')}</th>
                <th scope="col">{message('design.rehearsal.reached')}</th>
                <th scope="col">{message('design.rehearsal.finished')}</th>
              </tr>
            </thead>
            <tbody>
              {stages.map(({ sessionNumber, title, reached, finished }, step) => (
                <tr key={step}>
                  <td className="number">{sessionNumber}</td>
                  <th scope="row">{title}</th>
                  <td className="number">{reached}</td>
                  <td className="number">{finished}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function titleOf({ paths }: RehearsalResult, stageId: string): string {
  return paths.stages.find((stage) => stage.stageId === stageId)?.title ?? stageId;
}

function LengthPart({ result }: { readonly result: RehearsalResult }) {
  const id = useId();
  const most = Math.max(...result.sessions.flatMap(({ ninetiethPercentile, expectedMinutes }) => [(ninetiethPercentile ?? 0) / 60, expectedMinutes])) * 1.08;
  const minutes = (seconds: number | null): string => (seconds === null ? '–' : decimal(seconds / 60, 0));
  return (
    <section className="panel-part">
      <h4 id={id}>{message('design.rehearsal.length')}</h4>
      <p className="quiet">{message('design.rehearsal.length.about')}</p>
      <div className="card panel-scroll" role="region" aria-labelledby={id} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('design.rehearsal.session')}</th>
              <th scope="col">{message('design.rehearsal.expected')}</th>
              <th scope="col">{message('design.rehearsal.tenth')}</th>
              <th scope="col">{message('design.rehearsal.median')}</th>
              <th scope="col">{message('design.rehearsal.ninetieth')}</th>
              <th scope="col">{message('design.rehearsal.picture')}</th>
            </tr>
          </thead>
          <tbody>
            {result.sessions.map(({ sessionNumber, title, expectedMinutes, tenthPercentile: low, median, ninetiethPercentile: high }) => (
              <tr key={sessionNumber}>
                <th scope="row">{title}</th>
                <td className="number">{decimal(expectedMinutes, 0)}</td>
                <td className="number">{minutes(low)}</td>
                <td className="number">{minutes(median)}</td>
                <td className="number">{minutes(high)}</td>
                <td>
                  {median !== null && (
                    <RangeMark
                      range={{ low: low === null ? null : low / 60, middle: median / 60, high: high === null ? null : high / 60 }}
                      from={0}
                      to={most}
                      reference={expectedMinutes}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function BalancePart({ study, result }: { readonly study: Study; readonly result: RehearsalResult }) {
  const nameOf = namesIn(study);
  const strata = study.allocation.strata?.values.length ?? 1;
  // Written by our own rehearsal out of the same tables; the file keeps their names as plain text.
  const dealt = result.balance.planned as readonly CountedTable[];
  const held = result.balance.tables as readonly CountedTable[];
  const isEven = (table: CountedTable): boolean => verdictOf(table) === 'balanced';
  const uneven = dealt.filter((table) => !isEven(table));
  return (
    <section className="panel-part">
      <h4>{message('design.rehearsal.balance')}</h4>
      <p>
        {message('design.rehearsal.balance.about', {
          participants: result.participants,
          even: dealt.length - uneven.length,
          of: dealt.length,
          held: held.filter(isEven).length,
        })}
      </p>
      {uneven.length > 0 && (
        <details className="panel-more">
          <summary>{message('design.rehearsal.balance.uneven', { count: uneven.length })}</summary>
          <ul className="rehearsal-uneven">
            {uneven.map((table) => (
              <li key={`${table.stageIds.join()} ${table.table}`}>
                <strong>
                  {message('design.rehearsal.balance.table', {
                    stage: table.stageIds.map((id) => nameOf('stage', id)).join(' · '),
                    table: message(`design.allocation.table.${table.table}`),
                  })}
                </strong>
                <VerdictLine counted={table} participants={result.participants} strata={strata} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
