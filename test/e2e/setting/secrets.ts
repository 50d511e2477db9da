/** A text, and where it was found. */
export interface Finding {
  readonly secret: string;
  readonly where: string;
  readonly excerpt: string;
}

/**
 * Looks for secrets in anything that reached a window.
 * @param phrases found anywhere, in capitals or not
 * @param names ordinary words that are also an arm's name: found as a whole word as the arm writes it,
 *   or as a whole value
 */
export class SecretHunt {
  readonly #phrases: readonly string[];
  readonly #names: readonly RegExp[];
  readonly #values: ReadonlySet<string>;
  readonly findings: Finding[] = [];
  /** How much was looked at, so that a hunt in an empty place does not count as one. */
  characters = 0;

  constructor(phrases: readonly string[], names: readonly string[]) {
    this.#phrases = phrases.map((phrase) => phrase.toLowerCase());
    this.#names = names.map((name) => new RegExp(`(?<![\\p{L}-])${name}(?![\\p{L}-])`, 'u'));
    this.#values = new Set(names.flatMap((name) => [name, name.toLowerCase()]));
  }

  /** Looks through the strings and keys of a value of any shape. */
  lookAt(value: unknown, where: string): void {
    if (typeof value === 'string') this.#lookAtText(value, where);
    else if (Array.isArray(value)) value.forEach((each, index) => this.lookAt(each, `${where}[${index}]`));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        this.#lookAtText(key, `${where} (name of a field)`);
        this.lookAt(inner, `${where}.${key}`);
      }
    }
  }

  #lookAtText(text: string, where: string): void {
    this.characters += text.length;
    const lower = text.toLowerCase();
    const found = this.#phrases.find((phrase) => lower.includes(phrase));
    if (found !== undefined) this.#keep(found, where, text);
    if (this.#values.has(text.trim())) this.#keep(text, where, text);
    const name = this.#names.find((each) => each.test(text));
    if (name !== undefined) this.#keep(name.source, where, text);
  }

  #keep(secret: string, where: string, text: string): void {
    const at = Math.max(0, text.toLowerCase().indexOf(secret.toLowerCase()) - 60);
    this.findings.push({ secret, where, excerpt: text.slice(at, at + 160) });
  }
}
