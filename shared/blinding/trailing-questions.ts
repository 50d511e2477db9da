import { beginsBlock, inlineTextOf } from './inline-text.ts';
import { compilePhrases, phraseAt } from './phrase-matcher.ts';
import { closingOffers, conditionalOffers, conditionWords } from './phrases.ts';
import { sentencesOf, type Span } from './sentences.ts';
import { wordsOf } from './words.ts';

const offers = compilePhrases(closingOffers);
const offersUnderCondition = compilePhrases(conditionalOffers);
const conditions = new Set(conditionWords);
const rule = /^[ \t]*(?:[-*_][ \t]*){3,}$/;

/**
 * The text without the questions and offers at its end: the last sentences of the last paragraphs, as far
 * back as all of them ask or offer something. Items, quotations, tables, headings and code are content,
 * and so is a question that is the whole reply.
 */
export function withoutTrailingQuestions(text: string): string {
  const { chunks } = inlineTextOf(text);
  let cut: number | null = null;
  for (let index = chunks.length - 1; index >= 0; index -= 1) {
    const chunk = chunks[index];
    // Anything but spaces behind it is code.
    if (!chunk || text.slice(chunk.end, cut ?? text.length).trim() !== '') break;
    if (beginsBlock(text.slice(chunk.start, chunk.end))) break;
    const start = startOfQuestions(text, chunk);
    if (start === null) break;
    cut = start;
    if (text.slice(chunk.start, cut).trim() !== '') break;
  }
  if (cut === null || !/[\p{L}\p{N}]/u.test(withoutHeadingLines(text.slice(0, cut)))) return text;
  return withoutRule(text.slice(0, cut).trimEnd());
}

/** Where the questions and offers begin that end a paragraph; null where it ends in something else. */
function startOfQuestions(text: string, chunk: Span): number | null {
  const sentences = sentencesOf(text.slice(chunk.start, chunk.end));
  let start: number | null = null;
  for (const sentence of [...sentences].reverse()) {
    const words = text.slice(chunk.start + sentence.start, chunk.start + sentence.end);
    // A smiley behind the question is a sentence of its own, of no words.
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const candidate = chunk.start + sentence.start;
    if (!(asks(words) || isOffer(words)) || !isWhole(text.slice(candidate, start ?? chunk.end))) break;
    start = candidate;
  }
  return start;
}

/** Ends in a question mark that is no part of a quotation. */
function asks(sentence: string): boolean {
  for (let index = sentence.length - 1; index >= 0; index -= 1) {
    const character = sentence.charAt(index);
    if ('?？؟'.includes(character)) return true;
    if (/[\p{L}\p{N}"”“»«'’.…。」]/u.test(character)) return false;
  }
  return false;
}

function isOffer(sentence: string): boolean {
  const words = wordsOf(sentence);
  const noName = (): null => null;
  if (phraseAt(offers, sentence, words, 0, noName) !== null) return true;
  if (!conditions.has(words[0]?.folded ?? '')) return false;
  return words.some((_, index) => phraseAt(offersUnderCondition, sentence, words, index, noName) !== null);
}

/** Whether no bold passage, code or link is torn apart when this is taken away. */
function isWhole(passage: string): boolean {
  const count = (mark: string): number => passage.split(mark).length - 1;
  return count('*') % 2 === 0 && count('`') % 2 === 0 && count('[') === count(']');
}

function withoutHeadingLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^[ \t]*#{1,6}(?:[ \t]|$)/.test(line))
    .join('\n');
}

/** A rule that parted the question from the rest goes with it. */
function withoutRule(text: string): string {
  const last = text.lastIndexOf('\n');
  return last > 0 && rule.test(text.slice(last + 1)) && text.slice(0, last).endsWith('\n') ? text.slice(0, last).trimEnd() : text;
}
