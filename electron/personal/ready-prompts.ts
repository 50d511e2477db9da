import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadyPrompt } from '../../shared/contract/personal.ts';

/**
 * The ready-made prompts that come with the app, in the order of their files. A test reads every one of them.
 * @param folder with files `*.prompt.json`
 */
export function readReadyPrompts(folder: string): ReadyPrompt[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prompt.json'))
    .sort()
    .map((name) => ReadyPrompt.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}
