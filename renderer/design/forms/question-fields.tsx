import type { ProblemPath } from '../../../shared/study/problem.ts';
import { CheckInput, SelectInput } from './choice-inputs.tsx';
import { formWords } from './form-words.ts';
import { choiceKeys, sliderKeys } from './lines.ts';
import { ChoicesInput } from './lines-input.tsx';
import { NumberInput } from './number-input.tsx';
import { questionKindOf, type QuestionKind } from './question-kinds.ts';
import type { SurveyPart } from './survey-pages.ts';
import { TextBox, TextInput } from './text-inputs.tsx';

/** A question of a questionnaire: what all types have, and what the common ones have besides. */
export function QuestionFields({ at, question }: { readonly at: ProblemPath; readonly question: SurveyPart }) {
  const kind = questionKindOf(question);
  if (kind === 'html') return <TextBetween at={at} />;
  return (
    <>
      <TextBox at={[...at, 'title']} name="question.title" size="line" empty="absent" />
      <TextInput at={[...at, 'name']} name="question.name" width="half" code />
      {kind !== null && <CheckInput at={[...at, 'isRequired']} name="required" width="half" off={undefined} />}
      {kind === null ? (
        <p className="form-field whole quiet">{formWords('question.other')}</p>
      ) : (
        <>
          <TextBox at={[...at, 'description']} name="question.description" size="line" empty="absent" />
          <KindFields at={at} kind={kind} />
        </>
      )}
      <TextInput at={[...at, 'visibleIf']} name="question.visible-if" empty="absent" code />
    </>
  );
}

/** A text among questions. The form library calls it HTML; here it holds Markdown. */
function TextBetween({ at }: { readonly at: ProblemPath }) {
  return (
    <>
      <TextBox at={[...at, 'html']} name="markdown" />
      <TextInput at={[...at, 'name']} name="question.name" width="half" code hideHelp />
      <TextInput at={[...at, 'visibleIf']} name="question.visible-if" empty="absent" code />
    </>
  );
}

function KindFields({ at, kind }: { readonly at: ProblemPath; readonly kind: Exclude<QuestionKind, 'html'> }) {
  switch (kind) {
    case 'radiogroup':
      return (
        <>
          <Choices at={at} />
          <CheckInput at={[...at, 'showOtherItem']} name="question.other-item" width="half" off={undefined} />
        </>
      );
    case 'checkbox':
      return (
        <>
          <Choices at={at} />
          <CheckInput at={[...at, 'showOtherItem']} name="question.other-item" width="half" off={undefined} />
          <NumberInput at={[...at, 'minSelectedChoices']} name="question.at-least" width="half" empty="absent" placeholder="none" />
          <NumberInput at={[...at, 'maxSelectedChoices']} name="question.at-most" width="half" empty="absent" placeholder="none" />
        </>
      );
    case 'ranking':
      return <Choices at={at} />;
    case 'rating':
      return (
        <>
          <NumberInput at={[...at, 'rateMin']} name="question.rate-minimum" width="half" empty="absent" placeholder="one" />
          <NumberInput at={[...at, 'rateMax']} name="question.rate-maximum" width="half" empty="absent" placeholder="five" />
          <TextInput at={[...at, 'minRateDescription']} name="ends.low" width="half" empty="absent" />
          <TextInput at={[...at, 'maxRateDescription']} name="ends.high" width="half" empty="absent" />
        </>
      );
    case 'text':
      return (
        <>
          <SelectInput
            at={[...at, 'inputType']}
            name="question.input-type"
            width="half"
            options={inputTypes.map((type) => ({ value: type, label: formWords(`input-type.${type}`) }))}
            read={(value) => (typeof value === 'string' ? value : 'text')}
            write={(type) => (type === 'text' ? undefined : type)}
          />
          <NumberInput at={[...at, 'maxLength']} name="question.longest" width="half" unit="unit.characters" empty="absent" placeholder="none" />
        </>
      );
    case 'comment':
      return (
        <>
          <NumberInput at={[...at, 'rows']} name="question.rows" width="half" unit="unit.lines" empty="absent" placeholder="four" />
          <NumberInput at={[...at, 'maxLength']} name="question.longest" width="half" unit="unit.characters" empty="absent" placeholder="none" />
        </>
      );
    case 'boolean':
      return (
        <>
          <TextInput at={[...at, 'labelTrue']} name="question.yes" width="half" empty="absent" />
          <TextInput at={[...at, 'labelFalse']} name="question.no" width="half" empty="absent" />
        </>
      );
    case 'sliderbattery':
      return (
        <>
          <ChoicesInput at={[...at, 'sliders']} name="question.sliders" keys={sliderKeys} />
          <TextInput at={[...at, 'low']} name="ends.low" width="half" empty="absent" />
          <TextInput at={[...at, 'high']} name="ends.high" width="half" empty="absent" />
          <TextInput at={[...at, 'notApplicable']} name="not-applicable" width="half" empty="absent" />
          <SelectInput
            at={[...at, 'minimum']}
            name="question.battery-minimum"
            width="half"
            options={[
              { value: '1', label: formWords('battery.from-1') },
              { value: '0', label: formWords('battery.from-0') },
            ]}
            read={(value) => (value === 0 ? '0' : '1')}
            write={(value) => (value === '0' ? 0 : undefined)}
          />
          <CheckInput at={[...at, 'slidersOrder']} name="question.shuffle-sliders" width="half" on="random" off={undefined} />
          <CheckInput at={[...at, 'showValue']} name="slider.show-number" width="half" off={undefined} />
        </>
      );
  }
}

const inputTypes = ['text', 'number', 'date', 'email', 'time'] as const;

function Choices({ at }: { readonly at: ProblemPath }) {
  return (
    <>
      <ChoicesInput at={[...at, 'choices']} name="question.choices" keys={choiceKeys} />
      <CheckInput at={[...at, 'choicesOrder']} name="question.shuffle" width="half" on="random" off={undefined} />
    </>
  );
}
