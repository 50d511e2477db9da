import { fencesOf } from './fences.ts';
import { leakCategories, type LeakCategory } from './leak-categories.ts';
import { NameFinder, type NamePlace } from './name-finder.ts';
import { compilePhrases, phraseAt, type CompiledPhrases } from './phrase-matcher.ts';
import { profileMentions, refusals, selfIntroductions, systemPromptMentions } from './phrases.ts';
import { repeatedRuns, repeatedSentences } from './repeated-words.ts';
import { sentencesOf, type Span } from './sentences.ts';
import { standIn } from './stand-in.ts';
import { findTemplateMarks } from './template-marks.ts';
import { SaidWords, wordsOf, type Word } from './words.ts';

export interface LeakContext {
  /**
   * Names of the models, arms, providers and makers of this session, and those that the study adds to
   * the built-in list. A single word of letters alone ("Generic", "Luna") counts where it stands out by
   * its capital or where a model is spoken of; every other name counts wherever it stands.
   */
  readonly names: readonly string[];
  /** System prompt of the arm that answered. */
  readonly systemPrompt: string;
  /** The participant's own texts from the questionnaires: self-description, wishes, answers, chosen labels. */
  readonly profile: readonly string[];
  /** What the participant wrote in this conversation, the newest message included. */
  readonly message: string;
  /** What is looked for. */
  readonly categories: readonly LeakCategory[];
}

export interface LeakFinding {
  readonly category: LeakCategory;
  /** Index of the first UTF-16 unit in the reply. */
  readonly start: number;
  /** Index after the last one. */
  readonly end: number;
  /** The passage as it is written in the reply. */
  readonly text: string;
}

/** Words in a row of the system prompt that are no coincidence; a whole sentence of fewer counts too. */
const systemPromptRun = 8;
const systemPromptSentence = 5;
/** Words in a row of the participant's own profile that are no coincidence. */
const profileRun = 6;

/** Where findings overlap, one remains, of the category that stands first here. */
const precedence: readonly LeakCategory[] = ['reasoning', 'system-prompt', 'profile', 'self-introduction', 'refusal', 'name'];

const phrasesOf = {
  'self-introduction': compilePhrases(selfIntroductions),
  'system-prompt': compilePhrases(systemPromptMentions),
  refusal: compilePhrases(refusals),
  profile: compilePhrases(profileMentions),
} satisfies Partial<Record<LeakCategory, CompiledPhrases>>;

/**
 * Finds what gives an arm away in a reply, before it is revealed. Time grows with the length of the
 * texts and no faster: everything is one pass over words or characters, and no pattern can backtrack.
 *
 * What the participant wrote word for word is no leak of a name, of the profile or of a system prompt,
 * and marks that they wrote are not counted; a model that introduces itself or refuses is always one.
 *
 * @returns findings in order, not overlapping. Findings that overlap become one from the first start to
 *   the last end, of the category that comes first among reasoning, system-prompt, profile,
 *   self-introduction, refusal and name.
 */
export function findLeaks(reply: string, context: LeakContext): readonly LeakFinding[] {
  const words = wordsOf(reply);
  const said = new SaidWords(context.message);
  const names = new NameFinder(reply, words, context.names);
  const spansOf = (category: LeakCategory): readonly Span[] => {
    switch (category) {
      case 'name':
        return withPlus(reply, spansOfWords(words, names.find().filter((place) => !said.includes(foldedBetween(words, place)))));
      case 'self-introduction':
      case 'refusal':
        return spansOfWords(words, findPhrases(reply, words, names, category));
      case 'system-prompt':
        return [
          ...repeatedRuns(words, [context.systemPrompt], systemPromptRun, said),
          ...repeatedSentences(words, context.systemPrompt, { shortest: systemPromptSentence, longest: systemPromptRun - 1 }, said),
          ...unsaidPhrases(reply, words, names, category, said),
        ];
      case 'profile':
        return [
          ...repeatedRuns(words, context.profile, profileRun, said),
          ...unsaidPhrases(reply, words, names, category, said),
        ];
      case 'reasoning':
        return findTemplateMarks(reply, context.message);
    }
  };
  const found = leakCategories
    .filter((category) => context.categories.includes(category))
    .flatMap((category) => spansOf(category).map((span) => ({ category, ...span })));
  return merged(found).map((finding) => ({ ...finding, text: reply.slice(finding.start, finding.end) }));
}

