import { createRandom, shuffled, type Random } from '../../../shared/allocation/random.ts';
import type { ChatMessage } from '../../../shared/session/events.ts';
import { findForm, findIntent, findLanguage, type Form, type Intent } from './intent.ts';
import {
  elaborations,
  longClosings,
  longFormClosing,
  longFormIntroduction,
  longGreeting,
  longIdentity,
  longLinks,
  longOpenings,
  longThanks,
} from './long-winded.ts';
import { isPointKind, type Manner } from './manners.ts';
import { points } from './points.ts';
import type { PracticeModel } from './practice-models.ts';
import { writeForm } from './requested-form.ts';
import { writeRightToLeft } from './right-to-left.ts';
import { findTopic, namesMaker, type Topic } from './topic.ts';
import { writeWords } from './words.ts';

/** What a reply is made from. */
interface Situation {
  readonly message: string;
  readonly intent: Intent;
  readonly form: Form;
  readonly topic: Topic;
  readonly earlier: string | null;
  /** 0 for the first. */
  readonly turn: number;
  readonly random: Random;
  /** Same for all models of a thread, so that they can share out what there is to say. */
  readonly threadRandom: Random;
}

/** The reply of a practice model: the same for the same seed, model and messages, always. */
export function composeReply(
  model: PracticeModel,
  messages: readonly ChatMessage[],
  seed: string,
): string {
  if (model.kind === 'words') return writeWords(model.words, createRandom(`${seed}/${model.name}`));
  const situation = readSituation(model.name, messages, seed);
  const language = findLanguage(situation.message);
  if (language !== 'english') {
    const tone = model.kind === 'short' ? model.tone : 'long-winded';
    const offset = situation.turn * 8 + model.share * 2;
    const { message, form, threadRandom, random } = situation;
    return writeRightToLeft(language, tone, message, form, offset, threadRandom, random);
  }
  return model.kind === 'short'
    ? composeShort(model.manner, model.share, situation)
    : composeLong(model.share, model.longest ?? longestLongReply, situation);
}

function readSituation(model: string, messages: readonly ChatMessage[], seed: string): Situation {
  const said = messages.filter((each) => each.role === 'user').map((each) => each.content);
  const message = said.at(-1) ?? '';
  const earlierSaid = said.slice(0, -1).reverse();
  const ownTopic = findTopic(message);
  const earlierTopics = earlierSaid.map(findTopic).filter((topic) => topic !== null);
  const topic = ownTopic ?? earlierTopics[0] ?? { main: 'this', other: null };
  const asked = findIntent(message);
  // "Go on" carries on with the earlier question.
  const carried =
    asked === 'general' && ownTopic === null ? earlierSaid.map(findIntent).find(isPointKind) : null;
  const intent = carried ?? asked;
  return {
    message,
    intent,
    form: findForm(message),
    topic,
    earlier: earlierTopics.find((each) => each.main !== topic.main)?.main ?? null,
    turn: earlierSaid.length,
    random: createRandom(
      JSON.stringify([seed, model, messages.map((each) => [each.role, each.content])]),
    ),
    threadRandom: createRandom(JSON.stringify([seed, intent, said[0] ?? ''])),
  };
}

function composeShort(manner: Manner, share: number, situation: Situation): string {
  const { intent, form, random, turn, earlier, message, topic } = situation;
  if (form !== 'prose') {
    const introduction = pick(manner.formIntroductions, random);
    const piece = writeForm(form, message, topic, share, random);
    return fill(
      [introduction, piece, pick(manner.formClosers, random)].filter(isText).join('\n\n'),
      situation,
    );
  }
  if (intent === 'identity' || intent === 'greeting' || intent === 'thanks') return manner[intent];

  const chosen = choosePoints(manner, situation, points[intent]);
  const opener = pick(intent === 'personal' ? manner.personalOpeners : manner.openers, random);
  const isStatement = !message.includes('?') && message.trim().split(/\s+/).length >= 4;
  const quote =
    isStatement && intent !== 'personal' && !namesMaker(message) ? pick(manner.quotes, random) : '';
  const link = turn > 0 && earlier !== null ? pick(manner.links, random) : '';
  const start = quote !== '' && random.next() < 0.6 ? quote : opener;
  const end = [pick(manner.middles, random), pick(manner.closers, random)].filter(isText).join(' ');
  const asBullets = manner.pointsPerReply > 1 && random.next() < (manner.bullets ?? 0.25);
  const body = asBullets
    ? `\n\n${chosen.map((point) => `- ${point}`).join('\n')}\n\n`
    : ` ${chosen.join(' ')} `;
  const text = `${[start, link].filter(isText).join(' ')}${body}${end}`;
  return fill(tidy(text), situation);
}

/** Each model of a turn takes its own points, and the next turn goes on where this one stopped. */
function choosePoints(manner: Manner, situation: Situation, pool: readonly string[]): string[] {
  const order = shuffled(pool, situation.threadRandom);
  const first = situation.turn * manner.pointsPerTurn + manner.firstPoint;
  return Array.from(
    { length: manner.pointsPerReply },
    (_, index) => order[(first + index) % order.length] ?? '',
  );
}

const longestLongReply = 178;
/** No common divisor with the number of elaborations, so that no turn begins where another did. */
const longStride = 5;

function composeLong(share: number, longest: number, situation: Situation): string {
  const { intent, form, random, turn, earlier, message, topic } = situation;
  if (form !== 'prose') {
    const piece = writeForm(form, message, topic, share, random);
    return fill([longFormIntroduction, piece, longFormClosing].join('\n\n'), situation);
  }
  if (intent === 'greeting') return longGreeting;
  if (intent === 'thanks') return longThanks;
  if (intent === 'identity') return longIdentity;

  const start = turn > 0 && earlier !== null ? pick(longLinks, random) : pick(longOpenings, random);
  const closing = pick(longClosings, random);
  const order = shuffled(elaborations, situation.threadRandom);
  let text = start;
  for (let index = 0; index < order.length; index += 1) {
    const sentence = order[(turn * longStride + index) % order.length] ?? '';
    const longer = `${text}${index === 2 ? '\n\n' : ' '}${sentence}`;
    if (countWords(fill(`${longer} ${closing}`, situation)) > longest) break;
    text = longer;
  }
  return fill(`${text}\n\n${closing}`, situation);
}

export function countWords(text: string): number {
  return text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

/**
 * Puts the subjects in, naming {a} only every other time, as people do. Replacements are functions
 * because a message may hold "$&".
 */
function fill(text: string, situation: Situation): string {
  const { topic, earlier, message } = situation;
  let mentions = 0;
  return text
    .replaceAll('{earlier}', () => earlier ?? 'what you said before')
    .replaceAll('{quote}', () => openingWords(message))
    .replaceAll('{a}', () => (mentions++ % 2 === 0 ? topic.main : 'this'));
}

/** Up to eight words of the first sentence. */
function openingWords(message: string): string {
  const words = (message.trim().split(/[.!?\n]/)[0] ?? '').split(/\s+/);
  const start = words
    .slice(0, 8)
    .join(' ')
    .replace(/[,;:…]+$/, '');
  return words.length > 8 ? `${start} …` : start;
}

function tidy(text: string): string {
  return text
    .replace(/ *\n\n */g, '\n\n')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function isText(text: string): boolean {
  return text !== '';
}

function pick(options: readonly string[], random: Random): string {
  return options[Math.floor(random.next() * options.length)] ?? '';
}
