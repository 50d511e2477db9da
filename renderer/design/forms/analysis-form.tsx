import type { AnalysisPlan } from '../../../shared/study/plans.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import type { Option } from '../../ui/field.tsx';
import { SelectInput } from './choice-inputs.tsx';
import { useEditing } from './form-context.ts';
import { FormPart } from './form-field.tsx';
import { formWords } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { ListEditor } from './list-editor.tsx';
import { sheetsOf, trialStagesUnderStudy } from './new-members.ts';
import { NumberInput } from './number-input.tsx';
import { TextBox, TextInput } from './text-inputs.tsx';
import { uniqueId } from './unique-id.ts';

type Contrast = AnalysisPlan['contrasts'][number];
type Exclusion = AnalysisPlan['exclusions'][number];

/** What will be computed, said before there is anything to compute. */
export function AnalysisForm() {
  const { study } = useEditing();
  return (
    <>
      <FormPart name="part.sample">
        <NumberInput at={['analysis', 'plannedParticipants']} name="analysis.participants" width="half" unit="unit.participants" />
        <NumberInput at={['analysis', 'significance']} name="analysis.significance" width="half" />
        <SelectInput
          at={['analysis', 'primaryOutcome']}
          name="analysis.outcome"
          none="analysis.outcome.none"
          within
          options={outcomesOf(study)}
          read={optionOfOutcome}
          write={outcomeOfOption}
        />
      </FormPart>
      <FormPart name="part.contrasts">
        <Contrasts study={study} />
      </FormPart>
      <FormPart name="part.exclusions">
        <Exclusions study={study} />
      </FormPart>
      <FormPart name="part.notes">
        <TextBox at={['analysis', 'notes']} name="analysis.notes" />
      </FormPart>
    </>
  );
}

function Contrasts({ study }: { readonly study: Study }) {
  const ids = study.analysis.contrasts.map((contrast) => contrast.id);
  const arms = study.arms.map((arm) => ({ value: arm.id, label: arm.name || arm.id }));
  return (
    <ListEditor<Contrast>
      at={['analysis', 'contrasts']}
      name="contrasts"
      hideLabel
      add="contrasts.add"
      look="folded"
      detailOf={(contrast) => formWords(`expectation.${contrast.expectation}`)}
      create={() => newContrast(study, ids)}
      titleOf={(contrast) => formWords('contrast.title', { first: nameOf(arms, contrast.first), second: nameOf(arms, contrast.second) })}
    >
      {(path, contrast) => (
        <>
          <SelectInput at={[...path, 'first']} name="contrast.first" width="half" options={arms} />
          <SelectInput at={[...path, 'second']} name="contrast.second" width="half" options={arms} />
          <SelectInput
            at={[...path, 'expectation']}
            name="contrast.expectation"
            width="half"
            options={(['different', 'first-better', 'equivalent'] as const).map((value) => ({ value, label: formWords(`expectation.${value}`) }))}
          />
          <IdentifierInput at={[...path, 'id']} taken={ids} width="half" hideHelp />
          {(contrast.expectation === 'equivalent' || contrast.margin !== null) && (
            <NumberInput at={[...path, 'margin']} name="contrast.margin" empty="null" />
          )}
        </>
      )}
    </ListEditor>
  );
}

function newContrast({ arms, analysis }: Study, ids: readonly string[]): Contrast {
  const pairs = arms.flatMap((first, index) => arms.slice(index + 1).map((second) => ({ first: first.id, second: second.id })));
  const planned = new Set(analysis.contrasts.map(({ first, second }) => [first, second].sort().join(' ')));
  const pair = pairs.find(({ first, second }) => !planned.has([first, second].sort().join(' '))) ?? pairs[0];
  const only = arms[0]?.id ?? '';
  return { id: uniqueId('contrast', ids), first: pair?.first ?? only, second: pair?.second ?? only, expectation: 'different', margin: null };
}

function Exclusions({ study }: { readonly study: Study }) {
  const ids = study.analysis.exclusions.map((exclusion) => exclusion.id);
  return (
    <ListEditor<Exclusion>
      at={['analysis', 'exclusions']}
      name="exclusions"
      hideLabel
      add="exclusions.add"
      look="folded"
      detailOf={detailOfExclusion}
      create={() => ({ id: uniqueId('exclusion', ids), description: formWords('new.exclusion'), rule: 'described', value: null })}
      titleOf={(exclusion) => exclusion.description || exclusion.id}
    >
      {(path, exclusion) => (
        <>
          <TextInput at={[...path, 'description']} name="exclusion.description" />
          <SelectInput
            at={[...path, 'rule']}
            name="exclusion.rule"
            width="two-thirds"
            options={rules.map((rule) => ({ value: rule, label: formWords(`rule.${rule}`) }))}
          />
          {exclusion.rule !== 'described' || exclusion.value !== null ? (
            <NumberInput at={[...path, 'value']} name="exclusion.value" width="third" empty="null" />
          ) : null}
          <IdentifierInput at={[...path, 'id']} taken={ids} width="half" hideHelp />
        </>
      )}
    </ListEditor>
  );
}

const rules: readonly Exclusion['rule'][] = ['described', 'fewer-conversations-than', 'fewer-turns-than', 'judged-faster-than-seconds'];

function detailOfExclusion({ rule, value }: Exclusion): string {
  return rule === 'described' || value === null ? formWords(`rule.${rule}`) : formWords('exclusion.detail', { rule: formWords(`rule.${rule}`), value });
}

function nameOf(arms: readonly Option[], id: string): string {
  return arms.find((arm) => arm.value === id)?.label ?? id;
}

/** Every judgement of the conversations under study; which of them can decide, the problems say. */
function outcomesOf(study: Study): readonly Option[] {
  return trialStagesUnderStudy(study).flatMap((stage) =>
    sheetsOf(stage)
      .flatMap((sheet) => sheet.judgements)
      .map((judgement) => ({
        value: optionOf(stage.id, judgement.id),
        label: formWords('outcome.option', { stage: stage.title, judgement: judgement.question, id: judgement.id }),
      })),
  );
}

function optionOf(stageId: string, judgementId: string): string {
  return `${stageId}/${judgementId}`;
}

function optionOfOutcome(value: unknown): string | null {
  const outcome = value as AnalysisPlan['primaryOutcome'];
  return outcome === null ? null : optionOf(outcome.stageId, outcome.judgementId);
}

function outcomeOfOption(option: string | null): AnalysisPlan['primaryOutcome'] {
  const [stageId, judgementId] = (option ?? '').split('/');
  return stageId === undefined || judgementId === undefined ? null : { stageId, judgementId };
}

