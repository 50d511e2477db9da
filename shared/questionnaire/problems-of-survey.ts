import { ExpressionErrorType, JsonUnknownPropertyError, type JsonError, type SurveyModel } from 'survey-core';
import { createForm, type Survey } from './form.ts';
import { SliderBattery } from './slider-battery.ts';

export interface SurveyProblem {
  /** Where in the JSON, such as `pages[0].elements[2].visibleIf`; empty for the whole. */
  readonly path: string;
  readonly code:
    | 'not-a-survey'
    | 'no-questions'
    | 'unknown-type'
    | 'missing-name'
    | 'long-name'
    | 'duplicate-name'
    | 'reserved-name'
    | 'unknown-property'
    | 'missing-property'
    | 'not-supported'
    | 'network'
    | 'raw-html'
    | 'expression'
    | 'pattern'
    | 'choices'
    | 'unreadable';
  /** What is wrong with which thing, and what to do. */
  readonly message: string;
}

/** A questionnaire is stored as text in the log and shown without a network, so these cannot work. */
const unsupportedTypes: Readonly<Record<string, string>> = {
  complete: 'A questionnaire ends after its last page. Give the pages that are to be left out a condition ("visibleIf").',
  skip: 'Pages are not jumped over. Give the questions that are to be left out a condition ("visibleIf").',
  file: 'Files cannot be stored in a session. Ask for a text instead, or take the file outside the app.',
  signaturepad: 'Signatures cannot be stored in a session. Use the consent stage, or sign on paper.',
};

/** Properties that reach for the network, leave the page or keep time on their own. */
const unsupportedProperties: Readonly<Record<string, string>> = {
  choicesByUrl: 'Choices cannot be loaded from an address: the app works without a network. Write them into "choices".',
  navigateToUrl: 'The app goes on to the next stage by itself. Remove the address.',
  navigateToUrlOnCondition: 'The app goes on to the next stage by itself. Remove the addresses.',
  surveyId: 'Forms are never loaded from a server. Export the JSON and paste it here.',
  surveyPostId: 'Answers are never sent to a server. Remove it.',
  cookieName: 'The app keeps each session by itself. Remove it.',
  timeLimit: 'A questionnaire has no time limit; times are recorded for each question.',
  timeLimitPerPage: 'A questionnaire has no time limit; times are recorded for each question.',
  maxTimeToFinish: 'A questionnaire has no time limit; times are recorded for each question.',
  maxTimeToFinishPage: 'A questionnaire has no time limit; times are recorded for each question.',
};

/** Pictures: inside the file or not at all. */
const pictureProperties = new Set(['imageLink', 'logo', 'backgroundImage', 'imagePath']);
const longestName = 100;
const tag = /<[a-z!/][^>]*>/i;
/** Keys of the stored answers that belong to a question already. */
const reservedEnding = /-(Comment|total)$/;

/**
 * Whether a SurveyJS JSON is a usable questionnaire: nothing unknown, every question named once, every
 * condition readable, nothing that needs a network, a file or raw HTML.
 * @param survey anything; never throws
 * @returns every problem with its place; empty when the questionnaire can be used
 */
export function problemsOfSurvey(survey: unknown): readonly SurveyProblem[] {
  if (!isObject(survey)) {
    return [{ path: '', code: 'not-a-survey', message: 'The questionnaire is not a SurveyJS form: an object with "pages" or "elements" is needed.' }];
  }
  const written = problemsOfJson(survey);
  let form: SurveyModel;
  try {
    form = createForm(survey, { seed: '', language: null });
  } catch (error) {
    return [...written, { path: '', code: 'unreadable', message: `The form library cannot read it: ${String(error)}` }];
  }
  return [
    ...written,
    ...problemsOfReading(survey, form),
    ...problemsOfNames(survey, form),
    ...problemsOfExpressions(survey, form),
    ...problemsOfBatteries(survey, form),
  ];
}

