import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatFiles } from '../../../electron/preferences/format-files.ts';
import { pRlhfFilesOf } from '../../../shared/preferences/formats/p-rlhf.ts';
import { trlRow } from '../../../shared/preferences/formats/trl.ts';
import type { PreferenceFormat, PreferencePair } from '../../../shared/preferences/recipe.ts';

const folder = join(import.meta.dirname, '../../reference/preferences');
const reference = (name: string): string => readFileSync(join(folder, name), 'utf8');
const pairs = JSON.parse(reference('pairs.json')) as PreferencePair[];
const profiles = JSON.parse(reference('profiles.json')) as Record<string, Record<string, never>>;
const participants = [
  { studyId: 'study', participantCode: 'K7-264-M', unseen: false },
  { studyId: 'study', participantCode: 'L2-345-A', unseen: true },
];
const feedback = new Map([['study/c0', 'I liked the first.']]);
const profileOf = (_studyId: string, code: string) => profiles[code] ?? {};

function filesOf(format: PreferenceFormat, of: readonly PreferencePair[] = pairs): Record<string, string> {
  const part = { pairs: of, participants, feedback, conversations: [], surveyed: [] };
  const { files } = formatFiles(format, part, { profileOf, originOf: (_studyId, code) => code });
  return Object.fromEntries(files.map(({ name, chunks }) => [name, [...chunks].join('')]));
}

const Message = z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().min(1) });
const Reply = z.tuple([z.strictObject({ role: z.literal('assistant'), content: z.string().min(1) })]);
const Prompt = z.array(Message).min(1).refine((messages) => messages.every(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant')) && messages.length % 2 === 1);

function linesOf(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

describe("TRL's conversational preference format", () => {
  it('is what the description of the format gives, byte for byte', () => {
    expect(filesOf('trl')).toEqual({ 'train.jsonl': reference('trl-train.jsonl'), 'test.jsonl': reference('trl-test.jsonl') });
  });

  it('takes turns in its prompt, which ends with the user', () => {
    const Row = z.strictObject({ prompt: Prompt, chosen: Reply, rejected: Reply });
    for (const text of Object.values(filesOf('trl'))) for (const line of linesOf(text)) Row.parse(line);
  });
});

describe('what TRL reads in its files', () => {
  const Read = z.array(z.strictObject({ isConversational: z.boolean(), promptFound: Prompt, texts: z.strictObject({ prompt: z.string(), chosen: z.string(), rejected: z.string() }) }));
  const read = z.strictObject({ train: Read, test: Read }).parse(JSON.parse(reference('trl-read.json')));

  it('is a conversation in every line, whose prompt is the one that TRL would find itself', () => {
    for (const split of ['train', 'test'] as const) {
      const own = pairs.filter((pair) => pair.split === split).map(trlRow);
      expect(read[split].map(({ isConversational }) => isConversational)).toEqual(own.map(() => true));
      expect(read[split].map(({ promptFound }) => promptFound)).toEqual(own.map(({ prompt }) => prompt));
    }
  });

  it('becomes the words of the pair, with the marks of a chat template around them', () => {
    const marked = ({ role, content }: { readonly role: string; readonly content: string }): string => `[${role}]${content}[end]`;
    for (const split of ['train', 'test'] as const) {
      const own = pairs.filter((pair) => pair.split === split);
      expect(read[split].map(({ texts }) => texts)).toEqual(
        own.map((pair) => ({ prompt: `${trlRow(pair).prompt.map(marked).join('')}[assistant]`, chosen: `${pair.chosen}[end]`, rejected: `${pair.rejected}[end]` })),
      );
    }
  });
});

describe('DPO lines for OpenAI-compatible fine-tuning', () => {
  it('are what the description of the format gives, byte for byte', () => {
    expect(filesOf('openai-dpo')).toEqual({ 'train.jsonl': reference('openai-dpo-train.jsonl'), 'test.jsonl': reference('openai-dpo-test.jsonl') });
  });

  it('have one reply of the assistant on each side', () => {
    const Row = z.strictObject({ input: z.strictObject({ messages: Prompt }), preferred_output: Reply, non_preferred_output: Reply });
    for (const text of Object.values(filesOf('openai-dpo'))) for (const line of linesOf(text)) Row.parse(line);
  });

  it('have no file for a part without pairs', () => {
    expect(Object.keys(filesOf('openai-dpo', pairs.filter(({ split }) => split === 'train')))).toEqual(['train.jsonl']);
  });
});

describe('the three files of P-RLHF', () => {
  it('are what was written by hand, byte for byte', () => {
    expect(filesOf('p-rlhf')).toEqual({
      'prism_data_dialog.json': reference('prism_data_dialog.json'),
      'prism_data_user.json': reference('prism_data_user.json'),
      'prism_split_ids.json': reference('prism_split_ids.json'),
    });
  });

  it('tell whose third preference was drawn by its place, and whose profile has gaps', () => {
    const { findings } = pRlhfFilesOf({ pairs, participants, feedback, profileOf });
    expect(findings).toEqual([
      { id: 'p-rlhf-preferences-tied', severity: 'note', count: 1, places: ['K7-264-M'] },
      { id: 'p-rlhf-profile-missing', severity: 'note', count: 1, places: ['L2-345-A'] },
    ]);
  });

  it('give the number 0 to a participant whose every conversation fell into the test set, and say so', () => {
    const tested = pairs.map((pair): PreferencePair => ({ ...pair, split: 'test' }));
    const { split, findings } = pRlhfFilesOf({ pairs: tested, participants, feedback, profileOf });
    expect(split).toMatchObject({ train_dialog_ids: [], seen_user_ids: {}, unseen_user_ids: { 'K7-264-M': 0, 'L2-345-A': 0 } });
    expect(findings).toContainEqual({ id: 'p-rlhf-moved-to-unseen', severity: 'warning', count: 1, places: ['K7-264-M'] });
  });

  it('name people and dialogs by their study where there are several', () => {
    const [first, second] = pairs;
    if (!first || !second) throw new Error('There are pairs.');
    const { dialogs, users } = pRlhfFilesOf({
      pairs: [first, { ...second, studyId: 'other' }],
      participants: [{ studyId: 'study', participantCode: 'K7-264-M', unseen: false }, { studyId: 'other', participantCode: 'K7-264-M', unseen: false }],
      feedback,
      profileOf,
    });
    expect(Object.keys(dialogs)).toEqual(['study.c0', 'other.c0']);
    expect(Object.keys(users)).toEqual(['study.K7-264-M', 'other.K7-264-M']);
  });
});
