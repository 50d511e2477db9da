import { slotLabels } from '../../../shared/session/events.ts';
import { armsOfStage, stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';
import type { BalanceTableName } from '../../../shared/allocation/balance.ts';
import { message } from '../../ui/messages.ts';
import { balancingSamples, neededMultiple, type CountedTable } from './balance-verdict.ts';

type Axis = 'arm' | 'arm-left' | 'arm-right' | 'before' | 'after' | 'slot' | 'slot-before' | 'slot-after' | 'place' | 'type' | 'type-before' | 'type-after' | 'stage';

/** What stands at the side of a table, and what above it. */
export const axes: Readonly<Record<BalanceTableName, readonly [Axis, Axis]>> = {
  'arm-slot': ['arm', 'slot'],
  'arm-order': ['arm', 'place'],
  pairs: ['arm', 'arm'],
  neighbours: ['arm-left', 'arm-right'],
  'carry-over': ['before', 'after'],
  'type-position': ['type', 'place'],
  'type-carry-over': ['type-before', 'type-after'],
  'type-arm': ['type', 'arm'],
  'repeat-position': ['stage', 'place'],
  'repeat-slot': ['slot-before', 'slot-after'],
};

export type NameOfLabel = (axis: Axis, label: string | number) => string;

/** The names that a study gives to what an allocation counts. */
export function namesIn(study: Study): NameOfLabel {
  const stages = stagesOf(study);
  const trials = stages.filter(isTrialStage);
  const arms = new Map([...study.arms, ...trials.flatMap((stage) => armsOfStage(study, stage))].map(({ id, name }) => [id, name]));
  const types = new Map(trials.flatMap((stage) => stage.conversations.types.map(({ id, label }) => [id, label] as const)));
  const titles = new Map(stages.map(({ id, title }) => [id, title]));
  const named = (names: ReadonlyMap<string, string>, id: string): string => {
    const name = names.get(id)?.trim();
    return name === undefined || name === '' ? id : name;
  };
  return (axis, label) => {
    if (axis.startsWith('slot')) return slotLabels[Number(label) - 1] ?? String(label);
    if (axis === 'place') return String(label);
    if (axis.startsWith('type')) return named(types, String(label));
    return named(axis === 'stage' ? titles : arms, String(label));
  };
}

/** Whether a table is balanced, and if not, why, and what would balance it. */
export function sentenceOfBalance(table: CountedTable, participants: number, strata: number): string {
  const { reason, spread, possibleSpread } = table;
  if (reason === null) return message('design.allocation.balanced');
  const values = { spread, possible: possibleSpread, ...reason };
  const why = message(`design.allocation.reason.${reason.code}`, values);
  const samples = balancingSamples(table, participants, strata);
  const multiple = neededMultiple(table, participants);
  if (multiple !== null) return `${why} ${message('design.allocation.multiple', { multiple })}`;
  if (samples === null) return why;
  return `${why} ${message('design.allocation.samples', { below: samples.below ?? 0, above: samples.above })}`;
}
