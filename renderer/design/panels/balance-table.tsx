import { useId, type CSSProperties } from 'react';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { message } from '../../ui/messages.ts';
import { verdictOf, type CountedTable } from './balance-verdict.ts';
import { axes, sentenceOfBalance, type NameOfLabel } from './balance-words.ts';

/** Counts as a picture: the number in every cell, darker for more, hatched where most, dotted where fewest. */
export function BalanceTablePicture({
  counted,
  nameOf,
  participants,
  strata,
}: {
  readonly counted: CountedTable;
  readonly nameOf: NameOfLabel;
  readonly participants: number;
  readonly strata: number;
}) {
  const id = useId();
  const { table, rowLabels, columnLabels, counts, spread } = counted;
  const [side, top] = axes[table];
  const cells = counts.flat().filter((count) => count !== null);
  const least = Math.min(...cells);
  const most = Math.max(...cells);
  const verdict = verdictOf(counted);
  return (
    <section className="card balance" data-table={table} data-verdict={verdict}>
      <div>
        <h4 id={id}>{message(`design.allocation.table.${table}`)}</h4>
        <p className="quiet">{message(`design.allocation.table.${table}.about`)}</p>
      </div>
      <div className="balance-scroll" role="region" aria-labelledby={id} tabIndex={0}>
        <table className="balance-table">
          <thead>
            <tr>
              <th scope="col" className="balance-corner">
                {message('design.allocation.corner', {
                  side: message(`design.allocation.axis.${side}`),
                  top: message(`design.allocation.axis.${top}`),
                })}
              </th>
              {columnLabels.map((label) => (
                <th scope="col" key={label}>
                  {nameOf(top, label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowLabels.map((label, row) => (
              <tr key={label}>
                <th scope="row">{nameOf(side, label)}</th>
                {columnLabels.map((column, place) => {
                  const count = counts[row]?.[place] ?? null;
                  if (count === null) return <td key={column} className="none" aria-label={message('design.allocation.no-count')} />;
                  const share = spread === 0 ? 0.4 : (count - least) / (most - least);
                  return (
                    <td
                      key={column}
                      className={classes(spread > 0 && count === most && 'most', spread > 0 && count === least && 'fewest')}
                      style={{ '--share': share } as CSSProperties}
                    >
                      <span>{count}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <VerdictLine counted={counted} participants={participants} strata={strata} />
    </section>
  );
}

/** One sentence on how even a table is, with a mark that does not rest on colour. */
export function VerdictLine({
  counted,
  participants,
  strata,
}: {
  readonly counted: CountedTable;
  readonly participants: number;
  readonly strata: number;
}) {
  const verdict = verdictOf(counted);
  return (
    <p className={classes('verdict', verdict)}>
      <Icon name={verdict === 'balanced' ? 'check' : verdict === 'unfinished' ? 'attention' : 'note'} size={18} />
      <span>{sentenceOfBalance(counted, participants, strata)}</span>
    </p>
  );
}
