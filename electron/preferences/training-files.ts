import type { TuningScope } from '../../shared/contract/data.ts';
import type { Profile } from '../../shared/people/participant.ts';
import { groupOf } from '../../shared/preferences/group-of.ts';
import { grouped } from '../../shared/preferences/grouped.ts';
import type { PreferencePair } from '../../shared/preferences/recipe.ts';
import { characters, promptLength } from '../../shared/preferences/summary.ts';
import { dpoText } from './format-files.ts';

/** What one model is trained on, as the service reads it: OpenAI's DPO lines. */
export interface TrainingFile {
  readonly scope: TuningScope;
  /** Whose words are in it. */
  readonly participants: readonly { readonly studyId: string; readonly participantCode: string }[];
  /** Pairs to train on: lines of `text`. */
  readonly pairs: number;
  /** Pairs of the train split, one a line; empty when there are none. */
  readonly text: string;
  /** Pairs of the test split of the same people; null when there are none. */
  readonly validationText: string | null;
  /** Of what is trained on, prompts and both replies together. */
  readonly characters: number;
}

/** One data set for everybody, one for each participant, or one for each value of a field of the profile. */
export type TrainingScope =
  | { readonly kind: 'pooled' }
  | { readonly kind: 'per-participant' }
  | { readonly kind: 'per-group'; readonly field: string };

/** Pairs as files, one for each model of a scope. Participants without a value of a field are in no group. */
export function trainingFilesOf(
  pairs: readonly PreferencePair[],
  scope: TrainingScope,
  profileOf: (studyId: string, participantCode: string) => Profile,
): readonly TrainingFile[] {
  if (scope.kind === 'pooled') return pairs.length === 0 ? [] : [trainingFile({ kind: 'pooled' }, pairs)];
  const groups = grouped(
    pairs.flatMap((pair): { pair: PreferencePair; scope: TuningScope }[] => {
      const { studyId, participantCode } = pair;
      if (scope.kind === 'per-participant') return [{ pair, scope: { kind: 'participant', studyId, participantCode } }];
      const value = groupOf(profileOf(studyId, participantCode), scope.field);
      return value === null ? [] : [{ pair, scope: { kind: 'group', studyId, field: scope.field, value } }];
    }),
    (each) => JSON.stringify(each.scope),
  );
  return [...groups.values()].flatMap((members) => (members[0] ? [trainingFile(members[0].scope, members.map(({ pair }) => pair))] : []));
}

function trainingFile(scope: TuningScope, pairs: readonly PreferencePair[]): TrainingFile {
  const train = pairs.filter(({ split }) => split === 'train');
  const test = pairs.filter(({ split }) => split === 'test');
  const people = grouped(pairs, ({ studyId, participantCode }) => `${studyId}/${participantCode}`);
  return {
    scope,
    participants: [...people.values()].flatMap(([first]) => (first ? [{ studyId: first.studyId, participantCode: first.participantCode }] : [])),
    pairs: train.length,
    text: dpoText(train),
    validationText: test.length === 0 ? null : dpoText(test),
    characters: train.reduce((sum, pair) => sum + promptLength(pair) + characters(pair.chosen) + characters(pair.rejected), 0),
  };
}
