import type { Judgement } from '../../../shared/study/judgements.ts';
import type { ProblemPath } from '../../../shared/study/problem.ts';
import { CheckInput, SelectInput } from './choice-inputs.tsx';
import { formWords } from './form-words.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { LinesInput } from './lines-input.tsx';
import { NumberInput } from './number-input.tsx';
import { withJudgementRenamed } from './renaming.ts';
import { TextBox, TextInput } from './text-inputs.tsx';
import { ValuesEditor } from './values-editor.tsx';

/** A judgement: what all kinds have, then what its own kind has. */
export function JudgementFields({
  at,
  stageId,
  taken,
  judgement,
}: {
  readonly at: ProblemPath;
  readonly stageId: string;
  /** Ids of all judgements of the stage. */
  readonly taken: readonly string[];
  readonly judgement: Judgement;
}) {
  return (
    <>
      <TextBox at={[...at, 'question']} name="judgement.question" size="line" />
      <TextBox at={[...at, 'help']} name="help" size="line" />
      <KindFields at={at} judgement={judgement} />
      <CheckInput at={[...at, 'required']} name="required" width="half" />
      <IdentifierInput
        at={[...at, 'id']}
        width="half"
        hideHelp
        taken={taken}
        renamed={(study, from, to) => withJudgementRenamed(study, stageId, from, to)}
      />
    </>
  );
}

function KindFields({ at, judgement }: { readonly at: ProblemPath; readonly judgement: Judgement }) {
  switch (judgement.kind) {
    case 'slider':
      return (
        <>
          <Ends at={at} low="low" high="high" />
          <Subject at={at} />
          <NotApplicable at={at} />
          <CheckInput at={[...at, 'mustMove']} name="slider.must-move" />
          <CheckInput at={[...at, 'showNumber']} name="slider.show-number" width="half" />
        </>
      );
    case 'likert':
      return (
        <>
          <LinesInput at={[...at, 'points']} name="likert.points" />
          <Subject at={at} />
          <NotApplicable at={at} />
        </>
      );
    case 'choice':
      return (
        <>
          <LinesInput at={[...at, 'strengths']} name="choice.strengths" />
          <TextInput at={[...at, 'tie']} name="choice.tie" empty="null" width="half" />
        </>
      );
    case 'ranking':
      return (
        <>
          <Ends at={at} low="best" high="worst" />
          <CheckInput at={[...at, 'ties']} name="ranking.ties" />
        </>
      );
    case 'attributes':
      return (
        <>
          <Ends at={at} low="low" high="high" />
          <Subject at={at} />
          <NotApplicable at={at} />
          <ValuesEditor at={[...at, 'items']} name="attributes.items" add="attributes.items.add" valueKey="id" stem="item" minimum={1} withHelp />
        </>
      );
    case 'text':
      return (
        <>
          <ValuesEditor at={[...at, 'boxes']} name="text.boxes" add="text.boxes.add" valueKey="id" stem="box" minimum={1} maximum={4} />
          <NumberInput at={[...at, 'minimumCharacters']} name="text.minimum" unit="unit.characters" width="half" />
          <NumberInput at={[...at, 'maximumCharacters']} name="text.maximum" unit="unit.characters" width="half" />
        </>
      );
  }
}

function Ends({ at, low, high }: { readonly at: ProblemPath; readonly low: 'low' | 'best'; readonly high: 'high' | 'worst' }) {
  return (
    <>
      <TextInput at={[...at, low]} name={`ends.${low}`} width="half" />
      <TextInput at={[...at, high]} name={`ends.${high}`} width="half" />
    </>
  );
}

function Subject({ at }: { readonly at: ProblemPath }) {
  return (
    <SelectInput
      at={[...at, 'of']}
      name="subject"
      width="half"
      options={(['each-slot', 'preferred', 'conversation'] as const).map((of) => ({ value: of, label: formWords(`subject.${of}`) }))}
    />
  );
}

function NotApplicable({ at }: { readonly at: ProblemPath }) {
  return <TextInput at={[...at, 'notApplicable']} name="not-applicable" empty="null" width="half" />;
}
