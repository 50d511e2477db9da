import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Profile } from '../../../shared/people/participant.ts';
import { pRlhfFilesOf, type PRlhfFiles } from '../../../shared/preferences/formats/p-rlhf.ts';
import type { PreferencePair } from '../../../shared/preferences/recipe.ts';

const seed = Number(process.env['VISAVIS_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Lengths, and what the real loader made of them; see `p-rlhf-read.py`. */
const read = z
  .array(
    z.strictObject({
      before: z.array(z.int()),
      message: z.int(),
      chosen: z.int(),
      rejected: z.int(),
      profile: z.int(),
      kept: z.boolean(),
      whole: z.boolean().optional(),
      wholeWithProfile: z.boolean().optional(),
      promptWithProfile: z.int().optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/preferences/p-rlhf-read.json'), 'utf8')));

/**
 * What the loader of P-RLHF does with the files, told once more from its source: which examples it makes, and
 * which it loses on the way. Lengths are Python's, code points. It fails where the loader would. That the limits
 * are told rightly is seen from `p-rlhf-read.json`, which the loader itself made.
 */
function load({ dialogs, users, split }: PRlhfFiles) {
  const length = (text: string): number => Array.from(text).length;
  const examples: { prompt: string; chosen: string; rejected: string }[] = [];
  const lost = { chosen: [] as string[], rejected: [] as string[], prompt: [] as string[], promptWithProfile: [] as string[] };
  const numbers: Record<string, number> = { ...split.seen_user_ids, ...split.unseen_user_ids };
  if (Object.keys(users).length < Math.max(0, ...Object.values(split.seen_user_ids))) throw new Error('IndexError: an embedding that is not there');
  for (const [ids, known] of [
    [split.train_dialog_ids, split.seen_user_ids],
    [split.test_dialog_ids, numbers],
  ] as const) {
    for (const id of ids) {
      const dialog = dialogs[id];
      if (!dialog) throw new Error(`KeyError: ${id}`);
      const demographics = users[dialog.user_id]?.demographics;
      if (!demographics) throw new Error(`KeyError: ${dialog.user_id}`);
      let about = `User textual information: preference: ${demographics.preference.join(', ')}; `;
      for (const [name, value] of Object.entries(demographics)) if (name !== 'preference') about += `${name}: ${String(value)}; `;
      let history = '';
      for (const turn of dialog.turns) {
        const [utterance] = turn.user_utterance as readonly string[];
        if (utterance === undefined) throw new Error('IndexError: no user utterance');
        history += `<|start_header_id|>user<|end_header_id|>\n\n${utterance}<|eot_id|>\n`;
        const place = `${id}, turn ${turn.turn_nb}`;
        if (turn.rejected_utterance.length > 0) {
          const number = known[dialog.user_id];
          if (number === undefined) throw new Error(`KeyError: ${dialog.user_id}`);
          const identifier = `USER: ${number} ${'<|end_of_text|>'.repeat(10)}||`;
          if (length(utterance) + length(turn.chosen_utterance[0]) >= 2_300) lost.chosen.push(place);
          else {
            if (length(history) > 1_400 - length(identifier)) lost.prompt.push(place);
            if (length(history) > 1_400 - length(identifier + about)) lost.promptWithProfile.push(place);
            for (const rejected of turn.rejected_utterance) {
              if (length(utterance) + length(rejected) > 2_300) lost.rejected.push(place);
              else examples.push({ prompt: history, chosen: turn.chosen_utterance[0], rejected });
            }
          }
        }
        history += `<|start_header_id|>assistant<|end_header_id|>\n\n${turn.chosen_utterance[0]}<|eot_id|>\n`;
      }
    }
  }
  return { examples, lost };
}

function promptOf({ history, message }: Pick<PreferencePair, 'history' | 'message'>): string {
  const before = history.map(
    (exchange) => `<|start_header_id|>user<|end_header_id|>\n\n${exchange.message}<|eot_id|>\n<|start_header_id|>assistant<|end_header_id|>\n\n${exchange.reply}<|eot_id|>\n`,
  );
  return `${before.join('')}<|start_header_id|>user<|end_header_id|>\n\n${message}<|eot_id|>\n`;
}

function filesOf(pairs: readonly PreferencePair[], profile: Profile = {}): PRlhfFiles {
  const codes = [...new Set(pairs.map(({ participantCode }) => participantCode))];
  return pRlhfFilesOf({
    pairs,
    participants: codes.map((participantCode) => ({ studyId: 'study', participantCode, unseen: pairs.every((pair) => pair.participantCode !== participantCode || pair.split === 'test') })),
    feedback: new Map(),
    profileOf: () => profile,
  });
}

function pair(details: Partial<PreferencePair>): PreferencePair {
  const usual: PreferencePair = {
    studyId: 'study',
    participantCode: 'K7',
    conversationId: 'c0',
    sourceKey: 'imported',
    turn: 0,
    from: 'rating',
    history: [],
    message: 'Hello',
    chosen: 'good',
    rejected: 'bad',
    gap: 10,
    drawn: false,
    split: 'train',
  };
  return { ...usual, ...details };
}

function found({ findings }: PRlhfFiles, id: string) {
  const { count, places } = findings.find((each) => each.id === id) ?? { count: 0, places: [] };
  return { count, places };
}

describe("what P-RLHF's loader loses without a word", () => {
  it('is what the loader itself took out and cut, at every length around its limits', () => {
    const carrots = (length: number): string => '🥕'.repeat(length);
    expect(read.length).toBeGreaterThan(15);
    for (const each of read) {
      const history = each.before.length === 2 ? [{ message: carrots(each.before[0] ?? 0), reply: carrots(each.before[1] ?? 0) }] : [];
      const files = filesOf(
        [pair({ turn: history.length, history, message: carrots(each.message), chosen: carrots(each.chosen), rejected: `${carrots(each.rejected - 1)}!` })],
        { self_description: carrots(each.profile) },
      );
      const counts = ['p-rlhf-reply-too-long', 'p-rlhf-rejected-too-long', 'p-rlhf-prompt-too-long', 'p-rlhf-prompt-too-long-with-profile', 'p-rlhf-profile-too-long'].map((id) => found(files, id).count);
      const isWhole = (whole: boolean | undefined): number => (whole === false ? 1 : 0);
      const expected = each.kept
        ? [0, 0, isWhole(each.whole), isWhole(each.wholeWithProfile), (each.promptWithProfile ?? 0) > 1_400 ? 1 : 0]
        : [each.chosen > each.rejected ? 1 : 0, each.chosen > each.rejected ? 0 : 1, 0, 0, 0];
      expect({ ...each, counts }).toEqual({ ...each, counts: expected });
    }
  });

  it('is a turn whose message and chosen reply reach 2,300 characters, and a rejected reply that goes beyond', () => {
    const message = 'm'.repeat(300);
    const fits = filesOf([pair({ message, chosen: 'c'.repeat(1_999), rejected: 'r'.repeat(1_999) })]);
    expect([found(fits, 'p-rlhf-reply-too-long').count, found(fits, 'p-rlhf-rejected-too-long').count]).toEqual([0, 0]);
    const reaches = filesOf([pair({ message, rejected: 'r'.repeat(2_000) })]);
    expect(found(reaches, 'p-rlhf-rejected-too-long').count).toBe(0);
    const long = filesOf([pair({ message, chosen: 'c'.repeat(2_000) }), pair({ conversationId: 'c1', message, rejected: 'r'.repeat(2_001) })]);
    expect(found(long, 'p-rlhf-reply-too-long')).toEqual({ count: 1, places: ['c0, turn 0'] });
    expect(found(long, 'p-rlhf-rejected-too-long')).toEqual({ count: 1, places: ['c1, turn 0'] });
  });

  it('counts characters as Python does: a carrot is one, not two', () => {
    const message = 'm'.repeat(300);
    expect(found(filesOf([pair({ message, chosen: '🥕'.repeat(1_999) })]), 'p-rlhf-reply-too-long').count).toBe(0);
    expect(found(filesOf([pair({ message, chosen: '🥕'.repeat(2_000) })]), 'p-rlhf-reply-too-long').count).toBe(1);
  });

  it('is a short message, too, when the history before it is long', () => {
    const history = [{ message: 'First', reply: 'x'.repeat(1_500) }];
    const files = filesOf([pair({ turn: 0, message: 'First', chosen: 'x'.repeat(1_500) }), pair({ turn: 1, history, message: 'And?' })]);
    expect(found(files, 'p-rlhf-prompt-too-long')).toEqual({ count: 1, places: ['c0, turn 1'] });
  });

  it('is told by the findings as often as it happens, and every pair is there once; the loader never fails', () => {
    console.info(`VISAVIS_TEST_SEED=${seed}`);
    const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 2_400 }).map((length) => '🥕'.repeat(length)) });
    const conversation = fc.record({
      participantCode: fc.constantFrom('K1', 'K2', 'K3'),
      split: fc.constantFrom('train' as const, 'test' as const),
      turns: fc.array(fc.record({ message: text, texts: fc.uniqueArray(text, { minLength: 2, maxLength: 4 }), ranked: fc.boolean() }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(conversation, { maxLength: 6 }), fc.nat(100), (conversations, aboutLength) => {
        const pairs = conversations.flatMap(({ participantCode, split, turns }, number) => {
          const history: { message: string; reply: string }[] = [];
          return turns.flatMap(({ message, texts, ranked }, turn) => {
            const before = [...history];
            history.push({ message, reply: texts[0] ?? '' });
            const better = ranked ? texts.slice(0, -1) : texts.slice(0, 1);
            return better.flatMap((chosen, place) =>
              texts.slice(place + 1).map((rejected) => pair({ participantCode, split, conversationId: `c${number}`, turn, history: before, message, chosen, rejected })),
            );
          });
        });
        const files = filesOf(pairs, { self_description: 'I like carrots. '.repeat(aboutLength), stated_prefs: { factuality: 80, safety: 60 } });
        const { examples, lost } = load(files);
        const firsts = (places: readonly string[]) => ({ count: places.length, places: places.slice(0, 20).toSorted() });
        const told = (id: string) => {
          const { count, places } = found(files, id);
          return { count, places: places.toSorted() };
        };
        const tooLong = ['p-rlhf-reply-too-long', 'p-rlhf-rejected-too-long', 'p-rlhf-prompt-too-long', 'p-rlhf-prompt-too-long-with-profile'].map(told);
        expect(tooLong.map(({ count }) => count)).toEqual([lost.chosen.length, lost.rejected.length, lost.prompt.length, lost.promptWithProfile.length]);
        if (lost.prompt.length <= 20) expect(tooLong[2]).toEqual(firsts(lost.prompt));
        // What is not lost is every pair once, with exactly its own prompt.
        const length = (words: string): number => Array.from(words).length;
        const kept = pairs.filter(({ message, chosen, rejected }) => length(message) + length(chosen) < 2_300 && length(message) + length(rejected) <= 2_300);
        const asText = (each: { prompt: string; chosen: string; rejected: string }) => JSON.stringify([each.prompt, each.chosen, each.rejected]);
        expect(examples.map(asText).toSorted()).toEqual(kept.map((each) => asText({ prompt: promptOf(each), chosen: each.chosen, rejected: each.rejected })).toSorted());
        const seen = Object.values(files.split.seen_user_ids);
        expect(seen).toEqual(seen.map((_, index) => index + 1));
        expect(Object.values(files.split.unseen_user_ids).every((number) => number === 0)).toBe(true);
        for (const user of Object.values(files.users)) {
          for (const value of Object.values(user.demographics)) expect(Array.isArray(value) || typeof value === 'string').toBe(true);
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});
