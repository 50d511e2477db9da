import { Base, CustomError, Question, Serializer } from 'survey-core';
import type { ILocalizableOwner, LocalizableString, SurveyError } from 'survey-core';
import { createRandom, shuffled } from '../allocation/random.ts';

export const sliderBatteryType = 'sliderbattery';
const sliderType = 'sliderbatteryitem';

/** What is stored for a slider that was said not to apply; the same word as in judgements. */
export const notApplicable = 'not-applicable';

/** What a battery stores: a whole number for each slider, or that it does not apply. */
export type BatteryValue = Readonly<Partial<Record<string, number | typeof notApplicable>>>;

/** One slider of a battery: `{ "id", "label", "help" }`, with ends of its own where `low` and `high` are set. */
export class BatterySlider extends Base {
  /** Set by the battery; texts are looked up in its language. */
  battery: SliderBattery | null = null;

  constructor() {
    super();
    const owner = this as unknown as ILocalizableOwner;
    for (const text of ['label', 'help', 'low', 'high']) this.createLocalizableString(text, owner, true);
  }

  override getType(): string {
    return sliderType;
  }

  override getLocale(): string {
    return this.battery?.getLocale() ?? '';
  }

  getMarkdownHtml(text: string, name: string): string {
    return this.battery?.getMarkdownHtml(text, name) ?? '';
  }

  getProcessedText(text: string): string {
    return this.battery?.getProcessedText(text) ?? text;
  }

  override get id(): string {
    return String(this.getPropertyValue('id', ''));
  }
  override set id(id: string) {
    this.setPropertyValue('id', id);
  }

  get locLabel(): LocalizableString {
    return this.getLocalizableString('label');
  }
  get label(): string {
    return this.locLabel.renderedHtml || this.id;
  }

  get locHelp(): LocalizableString {
    return this.getLocalizableString('help');
  }
  get help(): string {
    return this.locHelp.renderedHtml;
  }

  get locLow(): LocalizableString {
    return this.getLocalizableString('low');
  }
  get low(): string {
    return this.locLow.renderedHtml || (this.battery?.low ?? '');
  }

  get locHigh(): LocalizableString {
    return this.getLocalizableString('high');
  }
  get high(): string {
    return this.locHigh.renderedHtml || (this.battery?.high ?? '');
  }
}

/**
 * Our own question type: several sliders with the same two ends, answered with whole numbers. Nothing is set
 * until the person sets it, and the number is hidden unless `showValue`. JSON:
 * `{ "type": "sliderbattery", "name", "low", "high", "sliders": [{ "id", "label", "help" }], "minimum": 0 | 1,
 * "showValue": false, "notApplicable": "…", "slidersOrder": "initial" | "random" }`.
 */
export class SliderBattery extends Question {
  constructor(name: string) {
    super(name);
    for (const text of ['low', 'high', 'notApplicable']) this.createLocalizableString(text, this, true);
    this.createNewArray('sliders', (slider: BatterySlider) => {
      slider.battery = this;
    });
  }

  override getType(): string {
    return sliderBatteryType;
  }

  // To a screen reader the sliders are what is answered, and the battery is what holds them together.
  override get ariaRole(): string {
    return 'group';
  }
  override get ariaRequired(): 'true' | 'false' {
    // A group cannot be required, only what is in it. The library says so with null, its types do not know it.
    return null as never;
  }

  get sliders(): BatterySlider[] {
    return this.getPropertyValue('sliders') as BatterySlider[];
  }

  get locLow(): LocalizableString {
    return this.getLocalizableString('low');
  }
  get low(): string {
    return this.locLow.renderedHtml;
  }

  get locHigh(): LocalizableString {
    return this.getLocalizableString('high');
  }
  get high(): string {
    return this.locHigh.renderedHtml;
  }

  get locNotApplicable(): LocalizableString {
    return this.getLocalizableString('notApplicable');
  }
  /** Empty when every slider needs a number. */
  get notApplicable(): string {
    return this.locNotApplicable.renderedHtml;
  }

  /** The lower end; the upper one is always 100. */
  get minimum(): 0 | 1 {
    return this.getPropertyValue('minimum', 1) === 0 ? 0 : 1;
  }
  set minimum(minimum: 0 | 1) {
    this.setPropertyValue('minimum', minimum);
  }

  get showValue(): boolean {
    return this.getPropertyValue('showValue', false) === true;
  }
  set showValue(shown: boolean) {
    this.setPropertyValue('showValue', shown);
  }

  get slidersOrder(): 'initial' | 'random' {
    return this.getPropertyValue('slidersOrder', 'initial') === 'random' ? 'random' : 'initial';
  }
  set slidersOrder(order: 'initial' | 'random') {
    this.setPropertyValue('slidersOrder', order);
  }

  /** In the order in which they are shown: the file's, or one drawn from the seed of the survey. */
  get slidersInOrder(): readonly BatterySlider[] {
    return this.slidersOrder === 'random' ? shuffled(this.sliders, createRandom(String(this.randomSeed))) : this.sliders;
  }

  protected override onCheckForErrors(errors: SurveyError[], isOnValueChanged: boolean, fireCallback: boolean): void {
    super.onCheckForErrors(errors, isOnValueChanged, fireCallback);
    if (errors.length > 0 || isOnValueChanged || this.isEmpty() || !this.isRequired) return;
    const given = this.value as BatteryValue;
    if (this.sliders.every((slider) => given[slider.id] !== undefined)) return;
    errors.push(new CustomError(this.requiredErrorText || this.getLocalizationString('requiredInAllRowsError'), this));
  }

  /** Whether a value can have come from this battery: its own sliders, whole numbers within the ends. */
  isPossible(value: unknown): boolean {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const known = new Set(this.sliders.map((slider) => slider.id));
    return Object.entries(value as Record<string, unknown>).every(
      ([id, each]) => known.has(id) && (each === notApplicable ? this.notApplicable !== '' : this.#isOnScale(each)),
    );
  }

  #isOnScale(value: unknown): boolean {
    return Number.isInteger(value) && Number(value) >= this.minimum && Number(value) <= 100;
  }
}

/** Makes the type known to the form library; once. */
export function registerSliderBattery(): void {
  Serializer.addClass(
    sliderType,
    [
      { name: '!id', isUnique: true },
      { name: 'label', serializationProperty: 'locLabel' },
      { name: 'help', serializationProperty: 'locHelp' },
      { name: 'low', serializationProperty: 'locLow' },
      { name: 'high', serializationProperty: 'locHigh' },
    ],
    () => new BatterySlider(),
  );
  Serializer.addClass(
    sliderBatteryType,
    [
      { name: '!sliders', className: sliderType, isArray: true },
      { name: 'low', serializationProperty: 'locLow' },
      { name: 'high', serializationProperty: 'locHigh' },
      { name: 'notApplicable', serializationProperty: 'locNotApplicable' },
      { name: 'minimum:number', default: 1, choices: [0, 1] },
      { name: 'showValue:boolean', default: false },
      { name: 'slidersOrder', default: 'initial', choices: ['initial', 'random'] },
    ],
    () => new SliderBattery(''),
    'question',
  );
}
