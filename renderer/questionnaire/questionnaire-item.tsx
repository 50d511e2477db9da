import { useId } from 'react';
import type { Answer } from '../../shared/study/answers.ts';
import type { QuestionnaireItem } from '../../shared/study/protocol.ts';
import { RadioGroup, Select, TextArea } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Slider } from '../ui/slider.tsx';
import { sentenceForText } from './missing.ts';

/** More choices than this are a list to open, so that the page stays short. */
const mostRadios = 7;

type Of<Kind extends QuestionnaireItem['kind']> = Extract<QuestionnaireItem, { kind: Kind }>;

interface ItemProps<Item extends QuestionnaireItem> {
  readonly item: Item;
  readonly answer: Answer | null;
  readonly onAnswer: (answer: Answer) => void;
}

export function QuestionnaireItemCard({ item, ...rest }: ItemProps<QuestionnaireItem>) {
  return (
    <div className="card questionnaire-item" data-item={item.id}>
      {item.kind === 'choice' && <ChoiceItem item={item} {...rest} />}
      {item.kind === 'sliders' && <SlidersItem item={item} {...rest} />}
      {item.kind === 'text' && <TextItem item={item} {...rest} />}
    </div>
  );
}

function questionOf(item: QuestionnaireItem) {
  return (
    <>
      {item.question}
      {!item.required && <span className="questionnaire-optional"> {message('participant.questionnaire.optional')}</span>}
    </>
  );
}

function ChoiceItem({ item, answer, onAnswer }: ItemProps<Of<'choice'>>) {
  const value = typeof answer === 'string' ? answer : null;
  if (item.choices.length <= mostRadios) {
    return <RadioGroup label={questionOf(item)} help={item.help} options={item.choices} value={value} onChange={onAnswer} />;
  }
  return (
    <Select
      label={questionOf(item)}
      help={item.help}
      options={item.choices}
      placeholder={message('participant.questionnaire.choose')}
      value={value ?? ''}
      onChange={(event) => onAnswer(event.target.value)}
    />
  );
}

function SlidersItem({ item, answer, onAnswer }: ItemProps<Of<'sliders'>>) {
  const values = typeof answer === 'object' && answer !== null ? answer : {};
  const helpId = useId();
  return (
    <fieldset className="field" aria-describedby={item.help === undefined ? undefined : helpId}>
      <legend className="field-label">{questionOf(item)}</legend>
      {item.help !== undefined && (
        <div className="field-help" id={helpId}>
          {item.help}
        </div>
      )}
      <div className="questionnaire-sliders">
        {item.sliders.map((slider) => (
          <div className="questionnaire-slider" key={slider.id} data-slider={slider.id} data-slider-row="">
            <div className="questionnaire-slider-words">
              <span className="questionnaire-slider-label">{slider.label}</span>
              {slider.help !== undefined && <span className="field-help">{slider.help}</span>}
            </div>
            <Slider
              label={slider.label}
              low={item.low}
              high={item.high}
              value={values[slider.id] ?? null}
              onCommit={(value) => onAnswer({ ...values, [slider.id]: value })}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function TextItem({ item, answer, onAnswer }: ItemProps<Of<'text'>>) {
  const text = typeof answer === 'string' ? answer : '';
  return (
    <>
      <TextArea
        label={questionOf(item)}
        help={item.help}
        rows={item.lines}
        value={text}
        onChange={(event) => onAnswer(event.target.value)}
      />
      <div className="questionnaire-text-state">
        {sentenceForText(item, text) ??
          (text.trim() === '' && item.minimumCharacters > 1
            ? message('participant.at-least', { count: item.minimumCharacters })
            : '')}
      </div>
    </>
  );
}
