import { armBlockLength } from '../../../shared/allocation/arm-block.ts';
import type { AllocationRow } from '../../../shared/allocation/list.ts';
import { slotLabels } from '../../../shared/session/events.ts';
import { slotCountOf, stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';
import { message } from '../../ui/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { BalanceTablePicture } from './balance-table.tsx';
import { verdictOf, type CountedTable, type Verdict } from './balance-verdict.ts';
import { namesIn, type NameOfLabel } from './balance-words.ts';
import type { DealtAllocation } from './dealt-allocation.ts';
import { useDealtAllocation } from './use-dealt-allocation.ts';
import './panels.css';
import './allocation-panel.css';

/** Rows that are shown; the tables count all of them. */
const listed = 40;

/** How the planned sample is dealt: what is balanced, what cannot be and why, and the beginning of the list. */
export function AllocationPanel({ study }: { readonly study: Study }) {
  const { dealt, busy } = useDealtAllocation(study, listed);
  return (
    <div className="panel" aria-busy={busy}>
      <header className="panel-head">
        <h2>{message('design.allocation.title')}</h2>
        <p className="quiet">{message('design.allocation.about', { seed: study.allocation.seed })}</p>
      </header>
      {dealt === null && <p role="status">{message('design.allocation.dealing')}</p>}
      {dealt?.ok === false && <Notice tone="attention">{message('design.allocation.impossible')}</Notice>}
      {dealt?.ok === true && <Dealt study={study} dealt={dealt} busy={busy} />}
    </div>
  );
}

type Done = Extract<DealtAllocation, { ok: true }>;

function Dealt({ study, dealt, busy }: { readonly study: Study; readonly dealt: Done; readonly busy: boolean }) {
  const nameOf = namesIn(study);
  const strata = study.allocation.strata?.values.length ?? 1;
  const practice = new Set(stagesOf(study).flatMap((stage) => (stage.kind === 'practice' ? [stage.id] : [])));
  const groups = groupsOf(dealt.tables);
  const ofPractice = groups.filter((group) => group.stageIds.every((id) => practice.has(id)));
  const others = groups.filter((group) => !ofPractice.includes(group));
  const uneven = dealt.participants.filter(({ spread, possibleSpread, stageIds }) => spread > possibleSpread && !stageIds.every((id) => practice.has(id)));
  const tables = others.flatMap((group) => group.tables);
  const shown = { nameOf, participants: dealt.total, strata };
  if (tables.length === 0 && ofPractice.length === 0) return <Notice>{message('design.allocation.nothing')}</Notice>;
  return (
    <>
      <Summary study={study} tables={tables} total={dealt.total} strata={strata} busy={busy} />
      <p className="quiet">{uneven.length === 0 ? message('design.allocation.within.even') : message('design.allocation.within.uneven')}</p>
      {others.map((group) => (
        <Group key={group.stageIds.join()} group={group} {...shown} />
      ))}
      {ofPractice.length > 0 && (
        <details className="panel-more">
          <summary>{message('design.allocation.practice')}</summary>
          {ofPractice.map((group) => (
            <Group key={group.stageIds.join()} group={group} {...shown} />
          ))}
        </details>
      )}
      <RowList rows={dealt.rows} total={dealt.total} nameOf={nameOf} practice={practice} />
    </>
  );
}

const verdicts: readonly Verdict[] = ['balanced', 'impossible', 'unfinished', 'near', 'meant'];

function Summary({
  study,
  tables,
  total,
  strata,
  busy,
}: {
  readonly study: Study;
  readonly tables: readonly CountedTable[];
  readonly total: number;
  readonly strata: number;
  readonly busy: boolean;
}) {
  const blocks = stagesOf(study)
    .filter(isTrialStage)
    .filter((stage) => stage.kind === 'conversations' && slotCountOf(study, stage) > 1)
    .map(() => armBlockLength(study.arms.length) * strata);
  const [block] = blocks;
  return (
    <>
      <dl className="panel-figures">
        <div className="card">
          <dt>{message('design.allocation.rows')}</dt>
          <dd>{message('design.number', { value: total })}</dd>
        </div>
        {verdicts.map((verdict) => {
          const count = tables.filter((table) => verdictOf(table) === verdict).length;
          return count === 0 ? null : (
            <div className="card" key={verdict}>
              <dt>{message(`design.allocation.verdict.${verdict}`)}</dt>
              <dd>{message('design.allocation.tables', { count })}</dd>
            </div>
          );
        })}
      </dl>
      {block !== undefined && <p>{message('design.allocation.block', { block })}</p>}
      {busy && <p role="status">{message('design.allocation.dealing')}</p>}
    </>
  );
}

interface TableGroup {
  readonly stageIds: readonly string[];
  readonly tables: readonly CountedTable[];
}

/** Tables of the same stages stand together. */
function groupsOf(tables: readonly CountedTable[]): readonly TableGroup[] {
  const keys = [...new Set(tables.map(({ stageIds }) => stageIds.join('\n')))];
  return keys.map((key) => ({ stageIds: key.split('\n'), tables: tables.filter(({ stageIds }) => stageIds.join('\n') === key) }));
}

function Group({
  group,
  nameOf,
  participants,
  strata,
}: {
  readonly group: TableGroup;
  readonly nameOf: NameOfLabel;
  readonly participants: number;
  readonly strata: number;
}) {
  return (
    <section className="panel-part">
      <h3>{group.stageIds.map((id) => nameOf('stage', id)).join(' · ')}</h3>
      <div className="balance-grid">
        {group.tables.map((table) => (
          <BalanceTablePicture key={table.table} counted={table} nameOf={nameOf} participants={participants} strata={strata} />
        ))}
      </div>
    </section>
  );
}

/** The beginning of the list, row by row. */
function RowList({
  rows,
  total,
  nameOf,
  practice,
}: {
  readonly rows: readonly AllocationRow[];
  readonly total: number;
  readonly nameOf: NameOfLabel;
  readonly practice: ReadonlySet<string>;
}) {
  const first = rows[0];
  if (first === undefined) return null;
  const columns = first.conversations.filter(({ stageId }) => !practice.has(stageId));
  return (
    <section className="panel-part">
      <h3 id="allocation-rows">{message('design.allocation.list')}</h3>
      <p className="quiet">{message('design.allocation.list.about', { shown: rows.length, total })}</p>
      <div className="card row-list" role="region" aria-labelledby="allocation-rows" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('design.allocation.row')}</th>
              {columns.map(({ stageId, position }) => (
                <th scope="col" key={`${stageId} ${position}`}>
                  {message('design.allocation.conversation', { stage: nameOf('stage', stageId), number: position })}
                </th>
              ))}
              {first.repeats.map(({ stageId, position }) => (
                <th scope="col" key={`${stageId} ${position}`}>
                  {message('design.allocation.conversation', { stage: nameOf('stage', stageId), number: position })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.id}</th>
                {row.conversations
                  .filter(({ stageId }) => !practice.has(stageId))
                  .map(({ stageId, position, typeId, armIds }) => (
                    <td key={`${stageId} ${position}`}>
                      <span className="row-type">{typeId === null ? message('design.allocation.picked') : nameOf('type', typeId)}</span>
                      <Slots armIds={armIds} nameOf={nameOf} />
                    </td>
                  ))}
                {row.repeats.map(({ stageId, position, ofPosition, armIds }) => (
                  <td key={`${stageId} ${position}`}>
                    <span className="row-type">{message('design.allocation.again', { number: ofPosition })}</span>
                    <Slots armIds={armIds} nameOf={nameOf} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Slots({ armIds, nameOf }: { readonly armIds: readonly string[]; readonly nameOf: NameOfLabel }) {
  return (
    <ol className="row-slots">
      {armIds.map((armId, place) => (
        <li key={armId}>
          <b>{slotLabels[place]}</b> {nameOf('arm', armId)}
        </li>
      ))}
    </ol>
  );
}
