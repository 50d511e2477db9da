import type { PrismFileName } from '../../shared/contract/people.ts';
import { isObject, type JsonObject } from '../../shared/prism/json-values.ts';
import { surveyObjects } from '../../shared/prism/layout.ts';
import type { PrismRow } from '../../shared/prism/write-rows.ts';

/** Something that real files have, planted in one line, or in every line of a file. */
interface Fault {
  readonly file: PrismFileName;
  /** Line, 1 first; null for every line. */
  readonly line: number | null;
  /** Field that a report should name; null for the line as a whole, undefined for nothing to report. */
  readonly field?: string | null;
  readonly change: (row: PrismRow) => PrismRow | string;
}

function entryChanged(row: PrismRow, index: number, change: (entry: JsonObject) => JsonObject): PrismRow {
  const history = row['conversation_history'];
  if (!Array.isArray(history)) throw new Error('There is no history to plant a fault in.');
  return { ...row, conversation_history: history.map((entry, place) => (place === index && isObject(entry) ? { ...change(entry) } : entry)) };
}

const without = (row: PrismRow, field: string): PrismRow => Object.fromEntries(Object.entries(row).filter(([name]) => name !== field));

export const faults = {
  'cut-line': { file: 'conversations', line: 3, field: null, change: (row) => JSON.stringify(row).slice(0, 200) },
  'list-line': { file: 'survey', line: 4, field: null, change: (row) => JSON.stringify([row]) },
  'no-user': { file: 'survey', line: 2, field: 'user_id', change: (row) => without(row, 'user_id') },
  'user-twice': { file: 'survey', line: 6, field: 'user_id', change: (row) => ({ ...row, user_id: 'user0' }) },
  'unknown-user': { file: 'conversations', line: 5, field: 'user_id', change: (row) => ({ ...row, user_id: 'nobody' }) },
  'conversation-twice': { file: 'conversations', line: 7, field: 'conversation_id', change: (row) => ({ ...row, conversation_id: 'c0' }) },
  'score-in-words': {
    file: 'conversations',
    line: 4,
    field: 'conversation_history[1].score',
    change: (row) => entryChanged(row, 1, (entry) => ({ ...entry, score: '80' })),
  },
  'score-beyond': {
    file: 'conversations',
    line: 6,
    field: 'conversation_history[2].score',
    change: (row) => entryChanged(row, 2, (entry) => ({ ...entry, score: 101 })),
  },
  'turns-swapped': {
    file: 'conversations',
    line: 8,
    field: 'conversation_history[1].turn',
    change: (row) => entryChanged(row, 0, (entry) => ({ ...entry, turn: 1 })),
  },
  'utterance-nowhere': { file: 'utterances', line: 9, field: 'within_turn_id', change: (row) => ({ ...row, turn: 21 }) },
  'utterance-differs': { file: 'utterances', line: 12, field: 'model_response', change: (row) => ({ ...row, model_response: 'Something else.' }) },
  'extra-fields': { file: 'conversations', line: null, change: (row) => entryChanged({ ...row, wave: { number: 2 } }, 1, (entry) => ({ ...entry, latency: 1.5 })) },
  'unknown-model': { file: 'conversations', line: 2, change: (row) => entryChanged(row, 1, (entry) => ({ ...entry, model_name: 'our-own-model' })) },
  'nothing-said': {
    file: 'survey',
    line: 3,
    change: (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name === 'user_id' ? value : null])),
  },
  'fields-missing': { file: 'survey', line: 5, change: ({ user_id = null, age = null }) => ({ user_id, age }) },
  flattened: {
    file: 'survey',
    line: null,
    change: (row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([name, value]) =>
          ['religion', 'ethnicity', 'location'].includes(name) && isObject(value)
            ? (surveyObjects[name] ?? []).map((part) => [`${name}_${part}`, value[part] ?? null] as const)
            : [[name, value] as const],
        ),
      ),
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;

/** The line as it is written, with what was to be planted in it. */
export function plant(file: PrismFileName, line: number, row: PrismRow, names: readonly FaultName[]): string {
  let planted: PrismRow | string = row;
  for (const name of names) {
    const fault: Fault = faults[name];
    if (fault.file !== file || (fault.line !== null && fault.line !== line) || typeof planted === 'string') continue;
    planted = fault.change(planted);
  }
  return typeof planted === 'string' ? planted : JSON.stringify(planted);
}
