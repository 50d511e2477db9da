import type { PrismFileName } from '../../shared/contract/people.ts';
import type { Profile } from '../../shared/people/participant.ts';
import { readConversationRow } from '../../shared/prism/read-conversation.ts';
import { readSurveyRow } from '../../shared/prism/read-survey.ts';
import { conversationOfUtterances, readUtteranceRow, withUtterances } from '../../shared/prism/read-utterance.ts';
import { rowError, type RowProblem, type RowReading } from '../../shared/prism/row-problem.ts';
import type { PrismConversation } from '../../shared/prism/write-rows.ts';
import { PrismCancelled } from './cancelled.ts';
import { FileTally } from './file-tally.ts';
import { type Line, linesOf, longestLineMegabytes, type Reading } from './lines.ts';
import type { PrismFolder } from './prism-folder.ts';
import { type PlacedUtterance, UtteranceIndex } from './utterance-index.ts';

export interface WalkOptions extends Reading {
  readonly kind: 'looking' | 'importing';
  /** Code of somebody who is in the register already; null for nobody. */
  readonly codeOf: (userId: string) => string | null;
  readonly onPerson: (person: { readonly userId: string; readonly profile: Profile }) => void;
  /** Called with sound conversations of known people, together with their utterances. */
  readonly onConversation: (held: PrismConversation, utterances: number) => void;
}

export type Tallies = Readonly<Record<PrismFileName, FileTally>>;

/**
 * Goes through the files of a folder once, in this order: the survey; utterances, of which only the places
 * are kept; conversations, each with its utterances; and what only utterances hold. Looking and importing are
 * the same walk, so what was said to be broken is what will not be taken.
 */
export async function walkPrism(folder: PrismFolder, options: WalkOptions): Promise<Tallies> {
  const tallies = {
    survey: new FileTally('survey', folder.survey?.bytes ?? null),
    conversations: new FileTally('conversations', folder.conversations?.bytes ?? null),
    utterances: new FileTally('utterances', folder.utterances?.bytes ?? null),
  };
  const people = await walkSurvey(folder, tallies, options);
  const index = folder.utterances === null ? null : new UtteranceIndex(folder.utterances);
  try {
    if (index !== null) await indexUtterances(folder, tallies.utterances, index, options);
    const brokenConversations = await walkConversations(folder, tallies, people, index, options);
    if (index !== null) await walkRemaining(index, tallies.utterances, people, brokenConversations, options);
  } finally {
    index?.close();
  }
  return tallies;
}

interface People {
  /** What is wrong with somebody a line belongs to; null when that person is known. */
  readonly problemWith: (userId: string, field: string) => RowProblem | null;
}

async function walkSurvey(folder: PrismFolder, { survey }: Tallies, options: WalkOptions): Promise<People> {
  const lineOfUser = new Map<string, number>();
  const broken = new Set<string>();
  await eachRow(folder, survey, options, (row, { number }) => {
    const reading = readSurveyRow(row);
    survey.addReading(number, reading);
    const userId = idIn(row, 'user_id');
    const before = userId === null ? undefined : lineOfUser.get(userId);
    if (reading.value === null) {
      if (userId !== null && before === undefined) broken.add(userId);
    } else if (before !== undefined) {
      survey.addProblem(number, rowError('user_id', 'twice', { line: before }));
    } else {
      lineOfUser.set(reading.value.userId, number);
      options.onPerson(reading.value);
    }
  });
  return {
    problemWith: (userId, field) => {
      if (lineOfUser.has(userId) || options.codeOf(userId) !== null) return null;
      return rowError(field, broken.has(userId) ? 'user-broken' : 'unknown-user', { user: userId });
    },
  };
}

async function indexUtterances(folder: PrismFolder, utterances: FileTally, index: UtteranceIndex, options: WalkOptions): Promise<void> {
  const lineOfUtterance = new Map<string, number>();
  await eachRow(folder, utterances, options, (row, line) => {
    const reading = readUtteranceRow(row);
    utterances.addReading(line.number, reading);
    if (reading.value === null) return;
    const { conversationId, utteranceId } = reading.value;
    const before = utteranceId === null ? undefined : lineOfUtterance.get(utteranceId);
    if (before !== undefined) {
      utterances.addProblem(line.number, rowError('utterance_id', 'twice', { line: before }));
      return;
    }
    if (utteranceId !== null) lineOfUtterance.set(utteranceId, line.number);
    index.add(conversationId, line);
  });
}

