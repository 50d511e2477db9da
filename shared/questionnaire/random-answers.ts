import { type ItemValue, type Question, QuestionSelectBase, type SurveyModel } from 'survey-core';
import { drawInteger, type Random, shuffled } from '../allocation/random.ts';
import { createForm, type Survey } from './form.ts';
import { type PresentedQuestion, presentationOrder } from './presentation.ts';
import { type Answers, checkAnswers } from './problems-of-answers.ts';
import { notApplicable, SliderBattery } from './slider-battery.ts';

/** A questionnaire as somebody filled it in. */
export interface FilledForm {
  /** What is to be stored. */
  readonly answers: Answers;
  readonly order: readonly PresentedQuestion[];
}

/** A questionnaire that no drawn answers satisfy; the message says what the form objects to. */
class UnfillableFormError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join(' '));
    this.name = 'UnfillableFormError';
  }
}

/** Of questions that may be left empty, so many are. */
const shareLeftEmpty = 0.15;
const attempts = 12;
/** Answers open further questions, which open others: so many rounds until nothing new is asked. */
const rounds = 12;

/**
 * Fills a questionnaire in at random, as its conditions and limits allow: what is hidden stays empty, what
 * is optional is sometimes left out. Draws again when a rule of the form's own objects (an expression, a
 * pattern), and gives up after some attempts.
 * @param survey kept by identity, so hand in the same object each time
 * @throws UnfillableFormError when nothing that was drawn is accepted
 */
export function randomAnswers(survey: Survey, language: string | null, random: Random): FilledForm {
  const form = createForm(survey, { seed: String(drawInteger(random, 1_000_000)), language });
  let objections: readonly string[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    form.clear(true, true);
    fill(form, random, attempt < attempts / 2 ? shareLeftEmpty : 0);
    const { problems, answers } = checkAnswers(survey, form.data as Answers, language);
    if (problems.length === 0) return { answers, order: presentationOrder(form) };
    objections = problems.map(({ question, message }) => `Question "${question}": ${message}`);
  }
  throw new UnfillableFormError(objections);
}

function fill(form: SurveyModel, random: Random, leftEmpty: number): void {
  const decided = new Set<Question>();
  for (let round = 0; round < rounds; round += 1) {
    const open = form
      .getAllQuestions(false, false, true)
      .filter((question) => question.isVisible && question.isParentVisible && !question.isReadOnly && !decided.has(question));
    if (open.length === 0) return;
    for (const question of open) {
      decided.add(question);
      if (!question.isVisible || !question.hasInput || isMadeOfQuestions(question)) continue;
      if (!question.isRequired && random.next() < leftEmpty) continue;
      const value = valueFor(question, random);
      if (value !== undefined) question.value = value;
    }
  }
}

/** Its parts are questions of their own and are filled in one by one. */
function isMadeOfQuestions(question: Question): boolean {
  return ['paneldynamic', 'matrixdropdown', 'matrixdynamic', 'multipletext'].includes(question.getType()) && question.getNestedQuestions().length > 0;
}

/** Questions of many classes, each with some of these; read as they are at this moment. */
interface Limits {
  readonly minSelectedChoices?: number;
  readonly maxSelectedChoices?: number;
  readonly multiSelect?: boolean;
  readonly inputType?: string;
  readonly renderedMin?: unknown;
  readonly renderedMax?: unknown;
  readonly step?: unknown;
  readonly renderedStep?: unknown;
  readonly sliderType?: string;
  readonly renderedMaxRangeLength?: unknown;
  readonly minLength?: number;
  readonly validators?: readonly { readonly minLength?: number; readonly minValue?: number | null; readonly maxValue?: number | null; getType(): string }[];
  readonly visibleRateValues?: readonly ItemValue[];
  readonly visibleRows?: readonly { readonly name: string }[];
  readonly visibleColumns?: readonly ItemValue[];
  getMaxLength?(): unknown;
  getValueTrue?(): unknown;
  getValueFalse?(): unknown;
}

/** A value that the question can have; undefined for a kind that cannot be answered without a person. */
function valueFor(question: Question, random: Random): unknown {
  const limits = question as unknown as Limits;
  if (question instanceof SliderBattery) {
    return Object.fromEntries(question.sliders.map((slider) => [slider.id, sliderValue(question, random)]));
  }
  const type = question.getType();
  switch (type) {
    case 'rating':
      return pick((limits.visibleRateValues ?? []).map((each) => each.value as unknown), random);
    case 'boolean':
      return random.next() < 0.5 ? limits.getValueTrue?.() : limits.getValueFalse?.();
    case 'ranking':
      return shuffled(plainChoices(question), random);
    case 'checkbox':
    case 'tagbox':
      return severalOf(plainChoices(question), limits, random);
    case 'imagepicker':
      return limits.multiSelect === true ? severalOf(plainChoices(question), limits, random) : pick(plainChoices(question), random);
    case 'matrix':
      return matrixValue(limits, random);
    case 'slider':
      return limits.sliderType === 'range' ? rangeWithin(limits, random) : numberWithin(limits, random, 0, 100);
    case 'text':
      return textValue(limits, random);
    case 'comment':
      return words(limits, random);
    default:
      return question instanceof QuestionSelectBase ? pick(plainChoices(question), random) : undefined;
  }
}

function sliderValue(battery: SliderBattery, random: Random): number | typeof notApplicable {
  if (battery.notApplicable !== '' && random.next() < 0.1) return notApplicable;
  return battery.minimum + drawInteger(random, 101 - battery.minimum);
}

