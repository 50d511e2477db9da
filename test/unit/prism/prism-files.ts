import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '../../../electron/prism/lines.ts';
import type { PrismChoice, PrismFileName } from '../../../shared/contract/people.ts';
import type { PrismRow } from '../../../shared/prism/write-rows.ts';
import { generatePrism, type GenerateOptions } from '../../prism/generate.ts';
import { newFolder } from '../storage/data-folders.ts';

/** A folder with files of a few people. */
export function smallRelease(options: Partial<GenerateOptions> = {}): string {
  const folder = newFolder();
  generatePrism(folder, { people: 20, seed: 'small', ...options });
  return folder;
}

export function rowsOf(folder: string, file: PrismFileName): PrismRow[] {
  const lines = readFileSync(join(folder, `${file}.jsonl`), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as PrismRow);
}

export function linesFrom(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

export const undisturbed: Reading = { signal: new AbortController().signal, onProgress: () => undefined };
export const everybody: PrismChoice = { userIds: null, skipBroken: false };

/** A conversation of one turn, as a line. */
export function conversationLine(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    conversation_id: 'c1',
    user_id: 'user1',
    conversation_type: 'unguided',
    opening_prompt: 'Good morning',
    conversation_turns: 2,
    conversation_history: [
      { turn: 0, role: 'user', content: 'Good morning' },
      { turn: 0, role: 'model', content: 'Hello!', model_name: 'claude-2', model_provider: 'anthropic', score: 80, if_chosen: true, within_turn_id: 1 },
      { turn: 0, role: 'model', content: 'EMPTY STRING', model_name: 'gpt-4', model_provider: 'openai', score: 80, if_chosen: false, within_turn_id: 0 },
      { turn: 0, role: 'model', content: 'Yes?', model_name: 'command', model_provider: 'cohere', score: 20, if_chosen: false, within_turn_id: 2 },
      { turn: 1, role: 'user', content: 'How are you?' },
      { turn: 1, role: 'model', content: 'Fine.', model_name: 'claude-2', model_provider: 'anthropic', score: 50, if_chosen: false, within_turn_id: 0 },
      { turn: 1, role: 'model', content: 'Well, thanks.', model_name: 'claude-2', model_provider: 'anthropic', score: 70, if_chosen: true, within_turn_id: 1 },
    ],
    performance_attributes: { values: 50, fluency: null },
    choice_attributes: { values: 100, fluency: 1 },
    open_feedback: 'Kind.',
    generated_datetime: '2023-11-22 09:00:00',
    timing_duration_s: 120.5,
    timing_duration_mins: 2.01,
    included_in_balanced_subset: true,
    ...changes,
  };
}
