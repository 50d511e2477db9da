import { Serializer, settings, SurveyModel } from 'survey-core';
import { createRandom, drawInteger } from '../allocation/random.ts';
import { registerSliderBattery } from './slider-battery.ts';

/** The SurveyJS JSON of a questionnaire, as a study file carries it. */
export type Survey = Readonly<Record<string, unknown>>;

/** The form library as this app uses it; done once, before the first form. */
function prepareLibrary(): void {
  registerSliderBattery();
  // Every step of a scale stays in view; the library would fold a long one into a list.
  Serializer.findProperty('rating', 'displayMode').defaultValue = 'buttons';
  // Two words to choose from, none of them chosen yet.
  Serializer.findProperty('boolean', 'renderAs').defaultValue = 'radio';
  settings.animationEnabled = false;
  // "Other" and comments are answers of their own, as they are in the exported tables.
  settings.commentSuffix = '-Comment';
}
prepareLibrary();

/**
 * A form to be filled in or checked. What only a web page has use for (its own buttons, progress, titles, a
 * closing page, a preview) is switched off, whatever the JSON says; the app shows its own.
 * @param seed any text; same seed, same order of whatever the survey shuffles
 * @param language of the survey's texts and of the library's own; the survey's default when null
 */
export function createForm(survey: Survey, { seed, language }: { readonly seed: string; readonly language: string | null }): SurveyModel {
  const form = new SurveyModel();
  form.randomSeed = 1 + drawInteger(createRandom(seed), 2_147_483_646);
  form.fromJSON(structuredClone(survey));
  if (language !== null) form.locale = language;
  form.showNavigationButtons = false;
  form.showTitle = false;
  form.showCompletePage = false;
  form.showProgressBar = false;
  form.showTOC = false;
  form.showPreviewBeforeComplete = false;
  form.showTimer = false;
  form.firstPageIsStartPage = false;
  form.autoFocusFirstQuestion = false;
  form.autoFocusFirstError = false;
  form.autoAdvanceEnabled = false;
  form.checkErrorsMode = 'onNextPage';
  form.textUpdateMode = 'onTyping';
  form.validationEnabled = true;
  return form;
}
