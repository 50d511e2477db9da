import type { ItemValue, Question, SurveyModel } from 'survey-core';
import { SliderBattery } from './slider-battery.ts';

/** One question in the place where it was shown. */
export interface PresentedQuestion {
  readonly name: string;
  /** Choices, rows or sliders as shown, first one first; only where the survey draws their order at random. */
  readonly choices?: string[];
}

/**
 * What was shown, in the order in which it was: every question that was asked, page after page, and the drawn
 * order of its choices. Everything that is not drawn at random stands in the study file.
 */
export function presentationOrder(form: SurveyModel): PresentedQuestion[] {
  return form.visiblePages.flatMap((page) =>
    page.questions
      .filter((question) => question.isVisible && question.isParentVisible)
      .map((question) => {
        const choices = drawnOrder(question);
        return { name: question.getValueName(), ...(choices === null ? {} : { choices }) };
      }),
  );
}

interface WithDrawnOrder {
  readonly choicesOrder?: string;
  readonly visibleChoices?: readonly ItemValue[];
  readonly rowOrder?: string;
  readonly rowsOrder?: string;
  readonly visibleRows?: readonly { readonly name: string }[];
}

function drawnOrder(question: Question): string[] | null {
  if (question instanceof SliderBattery) {
    return question.slidersOrder === 'random' ? question.slidersInOrder.map((slider) => slider.id) : null;
  }
  const lists = question as WithDrawnOrder;
  if (lists.choicesOrder === 'random') return (lists.visibleChoices ?? []).map((choice) => String(choice.value));
  if ((lists.rowOrder ?? lists.rowsOrder) === 'random') return (lists.visibleRows ?? []).map((row) => row.name);
  return null;
}
