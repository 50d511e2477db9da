import {
  editionWords,
  knownNames,
  linkWords,
  makerLinks,
  makerSuffixes,
  makerVerbs,
  modelWords,
  namingPhrases,
  selfWords,
  type KnownName,
} from './known-names.ts';
import { staysInSentence, wordsOf, type Word } from './words.ts';

/** plain: a single ordinary-looking word among the names of a session's arms, such as "Generic" or "Luna". */
type NameKind = KnownName['kind'] | 'plain';

interface Name {
  readonly words: readonly string[];
  readonly written: string;
  readonly kind: NameKind;
  readonly numbered: boolean;
  readonly editions: readonly (readonly string[])[];
  readonly notBefore: ReadonlySet<string>;
}

/** A name in a text: from one word to before another. */
export interface NamePlace {
  readonly from: number;
  readonly to: number;
}

type NamesByFirstWord = ReadonlyMap<string, readonly Name[]>;

const editions = new Set(editionWords);
const modelish = new Set(modelWords);
const links = new Set(linkWords);
const suffixes = new Set(makerSuffixes);
const verbs = new Set(makerVerbs);
const byWords = new Set(makerLinks);
const selves = new Set(selfWords);
const namings = new Set(namingPhrases.map((phrase) => foldedOf(phrase).join(' ')));

const builtIn = namesByFirstWord(
  knownNames.map((known) => ({
    words: foldedOf(known.name),
    written: known.name,
    kind: known.kind,
    numbered: known.numbered ?? false,
    editions: (known.editions ?? []).map(foldedOf),
    notBefore: new Set(known.notBefore),
  })),
);
const builtInWords = new Set([...builtIn.values()].flat().map((name) => name.words.join(' ')));

/** Finds names in one text; made anew for every reply, with the names of the session's arms. */
export class NameFinder {
  private readonly text: string;
  private readonly words: readonly Word[];
  private readonly own: NamesByFirstWord;

  constructor(text: string, words: readonly Word[], namesOfSession: readonly string[]) {
    this.text = text;
    this.words = words;
    this.own = namesByFirstWord(namesOfSession.flatMap(namesOfArm));
  }

  /** All names that give an arm away where they stand, in order, not overlapping. */
  find(): readonly NamePlace[] {
    const places: NamePlace[] = [];
    let index = 0;
    while (index < this.words.length) {
      const end = this.longest(index, (name, to) => this.givesAway(name, index, to));
      if (end !== null) places.push({ from: index, to: end });
      index = end ?? index + 1;
    }
    return places;
  }

  /**
   * The name that begins at a word, whatever stands around it; of ordinary words only those with a
   * capital, so that "i am meta" in running text is none.
   * @returns index after its last word, or null
   */
  nameAt(index: number): number | null {
    return this.longest(index, (name, to) => this.casesFit(name, index, to) && (name.kind === 'distinct' || this.looksLikeName(name, index)));
  }

  private longest(index: number, accepts: (name: Name, to: number) => boolean): number | null {
    const first = this.words[index]?.folded ?? '';
    const candidates = [builtIn.get(first), this.own.get(first)].flatMap((names) => names ?? []);
    let longest: number | null = null;
    for (const name of candidates) {
      const to = this.endOf(name.words, index);
      if (to === null || !accepts(name, to)) continue;
      const end = this.afterVersion(to);
      if (longest === null || end > longest) longest = end;
    }
    return longest;
  }

  private givesAway(name: Name, from: number, to: number): boolean {
    if (name.notBefore.has(this.foldedAt(to))) return false;
    if (name.kind === 'distinct') return true;
    if (name.kind === 'cased') return this.casesFit(name, from, to);
    if (name.numbered && this.isNearNumber(to)) return true;
    if (name.editions.some((edition) => this.endOf(edition, to) !== null)) return true;
    if (!this.looksLikeName(name, from)) return false;
    if (name.kind === 'plain' && this.standsOutInSentence(from)) return true;
    return this.isNamedOrMade(name.kind, from) || this.isBesideModelWord(name.kind, from, to);
  }

  /** "I am Claude", "As Gemini, …", "the model was developed by Meta". */
  private isNamedOrMade(kind: NameKind, from: number): boolean {
    const one = this.foldedAt(from - 1);
    const two = `${this.foldedAt(from - 2)} ${one}`;
    if (kind !== 'maker' && (namings.has(two) || namings.has(one))) return true;
    if (kind !== 'maker' && (one === 'as' || one === 'als') && this.isFollowedByPause(from)) return true;
    const link = [from - 1, from - 2].find((index) => byWords.has(this.foldedAt(index)));
    if (link === undefined) return false;
    const verb = [link - 1, link - 2].find((index) => verbs.has(this.foldedAt(index)));
    if (verb === undefined) return false;
    for (let index = verb; index >= Math.max(0, verb - 6); index -= 1) {
      const word = this.words[index];
      const next = this.words[index + 1];
      if (index < verb && (!word || !next || !staysInSentence(this.text, word, next))) return false;
      if (selves.has(this.foldedAt(index)) || modelish.has(this.foldedAt(index))) return true;
    }
    return this.foldedAt(verb) === 'trained';
  }

