import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diary } from '../e2e/robot/diary.ts';
import type { Archive } from '../e2e/setting/archive.ts';
import type { Picture } from './album.ts';

export interface Played {
  readonly startedAt: Date;
  readonly seconds: number;
  readonly versions: string;
  readonly diary: Diary;
  readonly archiveFile: string;
  readonly archive: Archive;
  readonly pictures: readonly Picture[];
}

/** One page about what was played: conversations, times, files, pictures. */
export async function writeSummary(folder: string, played: Played): Promise<void> {
  await writeFile(path.join(folder, 'summary.html'), await pageOf(played));
}

async function pageOf({ startedAt, seconds, versions, diary, archiveFile, archive, pictures }: Played): Promise<string> {
  const { size } = await stat(archiveFile);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Visavis: a practice session</title>
<style>
  body { font: 17px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1b2123; background: #fff; }
  table { border-collapse: collapse; } th, td { text-align: left; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid #ccd3d4; vertical-align: top; }
  .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.2rem; }
  figure { margin: 0; } img { width: 100%; border: 1px solid #ccd3d4; } figcaption { font-size: 15px; }
</style>
<h1>A practice session, from start to archive</h1>
<p>Played by a robot through the real windows on ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, in ${seconds.toFixed(0)} seconds. ${text(versions)}</p>
<h2>What was said and judged</h2>
<table>
<tr><th>Conversation</th><th>Messages</th><th>Ratings</th><th>Order, best first</th></tr>
${diary.conversations
  .map(
    ({ title, messages, ratings, places }) =>
      `<tr><td>${text(title)}</td><td>${messages.map(text).join('<br>')}</td><td>${Object.entries(ratings)
        .map(([slot, rating]) => `${slot} ${rating}`)
        .join('<br>')}</td><td>${places.join(' ')}</td></tr>`,
  )
  .join('\n')}
</table>
<h2>What was exported</h2>
<p><a href="${path.basename(archiveFile)}">${path.basename(archiveFile)}</a>, ${(size / 1024).toFixed(0)} kB:</p>
<table>
<tr><th>File</th><th>Bytes</th></tr>
${[...archive].map(([name, content]) => `<tr><td>${text(name)}</td><td>${content.length}</td></tr>`).join('\n')}
</table>
<h2>Pictures</h2>
<div class="pictures">
${pictures
  .map(({ file, caption, size: shown }) => `<figure><a href="${file}"><img src="${file}" alt="${text(caption)}"></a><figcaption>${text(caption)} (${shown})</figcaption></figure>`)
  .join('\n')}
</div>
</html>
`;
}

function text(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
