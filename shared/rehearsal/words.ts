import { drawInteger, type Random } from '../allocation/random.ts';

/** What scripted participants write. Other words than in replies, so that no reply seems to quote a person. */
const writtenWords =
  'we wonder whether morning walks, evening meals, garden work, choir practice, train journeys, letters, neighbours, winter coats, old maps, radio plays, bicycle repairs, borrowed books, quiet corners, market days, river paths, wooden boats, paper kites, kitchen songs, school holidays, long weekends'.split(
    ' ',
  );

/** What synthetic replies say: plain sentences that name nobody and have no look of their own. */
const replySentences = [
  'There are several ways to look at this, and each has something to be said for it.',
  'A small step taken today often matters more than a large plan for next month.',
  'It may help to write down what is known and what is still open.',
  'Some of it depends on time, some on money, and some on the weather.',
  'The first point is simple, the second takes a little more thought.',
  'Much can be learned from how the same question was settled elsewhere.',
  'A list of three things is easier to keep in mind than a list of ten.',
  'Where two aims pull apart, it is worth asking which of them can wait.',
  'The costs are clear at once, while the gains come slowly.',
  'Careful reading saves a good deal of trouble later on.',
  'What works in one place need not work in another.',
  'A second opinion is cheap compared with a mistake.',
  'Numbers tell a part of the story, and examples tell the rest.',
  'The usual advice is sound, but it leaves out the hardest case.',
  'In the end the choice is between speed and certainty.',
  'An early start leaves room for what goes wrong.',
] as const;

/** A text of exactly so many words, as a person might write them. */
export function writtenText(words: number, random: Random): string {
  const start = drawInteger(random, writtenWords.length);
  return Array.from({ length: words }, (_, index) => writtenWords[(start + index) % writtenWords.length] as string).join(' ');
}

/** A text of at least `minimum` characters, where the most allows, and never more than that. */
export function writtenCharacters(minimum: number, maximum: number, random: Random): string {
  let text = writtenText(4, random);
  while (text.length < minimum) text += ` ${writtenText(8, random)}`;
  const cut = text.slice(0, Math.max(minimum, Math.min(text.length, maximum)));
  // Space at the end does not count as written.
  return cut.endsWith(' ') ? `${cut.slice(0, -1)}.` : cut;
}

/** A reply of exactly so many characters, one at least. */
export function replyText(characters: number, random: Random): string {
  const length = Math.max(1, Math.round(characters));
  const start = drawInteger(random, replySentences.length);
  let text = '';
  for (let index = start; text.length < length; index += 1) text += `${text === '' ? '' : ' '}${replySentences[index % replySentences.length] as string}`;
  return `${text.slice(0, length - 1)}.`;
}
