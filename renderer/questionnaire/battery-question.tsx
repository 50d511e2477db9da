import type { ReactNode } from 'react';
import { ReactQuestionFactory, SurveyQuestionElementBase } from 'survey-react-ui';
import { notApplicable, sliderBatteryType, type BatterySlider, type BatteryValue, type SliderBattery } from '../../shared/questionnaire/slider-battery.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { Slider } from '../ui/slider.tsx';

type LineValue = number | typeof notApplicable;

/** Our question type with the app's own sliders: no marker before an answer, the number hidden. */
class BatteryQuestion extends SurveyQuestionElementBase {
  protected override renderElement(): React.JSX.Element {
    const question = this.questionBase as unknown as SliderBattery;
    const given = (question.isEmpty() ? {} : question.value) as BatteryValue;
    const set = (id: string, value: LineValue | undefined) => {
      const { [id]: _, ...rest } = given;
      const next = value === undefined ? rest : { ...rest, [id]: value };
      question.value = Object.keys(next).length === 0 ? undefined : next;
    };
    return (
      <div className="questionnaire-sliders">
        {question.slidersInOrder.map((slider) => (
          <div className="questionnaire-slider" key={slider.id} data-slider={slider.id} data-slider-row="">
            <div className="questionnaire-slider-words">
              <span className="questionnaire-slider-label">{slider.label}</span>
              {slider.help !== '' && <span className="field-help">{slider.help}</span>}
            </div>
            <BatteryLine question={question} slider={slider} value={given[slider.id]} onSet={(value) => set(slider.id, value)} />
          </div>
        ))}
      </div>
    );
  }
}

function BatteryLine({
  question,
  slider,
  value,
  onSet,
}: {
  readonly question: SliderBattery;
  readonly slider: BatterySlider;
  readonly value: LineValue | undefined;
  readonly onSet: (value: LineValue | undefined) => void;
}): ReactNode {
  const left = value === notApplicable;
  const line = (
    <Slider
      label={slider.label}
      low={slider.low}
      high={slider.high}
      minimum={question.minimum}
      value={typeof value === 'number' ? value : null}
      showNumber={question.showValue}
      noHint={left}
      onCommit={onSet}
    />
  );
  if (question.notApplicable === '') return line;
  return (
    <div className="questionnaire-slider-answer">
      {line}
      <button
        type="button"
        className="button questionnaire-not-applicable"
        aria-pressed={left}
        aria-label={message('participant.explanation.not-applicable', { quality: slider.label, answer: question.notApplicable })}
        onClick={() => onSet(left ? undefined : notApplicable)}
      >
        {left && <Icon name="check" size={18} />}
        {question.notApplicable}
      </button>
    </div>
  );
}

const renderBattery = (props: { readonly question: SliderBattery }) => <BatteryQuestion {...props} />;
// The factory's own type says that it is given a name; it is given the properties of a component.
ReactQuestionFactory.Instance.registerQuestion(sliderBatteryType, renderBattery as unknown as (name: string) => React.JSX.Element);
