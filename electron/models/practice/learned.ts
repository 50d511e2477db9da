import { createHash } from 'node:crypto';
import { z } from 'zod';
import { splitIntoTokens } from './chat-tokens.ts';

const Message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const Answer = z.array(z.object({ role: z.literal('assistant'), content: z.string() })).min(1);

/** A line of a file for training by preferences (DPO), as endpoints with the fine-tuning interface read it. */
const PreferenceLine = z.object({
  input: z.object({ messages: z.array(Message).min(1) }),
  preferred_output: Answer,
  non_preferred_output: Answer,
});

const average = z.number();

/** What a practice model learns: numbers, and never a word of the file. */
export const Learned = z.object({
  /** Draws what the numbers leave open, so that the models of two people differ. */
  seed: z.string(),
  /** Mean natural logarithm of length of the preferred reply over length of the other. */
  length: average,
  /** How much more often the preferred reply asks something, has a list, or an exclamation mark; −1 to 1. */
  questions: average,
  lists: average,
  exclamations: average,
});
export type Learned = z.infer<typeof Learned>;

/** All that is kept of an uploaded file. */
export const FileReading = z.object({
  lines: z.number().int(),
  tokens: z.number().int(),
  learned: Learned,
  /** The first line that is not what it should be, 1 for the first of the file. */
  problem: z.object({ line: z.number().int(), reason: z.string() }).nullable(),
});
export type FileReading = z.infer<typeof FileReading>;

/** Reads a file for training once; what it says is forgotten again. */
export function readTrainingFile(text: string): FileReading {
  const sums = { length: 0, questions: 0, lists: 0, exclamations: 0 };
  let lines = 0;
  let tokens = 0;
  let problem: FileReading['problem'] = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    lines += 1;
    const read = readLine(line);
    if (typeof read === 'string') {
      problem ??= { line: index + 1, reason: read };
      continue;
    }
    const better = join(read.preferred_output);
    const other = join(read.non_preferred_output);
    tokens += [...read.input.messages.map(({ content }) => content), better, other].reduce((sum, each) => sum + splitIntoTokens(each).length, 0);
    sums.length += Math.log((better.length + 1) / (other.length + 1));
    sums.questions += difference(/\?/, better, other);
    sums.lists += difference(/^\s*([-*•]|\d+[.)])\s/m, better, other);
    sums.exclamations += difference(/!/, better, other);
  }
  const share = (sum: number): number => (lines === 0 ? 0 : sum / lines);
  const learned: Learned = {
    seed: createHash('sha256').update(text).digest('hex').slice(0, 16),
    length: share(sums.length),
    questions: share(sums.questions),
    lists: share(sums.lists),
    exclamations: share(sums.exclamations),
  };
  return { lines, tokens, learned, problem };
}

/** @returns a sentence without the line's own words when it can't be read */
function readLine(line: string): z.infer<typeof PreferenceLine> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'it is not JSON';
  }
  const read = PreferenceLine.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  return `“${issue?.path.join('.') ?? ''}” is missing or not what it should be`;
}

function join(answer: readonly { readonly content: string }[]): string {
  return answer.map(({ content }) => content).join('\n');
}

function difference(pattern: RegExp, better: string, other: string): number {
  return Number(pattern.test(better)) - Number(pattern.test(other));
}