/** Choices of the list itself: "other", "none" and "all" have rules of their own. */
function plainChoices(question: Question): readonly unknown[] {
  if (!(question instanceof QuestionSelectBase)) return [];
  const listed = new Set(question.visibleChoices.filter((choice) => choice.isEnabled).map((choice) => choice.value as unknown));
  const own = question.choices.length === 0 ? question.visibleChoices : question.choices;
  return own.map((choice: ItemValue) => choice.value as unknown).filter((value) => listed.has(value) && value !== question.otherItem.value);
}

function severalOf(values: readonly unknown[], { minSelectedChoices = 0, maxSelectedChoices = 0 }: Limits, random: Random): readonly unknown[] {
  const most = maxSelectedChoices > 0 ? Math.min(maxSelectedChoices, values.length) : values.length;
  const least = Math.max(1, minSelectedChoices);
  const count = least + drawInteger(random, Math.max(1, Math.min(most, least + 3) - least + 1));
  const drawn = new Set(shuffled(values, random).slice(0, Math.min(count, most)));
  return values.filter((value) => drawn.has(value));
}

function matrixValue({ visibleRows = [], visibleColumns = [] }: Limits, random: Random): Record<string, unknown> {
  // Rows of a matrix can ask for different columns from one another: then drawing them in turn fits.
  const columns = shuffled(visibleColumns.map((column) => column.value as unknown), random);
  const start = drawInteger(random, Math.max(1, columns.length));
  return Object.fromEntries(visibleRows.map((row, index) => [row.name, columns[(start + index) % columns.length]]));
}

function textValue(limits: Limits, random: Random): string | number {
  switch (limits.inputType) {
    case 'number':
    case 'range':
      return numberWithin(limits, random, 18, 80);
    case 'date':
      return dateWithin(limits, random).toISOString().slice(0, 10);
    case 'datetime-local':
      return dateWithin(limits, random).toISOString().slice(0, 16);
    case 'month':
      return dateWithin(limits, random).toISOString().slice(0, 7);
    case 'week':
      return `2024-W${String(1 + drawInteger(random, 52)).padStart(2, '0')}`;
    case 'time':
      return `${String(drawInteger(random, 24)).padStart(2, '0')}:30`;
    case 'email':
      return 'somebody@example.org';
    case 'url':
      return 'https://example.org';
    case 'tel':
      return '0301234567';
    case 'color':
      return '#336699';
    default:
      return limits.validators?.some((validator) => validator.getType() === 'emailvalidator') === true
        ? 'somebody@example.org'
        : limits.validators?.some((validator) => validator.getType() === 'numericvalidator') === true
          ? numberWithin(limits, random, 18, 80)
          : words(limits, random);
  }
}

function numberWithin(limits: Limits, random: Random, usualLow: number, usualHigh: number): number {
  const rules = limits.validators ?? [];
  const lows = [numberOf(limits.renderedMin), ...rules.map((rule) => numberOf(rule.minValue))].filter((value) => value !== null);
  const highs = [numberOf(limits.renderedMax), ...rules.map((rule) => numberOf(rule.maxValue))].filter((value) => value !== null);
  const low = lows.length === 0 ? Math.min(usualLow, ...highs) : Math.max(...lows);
  const high = highs.length === 0 ? Math.max(usualHigh, low + 10) : Math.min(...highs);
  const step = numberOf(limits.renderedStep) ?? numberOf(limits.step) ?? 1;
  const steps = step > 0 ? Math.floor((high - low) / step) : 0;
  return low + step * drawInteger(random, Math.max(1, steps + 1));
}

/** Two ends of a range; as far apart as the scale allows, which no limit on ranges is below. */
function rangeWithin(limits: Limits, random: Random): readonly number[] {
  const { renderedMaxRangeLength, renderedMin } = limits;
  const low = numberOf(renderedMin) ?? 0;
  const length = numberOf(renderedMaxRangeLength) ?? 100;
  const high = Math.min(numberOf(limits.renderedMax) ?? 100, low + length);
  const spare = (numberOf(limits.renderedMax) ?? 100) - high;
  const moved = spare > 0 && limits.step === 1 ? drawInteger(random, spare + 1) : 0;
  return [low + moved, high + moved];
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

const day = 24 * 60 * 60 * 1_000;

function dateWithin({ renderedMin, renderedMax }: Limits, random: Random): Date {
  const [from, to] = [renderedMin, renderedMax].map((limit) => (typeof limit === 'string' ? Date.parse(limit) : Number.NaN));
  const usualTo = Number.isNaN(from) ? Date.UTC(2005, 0, 1) : (from as number) + 365 * day;
  const high = Number.isNaN(to) ? usualTo : Math.min(to as number, usualTo);
  const low = Number.isNaN(from) ? high - 365 * day : (from as number);
  return new Date(low + day * drawInteger(random, Math.max(1, Math.floor((high - low) / day) + 1)));
}

const usualWords = 'I live near the coast, sing in a choir, repair clocks at weekends, and like questions that take time to answer.';

function words(limits: Limits, random: Random): string {
  const least = Math.max(limits.minLength ?? 0, ...(limits.validators ?? []).map((validator) => validator.minLength ?? 0));
  const most = numberOf(limits.getMaxLength?.());
  const start = drawInteger(random, usualWords.length);
  let text = usualWords.slice(0, Math.max(12, start)).trimEnd();
  while (text.length < least) text += ` ${usualWords}`;
  return most !== null && most > 0 && text.length > most ? `${text.slice(0, Math.max(1, most - 1))}.`.slice(0, most) : text;
}

function pick<Value>(values: readonly Value[], random: Random): Value | undefined {
  return values.length === 0 ? undefined : values[drawInteger(random, values.length)];
}