/** What can be seen without reading the form: walks every object of the JSON. */
function problemsOfJson(survey: Survey): SurveyProblem[] {
  const problems: SurveyProblem[] = [];
  eachObject(survey, '', (object, path) => {
    const at = (key: string) => (path === '' ? key : `${path}.${key}`);
    const type = object['type'] ?? object['cellType'];
    if (typeof type === 'string' && Object.hasOwn(unsupportedTypes, type)) {
      problems.push({ path: at('type'), code: 'not-supported', message: `"${type}": ${unsupportedTypes[type]}` });
    }
    for (const [key, value] of Object.entries(object)) {
      if (value === null || value === '' || value === 0 || value === false) continue;
      if (Object.hasOwn(unsupportedProperties, key)) {
        problems.push({ path: at(key), code: 'network', message: unsupportedProperties[key] ?? '' });
      }
      if (pictureProperties.has(key) && textsOf(value).some((text) => !text.startsWith('data:image/'))) {
        problems.push({
          path: at(key),
          code: 'network',
          message: 'Pictures cannot be loaded from an address. Put the picture into the file as "data:image/…".',
        });
      }
      if (key === 'contentMode' && value !== 'image' && value !== 'auto') {
        problems.push({ path: at(key), code: 'not-supported', message: 'Films are not shown; "image" is the only content.' });
      }
      if (key === 'html' && textsOf(value).some((text) => tag.test(text))) {
        problems.push({
          path: at(key),
          code: 'raw-html',
          message: 'Raw HTML is not shown. Write the text in Markdown: **bold**, *italic*, - lists, # headings.',
        });
      }
      if (key === 'regex' && typeof value === 'string' && !isPattern(value)) {
        problems.push({ path: at(key), code: 'pattern', message: `"${value}" is not a regular expression.` });
      }
      if (key === 'choices' && Array.isArray(value)) problems.push(...problemsOfChoices(value, at(key)));
    }
  });
  return problems;
}

function problemsOfChoices(choices: readonly unknown[], path: string): SurveyProblem[] {
  const values = choices.map((choice) => String(isObject(choice) ? choice['value'] : choice));
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [{ path: `${path}[${index}]`, code: 'choices' as const, message: `The choice "${value}" is there twice. Each value may stand once.` }],
  );
}

/** What the form library itself says about the JSON. */
function problemsOfReading(survey: Survey, form: SurveyModel): SurveyProblem[] {
  const errors = (form.jsonErrors as JsonError[] | null) ?? [];
  // The form was read from a copy, so places are found by what is written there.
  const places = placesOf(survey);
  const problems = errors.map((error): SurveyProblem => {
    const path = places.get(JSON.stringify(error.jsonObj)) ?? '';
    if (error instanceof JsonUnknownPropertyError) {
      return { path: `${path === '' ? '' : `${path}.`}${error.propertyName}`, code: 'unknown-property', message: `"${error.propertyName}" is not a property of ${error.className}. Correct or remove it.` };
    }
    const code = error.type.includes('type') ? 'unknown-type' : error.type === 'requiredproperty' ? 'missing-property' : 'unreadable';
    return { path, code, message: error.message };
  });
  const missing = form.getAllQuestions().length === 0;
  return missing ? [...problems, { path: '', code: 'no-questions', message: 'The questionnaire asks nothing. Add a question to "elements".' }] : problems;
}

