import type { QuestionDropdownModel } from 'survey-core';
import { ReactQuestionFactory, SurveyQuestionDropdown } from 'survey-react-ui';
import { message } from '../ui/messages.ts';

/** What is named outside a table by the question's title, and in a cell by a sentence of the library's own. */
interface Named {
  readonly a11y_input_ariaLabel: string | null;
  readonly a11y_input_ariaDescribedBy: string | null;
}

/** One of many as a list of the system's own: it opens by keyboard, by touch and under any magnifier. */
class SelectQuestion extends SurveyQuestionDropdown {
  protected override renderSelect(): React.JSX.Element {
    const question = this.questionBase as unknown as QuestionDropdownModel;
    const named = question as Named;
    return (
      <select
        id={question.inputId}
        className="select"
        aria-label={named.a11y_input_ariaLabel ?? undefined}
        aria-labelledby={named.a11y_input_ariaLabel === null ? question.ariaTitleId : undefined}
        aria-describedby={named.a11y_input_ariaDescribedBy ?? undefined}
        aria-required={question.isRequired}
        aria-invalid={question.errors.length > 0}
        disabled={question.isInputReadOnly}
        // A list of the system holds text, and a choice may be a number; no two choices read the same.
        value={question.renderedValue === undefined || question.renderedValue === null ? '' : String(question.renderedValue)}
        onChange={(event) => {
          const chosen = question.visibleChoices.find((choice) => String(choice.value) === event.target.value);
          question.renderedValue = chosen?.value as unknown;
        }}
      >
        {/* What need not be answered can be taken back. */}
        <option value="" disabled={question.isRequired} hidden={question.isRequired}>
          {message('participant.questionnaire.choose')}
        </option>
        {question.visibleChoices.map((choice) => (
          <option key={String(choice.value)} value={String(choice.value)} disabled={!choice.isEnabled}>
            {choice.locText.renderedHtml}
          </option>
        ))}
      </select>
    );
  }
}

const renderSelect = (props: { readonly question: QuestionDropdownModel }) => <SelectQuestion {...props} />;
// The factory's own type says that it is given a name; it is given the properties of a component.
ReactQuestionFactory.Instance.registerQuestion('dropdown', renderSelect as unknown as (name: string) => React.JSX.Element);
