import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diary } from '../e2e/robot/diary.ts';
import type { Picture } from './album.ts';

export interface Demonstration {
  readonly seconds: number;
  readonly diary: Diary;
  readonly pictures: readonly Picture[];
  readonly archive: { readonly name: string; readonly bytes: number; readonly members: readonly string[] };
  readonly recordsAreSound: boolean;
}

/** Writes the one page that says what was played and what came out. */
export async function writeSummary(folder: string, played: Demonstration): Promise<void> {
  await writeFile(path.join(folder, 'summary.md'), summaryOf(played));
}

function summaryOf({ seconds, diary, pictures, archive, recordsAreSound }: Demonstration): string {
  const conversations = diary.conversations.map(
    ({ title, messages, places, ratings }) =>
      `| ${title} | ${messages.length} | ${places.join(' > ')} | ${Object.entries(ratings)
        .map(([slot, rating]) => `${slot} ${rating}`)
        .join(', ')} |`,
  );
  return [
    '# One practice session, from start to archive',
    '',
    `Played through the real windows in ${Math.round(seconds)} s, with the built-in practice models: no key, no network.`,
    `The check of the records afterwards found ${recordsAreSound ? 'everything sound' : 'problems; see the last picture'}.`,
    '',
    '| conversation | turns | order, best first | ratings (1–100) |',
    '| --- | --- | --- | --- |',
    ...conversations,
    '',
    'Letters are places on the screen. They are drawn anew for every conversation, so A is not the same arm twice.',
    '',
    `## The archive: \`${archive.name}\`, ${archive.bytes.toLocaleString('en')} bytes`,
    '',
    ...archive.members.map((member) => `- \`${member}\``),
    '',
    '## Pictures',
    '',
    ...pictures.map(({ file, caption }) => `- [${caption}](${file})`),
    '',
  ].join('\n');
}