/** Returns the conversations whose lines are broken: nothing is put together from their utterances, which are not taken either. */
async function walkConversations(
  folder: PrismFolder,
  tallies: Tallies,
  people: People,
  index: UtteranceIndex | null,
  options: WalkOptions,
): Promise<ReadonlySet<string>> {
  const { conversations, utterances } = tallies;
  const broken = new Set<string>();
  const lineOfConversation = new Map<string, number>();
  const noteUnreadable = (text: string): void => {
    const conversationId = idWrittenIn(text);
    if (conversationId !== null) broken.add(conversationId);
  };
  await eachRow(folder, conversations, options, (row, { number }) => {
    const reading = checked(readConversationRow(row), ({ userId }) => people.problemWith(userId, 'user_id'));
    conversations.addReading(number, reading);
    const conversationId = idIn(row, 'conversation_id');
    const before = conversationId === null ? undefined : lineOfConversation.get(conversationId);
    if (conversationId !== null && before !== undefined) {
      conversations.addProblem(number, rowError('conversation_id', 'twice', { line: before }));
      return;
    }
    if (conversationId !== null) lineOfConversation.set(conversationId, number);
    if (reading.value === null) {
      if (conversationId !== null) broken.add(conversationId);
      return;
    }
    const own = index?.take(reading.value.conversation.conversationId) ?? [];
    const merged = withUtterances(reading.value, own);
    report(utterances, own, merged.problems);
    options.onConversation(merged, own.length - merged.problems.filter(({ problem }) => problem.severity === 'error').length);
  }, noteUnreadable);
  return broken;
}

async function walkRemaining(
  index: UtteranceIndex,
  utterances: FileTally,
  people: People,
  brokenConversations: ReadonlySet<string>,
  { signal, onConversation }: WalkOptions,
): Promise<void> {
  for (const [number, conversationId] of index.remaining().entries()) {
    if (number % betweenPauses === 0) await pause(signal);
    const own = index.take(conversationId);
    const [first] = own;
    if (first === undefined) continue;
    const obstacle = brokenConversations.has(conversationId)
      ? rowError('conversation_id', 'conversation-broken', { conversation: conversationId })
      : people.problemWith(first.userId, 'user_id');
    if (obstacle !== null) {
      own.forEach(({ line }) => {
        utterances.addProblem(line, obstacle);
      });
      continue;
    }
    const merged = conversationOfUtterances(conversationId, own);
    report(utterances, own, merged.problems);
    onConversation(merged, own.length - merged.problems.filter(({ problem }) => problem.severity === 'error').length);
  }
}

/** Every few conversations windows get their turn; reading a file does that by itself. */
const betweenPauses = 20;

async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new PrismCancelled();
}

function report(utterances: FileTally, own: readonly PlacedUtterance[], problems: readonly { readonly index: number; readonly problem: RowProblem }[]): void {
  for (const { index, problem } of problems) {
    const at = own[index];
    if (at !== undefined) utterances.addProblem(at.line, problem);
  }
}

/** A reading with one more thing that may be wrong with it. */
function checked<Value>(reading: RowReading<Value>, problemWith: (value: Value) => RowProblem | null): RowReading<Value> {
  const problem = reading.value === null ? null : problemWith(reading.value);
  return problem === null ? reading : { ...reading, value: null, problems: [...reading.problems, problem] };
}

async function eachRow(
  folder: PrismFolder,
  tally: FileTally,
  options: WalkOptions,
  take: (row: unknown, line: Line) => void,
  onUnreadable: (text: string) => void = () => undefined,
): Promise<void> {
  const { kind, signal, onProgress } = options;
  const found = folder[tally.file];
  if (found === null) return;
  const progress = (done: number): void => onProgress({ kind, file: tally.file, done, of: found.bytes });
  progress(0);
  for await (const line of linesOf(found.path, signal, progress)) {
    tally.addRow();
    if (line.text === null) {
      tally.addProblem(line.number, rowError(null, line.fault ?? 'not-utf8', { megabytes: longestLineMegabytes }));
      continue;
    }
    let row: unknown;
    try {
      row = JSON.parse(line.text);
    } catch (error) {
      tally.addProblem(line.number, rowError(null, 'not-json', { detail: detailOf(error) }));
      onUnreadable(line.text);
      continue;
    }
    take(row, line);
  }
}

/** The id in a line that is no JSON, most often because it was cut off: its beginning says whose utterances have no place. */
function idWrittenIn(text: string): string | null {
  return /"conversation_id"\s*:\s*"([^"\\]+)"/u.exec(text)?.[1] ?? null;
}

const longestDetail = 120;

/** What the parser says, which may quote the line. */
function detailOf(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  return detail.length <= longestDetail ? detail : `${detail.slice(0, longestDetail)}…`;
}

function idIn(row: unknown, field: string): string | null {
  const id = typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[field] : null;
  return typeof id === 'string' && id !== '' ? id : null;
}