/**
 * The reply with its leaks covered.
 *
 * A name is covered by itself, reasoning and template marks from mark to mark. Of everything else the
 * whole sentences go, because "I, [covered], was trained to help" tells as much as the name. Covered
 * passages with only spaces between them become one. A fence of a code block inside a covered passage
 * stays as far as the text behind it needs it, so that what is code and what is not does not change;
 * marks of lists, quotations and headings stay.
 *
 * @param findings of `findLeaks` for this very reply
 * @param mask a few words without line breaks and backticks
 */
export function maskLeaks(reply: string, findings: readonly LeakFinding[], mask: string): string {
  if (findings.length === 0) return reply;
  const sentences = sentencesOf(reply);
  const fences = fencesOf(reply);
  let shown = '';
  let from = 0;
  for (const span of joined(reply, findings.map((finding) => coveredBy(finding, sentences)))) {
    const covered = standIn(reply, span, fences, mask.replace(/[\r\n`~]+/g, ' '));
    shown += reply.slice(from, covered.start) + covered.text;
    from = covered.end;
  }
  return shown + reply.slice(from);
}

function findPhrases(reply: string, words: readonly Word[], names: NameFinder, category: keyof typeof phrasesOf): NamePlace[] {
  const places: NamePlace[] = [];
  let index = 0;
  while (index < words.length) {
    const end = phraseAt(phrasesOf[category], reply, words, index, (at) => names.nameAt(at));
    if (end !== null) places.push({ from: index, to: end });
    index = end ?? index + 1;
  }
  return places;
}

function unsaidPhrases(
  reply: string,
  words: readonly Word[],
  names: NameFinder,
  category: keyof typeof phrasesOf,
  said: SaidWords,
): readonly Span[] {
  const places = findPhrases(reply, words, names, category);
  return spansOfWords(words, places.filter((place) => !said.includes(foldedBetween(words, place))));
}

function foldedBetween(words: readonly Word[], { from, to }: NamePlace): string[] {
  return words.slice(from, to).map((word) => word.folded);
}

function spansOfWords(words: readonly Word[], places: readonly NamePlace[]): Span[] {
  return places.flatMap(({ from, to }) => {
    const first = words[from];
    const last = words[to - 1];
    return first && last ? [{ start: first.start, end: last.end }] : [];
  });
}

/** "Command R+": the plus belongs to the name. */
function withPlus(reply: string, spans: readonly Span[]): Span[] {
  return spans.map(({ start, end }) => ({ start, end: reply.charAt(end) === '+' ? end + 1 : end }));
}

/** Findings in order; those that overlap as one, of the category that takes precedence. */
function merged(findings: readonly (Span & { readonly category: LeakCategory })[]): (Span & { readonly category: LeakCategory })[] {
  const result: (Span & { readonly category: LeakCategory })[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const open = result.at(-1);
    if (!open || finding.start >= open.end) {
      result.push(finding);
      continue;
    }
    const category = precedence.indexOf(finding.category) < precedence.indexOf(open.category) ? finding.category : open.category;
    result[result.length - 1] = { category, start: open.start, end: Math.max(open.end, finding.end) };
  }
  return result;
}

/** A name and reasoning by themselves, everything else with the sentences in which it stands. */
function coveredBy(finding: LeakFinding, sentences: readonly Span[]): Span {
  if (finding.category === 'name' || finding.category === 'reasoning') return finding;
  const first = sentenceAt(sentences, finding.start);
  const last = sentenceAt(sentences, finding.end - 1);
  return { start: Math.min(finding.start, first?.start ?? finding.start), end: Math.max(finding.end, last?.end ?? finding.end) };
}

/** The sentence that holds an index, by halving. */
function sentenceAt(sentences: readonly Span[], index: number): Span | undefined {
  let low = 0;
  let high = sentences.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const sentence = sentences[middle];
    if (!sentence) return undefined;
    if (index < sentence.start) high = middle - 1;
    else if (index >= sentence.end) low = middle + 1;
    else return sentence;
  }
  return undefined;
}

/** Spans in order, those that overlap or have only spaces between them as one. */
function joined(reply: string, spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const open = result.at(-1);
    if (open && (span.start <= open.end || /^[ \t]*$/.test(reply.slice(open.end, span.start)))) {
      result[result.length - 1] = { start: open.start, end: Math.max(open.end, span.end) };
    } else result.push({ start: span.start, end: span.end });
  }
  return result;
}
