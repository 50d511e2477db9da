import { createHash } from 'node:crypto';
import { createRandom, drawInteger, shuffled, type Random } from '../../../shared/allocation/random.ts';
import type { Learned } from './learned.ts';
import { agreeable, brief, plain, warm, type Manner } from './manners.ts';
import type { PracticeModel } from './practice-models.ts';

/** `practice-own-` and a code; those that begin with `none-` do not exist, so that somebody without a model can be tried. */
const ownName = /^practice-own-(?!none-)[A-Za-z0-9-]{1,60}$/;

/** A model of somebody's own that nobody had to train: its manner follows from its name alone. */
export function findOwnModel(name: string): PracticeModel | null {
  if (!ownName.test(name)) return null;
  const random = createRandom(createHash('sha256').update(name).digest('hex'));
  const tones = [
    { tone: 'brief', manner: brief },
    { tone: 'warm', manner: warm },
    { tone: 'agreeable', manner: agreeable },
    { tone: 'plain', manner: plain(drawInteger(random, 4)) },
  ] as const;
  const [first = tones[0], second = tones[1]] = shuffled(tones, random);
  // Opens like one and ends like another, so that there are more of them than manners.
  const manner: Manner = {
    ...withOrder(first.manner, random),
    closers: second.manner.closers,
    links: second.manner.links,
    pointsPerReply: 1 + drawInteger(random, 3),
  };
  return { name, kind: 'short', tone: first.tone, manner, share: drawInteger(random, 4) };
}

/** Below this a difference between preferred and other replies is taken for chance. */
const noticeable = 0.08;

const questions = ['What matters most to you in this?', 'Which of these fits you best?', 'What have you tried so far?', 'Shall we go into one of these?'];
const exclamations = ['You have what it takes for this!', 'Good luck with it!', 'This is well worth doing!'];

/** The base model's manner, moved towards what the preferred replies had more of. */
export function tunedModel(name: string, base: PracticeModel, learned: Learned): PracticeModel {
  if (base.kind === 'words') return { ...base, name };
  if (base.kind === 'long-winded') {
    return { ...base, name, longest: Math.round(Math.min(400, Math.max(40, (base.longest ?? 178) * Math.exp(learned.length)))) };
  }
  const random = createRandom(learned.seed);
  const { manner } = base;
  const length = Math.abs(learned.length) < noticeable ? 0 : learned.length;
  const points = length === 0 ? manner.pointsPerReply : Math.min(5, Math.max(1, Math.round(manner.pointsPerReply * Math.exp(length) + Math.sign(length) * 0.5)));
  const shorter = length < 0;
  return {
    ...base,
    name,
    manner: {
      ...withOrder(manner, random),
      firstPoint: manner.firstPoint + drawInteger(random, 8),
      pointsPerReply: points,
      openers: shorter ? [''] : manner.openers,
      middles: shorter ? [''] : manner.middles,
      closers: closersOf(manner, learned, shorter, random),
      bullets: Math.min(1, Math.max(0, (manner.bullets ?? 0.25) + (Math.abs(learned.lists) < noticeable ? 0 : learned.lists * 2))),
    },
  };
}

function closersOf(manner: Manner, learned: Learned, shorter: boolean, random: Random): readonly string[] {
  if (learned.questions > noticeable) return shuffled(questions, random).slice(0, 3);
  const silent = shorter ? [''] : manner.closers;
  if (learned.exclamations > noticeable) return shuffled(exclamations, random).slice(0, 2);
  const kept = silent.filter((closer) => (learned.questions >= -noticeable || !closer.includes('?')) && (learned.exclamations >= -noticeable || !closer.includes('!')));
  return kept.length === 0 ? [''] : kept;
}

/** Which sentence is drawn depends on the order in which they stand. */
function withOrder(manner: Manner, random: Random): Manner {
  return { ...manner, openers: shuffled(manner.openers, random), personalOpeners: shuffled(manner.personalOpeners, random), middles: shuffled(manner.middles, random) };
}