function problemsOfNames(survey: Survey, form: SurveyModel): SurveyProblem[] {
  const problems: SurveyProblem[] = [];
  eachObject(survey, '', (object, path) => {
    const isElement = /(^|\.)(elements|templateElements|pages)\[\d+\]$/.test(path) && !path.endsWith('pages');
    if (!isElement || /(^|\.)pages\[\d+\]$/.test(path)) return;
    const name = object['name'];
    if (typeof name !== 'string' || name.trim() === '') {
      problems.push({ path: `${path}.name`, code: 'missing-name', message: 'The question has no name. Answers are stored under it; give it a short one.' });
    } else if (name.length > longestName) {
      problems.push({ path: `${path}.name`, code: 'long-name', message: `A name has ${longestName} characters at most, for it heads a column.` });
    } else if (reservedEnding.test(name)) {
      problems.push({ path: `${path}.name`, code: 'reserved-name', message: `"${name}" ends like the name of a comment or a total. Choose another ending.` });
    }
  });
  const names = form.getAllQuestions().map((question) => question.name);
  for (const name of new Set(names)) {
    const count = names.filter((each) => each === name).length;
    if (name !== '' && count > 1) {
      problems.push({ path: placeOfName(survey, name, 1), code: 'duplicate-name', message: `The name "${name}" is used ${count} times. Answers would overwrite each other; rename all but one.` });
    }
  }
  return problems;
}

const expressionErrors: Readonly<Record<ExpressionErrorType, string>> = {
  [ExpressionErrorType.SyntaxError]: 'cannot be read',
  [ExpressionErrorType.UnknownFunction]: 'calls a function that does not exist',
  [ExpressionErrorType.UnknownVariable]: 'names a question that does not exist',
  [ExpressionErrorType.SemanticError]: 'compares what cannot be compared',
};

function problemsOfExpressions(survey: Survey, form: SurveyModel): SurveyProblem[] {
  return form.validateExpressions({ functions: true, variables: true, semantics: false }).flatMap((result) =>
    result.errors.map((error): SurveyProblem => {
      const what = error.functionName ?? error.variableName;
      const object = result.obj as unknown as Readonly<Record<string, unknown>>;
      const name = typeof object['name'] === 'string' ? object['name'] : undefined;
      const place = name === undefined ? '' : placeOfName(survey, name, 0);
      return {
        path: place === '' ? result.propertyName : `${place}.${result.propertyName}`,
        code: 'expression',
        message: `"${String(object[result.propertyName])}" ${expressionErrors[error.errorType]}${what === undefined ? '' : `: ${what}`}.`,
      };
    }),
  );
}

function problemsOfBatteries(survey: Survey, form: SurveyModel): SurveyProblem[] {
  return form.getAllQuestions().flatMap((question) => {
    if (!(question instanceof SliderBattery)) return [];
    const path = placeOfName(survey, question.name, 0);
    const problems: SurveyProblem[] = [];
    const ids = question.sliders.map((slider) => slider.id);
    if (ids.length === 0) problems.push({ path: `${path}.sliders`, code: 'missing-property', message: 'The battery has no slider.' });
    question.sliders.forEach((slider, index) => {
      if (slider.low !== '' && slider.high !== '') return;
      const message = `The slider "${slider.id}" has no words at its ends. Set "low" and "high", here or for the whole battery.`;
      problems.push({ path: `${path}.sliders[${index}]`, code: 'missing-property', message });
    });
    if (new Set(ids).size < ids.length) problems.push({ path: `${path}.sliders`, code: 'choices', message: 'Two sliders have the same id.' });
    return problems;
  });
}

function eachObject(value: unknown, path: string, visit: (object: Survey, path: string) => void): void {
  if (Array.isArray(value)) value.forEach((each, index) => eachObject(each, `${path}[${index}]`, visit));
  else if (isObject(value)) {
    visit(value, path);
    for (const [key, each] of Object.entries(value)) eachObject(each, path === '' ? key : `${path}.${key}`, visit);
  }
}

function placesOf(survey: Survey): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  eachObject(survey, '', (object, path) => {
    const text = JSON.stringify(object);
    if (!places.has(text)) places.set(text, path);
  });
  return places;
}

/** The path of the question of this name; of its first or of a later one. */
function placeOfName(survey: Survey, name: string, nth: number): string {
  const found: string[] = [];
  eachObject(survey, '', (object, path) => {
    if (object['name'] === name && path !== '') found.push(path);
  });
  return found[nth] ?? found[0] ?? '';
}

/** A text, or a text in several languages. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return isObject(value) ? Object.values(value).filter((each) => typeof each === 'string') : [];
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Survey {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
