/** Texts as they are edited, one a line; empty lines say nothing. */
export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What a question offers, as the form library writes it: a bare value, or a value with its words. */
export type Choice = string | number | Readonly<Record<string, unknown>>;

/** How the two halves of a choice are called: `value` and `text` of a choice, `id` and `label` of a slider. */
export interface ChoiceKeys {
  readonly value: string;
  readonly text: string;
  /** False where the form library takes a bare value for both. */
  readonly alwaysBoth: boolean;
}

export const choiceKeys: ChoiceKeys = { value: 'value', text: 'text', alwaysBoth: false };
export const sliderKeys: ChoiceKeys = { value: 'id', text: 'label', alwaysBoth: true };

/** Choices as lines `value | words`; a line without a bar is both. */
export function textOfChoices(choices: readonly Choice[], keys: ChoiceKeys): string {
  return choices
    .map((choice) => {
      const { value, words } = halvesOf(choice, keys);
      return words === '' || words === value ? value : `${value} | ${words}`;
    })
    .join('\n');
}

/**
 * Lines read back as choices. What a choice has besides (conditions, other languages) stays with its value.
 * @param before the choices that the lines were made from
 */
export function choicesOfText(text: string, before: readonly Choice[], keys: ChoiceKeys): readonly Choice[] {
  const known = new Map(before.map((choice) => [halvesOf(choice, keys).value, choice]));
  return linesOf(text).map((line) => {
    const bar = line.indexOf('|');
    const value = bar < 0 ? line : line.slice(0, bar).trim();
    const words = bar < 0 ? line : line.slice(bar + 1).trim() || value;
    const old = known.get(value);
    if (old !== undefined && (halvesOf(old, keys).words || value) === words) return old;
    if (typeof old === 'object') return { ...old, [keys.text]: words };
    return words === value && !keys.alwaysBoth ? value : { [keys.value]: value, [keys.text]: words };
  });
}

function halvesOf(choice: Choice, keys: ChoiceKeys): { readonly value: string; readonly words: string } {
  if (typeof choice !== 'object') return { value: String(choice), words: '' };
  return { value: plainText(choice[keys.value]), words: plainText(choice[keys.text]) };
}

/** A text, or what a text in several languages says first. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  const texts = value as Readonly<Record<string, unknown>>;
  const first = texts['default'] ?? texts['en'] ?? Object.values(texts)[0];
  return typeof first === 'string' ? first : '';
}
