import { drawInteger, type Random } from '../../../shared/allocation/random.ts';

const vocabulary =
  `time year people way day thing person world life hand part child eye place work week case point company number group
  problem fact water room money story month lot right study book word business issue side kind head house service friend
  father power hour game line end member law car city community name president team minute idea body information back
  parent face others level office door health art war history party result change morning reason research girl guy
  moment air teacher force education foot boy age policy music market sense nation plan college interest death
  experience effect use class control field development role effort rate heart drug show leader light voice wife`.split(
    /\s+/,
  );

/**
 * A long text with headings, lists, bold words, a table and code, as a renderer meets them.
 * @param count words exactly, as counted by white space and leaving out marks without a letter
 */
export function writeWords(count: number, random: Random): string {
  const blocks: string[] = [];
  let left = count;
  const take = (wanted: number): string[] => {
    const taken = Math.min(wanted, left);
    left -= taken;
    return Array.from(
      { length: taken },
      () => vocabulary[drawInteger(random, vocabulary.length)] ?? 'word',
    );
  };
  for (let index = 0; left > 0; index += 1) {
    if (index % 6 === 0) blocks.push(`## ${sentence(take(4)).replace(/\.$/, '')}`);
    else if (index % 6 === 3) blocks.push(list(() => take(9), 4));
    else if (index % 12 === 5) blocks.push(table(take(12)));
    else blocks.push(paragraph(() => take(8 + drawInteger(random, 10)), 5));
  }
  return blocks.filter((block) => block !== '').join('\n\n');
}

function sentence(words: readonly string[]): string {
  const text = words.join(' ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function paragraph(next: () => string[], sentences: number): string {
  const parts = Array.from({ length: sentences }, () => sentence(next())).filter(
    (part) => part !== '',
  );
  return parts
    .map((part, index) => (index === 1 ? part.replace(/\w+(?=\.$)/, '**$&**') : part))
    .join(' ');
}

function list(next: () => string[], items: number): string {
  return Array.from({ length: items }, () => sentence(next()))
    .filter((item) => item !== '')
    .map((item) => `- ${item}`)
    .join('\n');
}

function table(words: readonly string[]): string {
  if (words.length < 6) return sentence(words);
  const rows: string[] = [];
  for (let index = 0; index < words.length; index += 3) {
    const cells = [words[index] ?? '', words[index + 1] ?? '', words[index + 2] ?? ''];
    rows.push(`| ${cells.join(' | ')} |`);
  }
  return [rows[0], '| --- | --- | --- |', ...rows.slice(1)].join('\n');
}