  /** "the Falcon model", "assistants such as Bard", "Meta AI". */
  private isBesideModelWord(kind: NameKind, from: number, to: number): boolean {
    const after = this.isCloseTo(to) ? this.foldedAt(to) : '';
    if (kind === 'maker') {
      return suffixes.has(after) || (after === 'language' && modelish.has(this.foldedAt(to + 1)));
    }
    if (modelish.has(after)) return true;
    if (after === 'language' && modelish.has(this.foldedAt(to + 1))) return true;
    const one = this.foldedAt(from - 1);
    if (!this.isCloseTo(from)) return false;
    if (modelish.has(one)) return true;
    return links.has(one) && [from - 2, from - 3].some((index) => modelish.has(this.foldedAt(index)));
  }

  /** A capital in the middle of a sentence, where the word before has none: not in titles. */
  private standsOutInSentence(from: number): boolean {
    const before = this.words[from - 1];
    const word = this.words[from];
    if (!before || !word || !staysInSentence(this.text, before, word)) return false;
    const gap = this.text.slice(before.end, word.start);
    if (/[\n:*#"“„«]/.test(gap)) return false;
    return gap.includes(',') || before.folded === 'i' || !hasCapital(this.text.slice(before.start, before.end));
  }

  /** Words that an ordinary name shares with the language count as a name only with a capital or a digit. */
  private looksLikeName(name: Name, from: number): boolean {
    const word = this.words[from];
    return name.words.length > 1 || (word !== undefined && hasCapital(this.text.slice(word.start, word.end)));
  }

  private casesFit(name: Name, from: number, to: number): boolean {
    const first = this.words[from];
    const last = this.words[to - 1];
    if (name.kind !== 'cased') return true;
    if (!first || !last) return false;
    const lettersOnly = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    return lettersOnly(this.text.slice(first.start, last.end)).startsWith(lettersOnly(name.written));
  }

  private isFollowedByPause(from: number): boolean {
    const word = this.words[from];
    const next = this.words[from + 1];
    if (!word) return false;
    return this.text.charAt(word.end) === ',' || next?.folded === 'i' || next?.folded === 'ich';
  }

  private isNearNumber(to: number): boolean {
    return this.isCloseTo(to) && /^\d/.test(this.foldedAt(to));
  }

  /** Index after version and edition words: "4o mini", "3.5 Sonnet", "-70b". */
  private afterVersion(to: number): number {
    let end = to;
    while (end < to + 4 && this.isCloseTo(end)) {
      const word = this.foldedAt(end);
      if (!editions.has(word) && !/^\d{1,3}[a-z]?$/.test(word)) break;
      end += 1;
    }
    return end;
  }

  private endOf(words: readonly string[], from: number): number | null {
    for (let offset = 0; offset < words.length; offset += 1) {
      const index = from + offset;
      if (this.foldedAt(index) !== words[offset] || (offset > 0 && !this.isCloseTo(index))) return null;
    }
    return from + words.length;
  }

  /** Whether at most a few marks stand between a word and the one before, and no end of line. */
  private isCloseTo(index: number): boolean {
    const before = this.words[index - 1];
    const word = this.words[index];
    if (!before || !word || word.start - before.end > 3) return false;
    const gap = this.text.slice(before.end, word.start);
    return !gap.includes('\n') && staysInSentence(this.text, before, word);
  }

  private foldedAt(index: number): string {
    return this.words[index]?.folded ?? '';
  }
}

/**
 * Names by which a session knows an arm. The last part of a path counts too ("meta-llama/Llama-3"). A
 * single word of letters alone, like "Generic", could be anybody's word and is treated with more care;
 * words that are known already keep what is known about them.
 */
function namesOfArm(written: string): Name[] {
  const last = written.slice(written.lastIndexOf('/') + 1);
  return [...new Set([written, last])].flatMap((each): Name[] => {
    const words = foldedOf(each);
    const known = words.join(' ');
    if (words.length === 0 || known.length < 2 || builtInWords.has(known)) return [];
    const inner = /\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(each);
    const kind = words.length === 1 && !inner && !/\p{N}/u.test(each) ? 'plain' : 'distinct';
    return [{ words, written: each, kind, numbered: kind === 'plain', editions: [], notBefore: new Set() }];
  });
}

function namesByFirstWord(names: readonly Name[]): NamesByFirstWord {
  const byWord = new Map<string, Name[]>();
  for (const name of names) {
    const first = name.words[0];
    if (first === undefined) continue;
    const known = byWord.get(first);
    if (known) known.push(name);
    else byWord.set(first, [name]);
  }
  return byWord;
}

function foldedOf(text: string): readonly string[] {
  return wordsOf(text).map((word) => word.folded);
}

function hasCapital(word: string): boolean {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 32);
  return first !== first.toLowerCase() || first === first.toUpperCase();
}
