import type { PreferenceDataSet } from '../../shared/preferences/data-set.ts';
import type { Finding } from '../../shared/preferences/finding.ts';
import { openAiDpoRow } from '../../shared/preferences/formats/openai-dpo.ts';
import { pRlhfFileNames, pRlhfFilesOf } from '../../shared/preferences/formats/p-rlhf.ts';
import { detailsOf, importedConversationOf } from '../../shared/preferences/formats/prism.ts';
import { trlRow } from '../../shared/preferences/formats/trl.ts';
import type { PreferenceFormat, PreferencePair, PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { splitOf } from '../../shared/preferences/split.ts';
import { conversationName } from '../../shared/preferences/conversation-key.ts';
import type { ImportedConversation } from '../../shared/prism/imported-conversation.ts';
import { prismFilesOf } from '../../shared/prism/write-rows.ts';
import type { ReadSources } from './read-sources.ts';

/** A file of a data set before it is written: `rows` as they are counted, `chunks` as they stand in it. */
export interface FormatFile {
  readonly name: string;
  readonly rows: number;
  readonly chunks: Iterable<string>;
}

/** What one set of files is made of: everybody, or one participant. */
export interface DataSetPart {
  readonly pairs: readonly PreferencePair[];
  readonly participants: PreferenceDataSet['participants'];
  readonly feedback: PreferenceDataSet['feedback'];
  /** Filled for PRISM's layout alone, which is made of conversations, not of pairs. */
  readonly conversations: readonly PrismConversation[];
  /** Whose survey is written in PRISM's layout, besides that of the people of the conversations. */
  readonly surveyed: ReadonlyArray<{ readonly studyId: string; readonly participantCode: string }>;
}

export interface PrismConversation {
  readonly studyId: string;
  readonly participantCode: string;
  readonly conversation: ImportedConversation;
  readonly split: 'train' | 'test';
}

/** The files of a format, and what is to be said of them. */
export function formatFiles(format: PreferenceFormat, part: DataSetPart, sources: Pick<ReadSources, 'profileOf' | 'originOf'>): { readonly files: readonly FormatFile[]; readonly findings: readonly Finding[] } {
  switch (format) {
    case 'trl':
      return { files: splitFiles(part.pairs, trlRow), findings: [] };
    case 'openai-dpo':
      return { files: splitFiles(part.pairs, openAiDpoRow), findings: [] };
    case 'p-rlhf': {
      const { dialogs, users, split, findings } = pRlhfFilesOf({ ...part, profileOf: sources.profileOf });
      const dialogCount = Object.keys(dialogs).length;
      return {
        files: [
          wholeFile(pRlhfFileNames.dialogs, dialogs, dialogCount),
          wholeFile(pRlhfFileNames.users, users, Object.keys(users).length),
          wholeFile(pRlhfFileNames.split, split, dialogCount),
        ],
        findings,
      };
    }
    case 'prism':
      return { files: prismFiles(part, sources), findings: [] };
  }
}

/** OpenAI's lines of some pairs, as one text. */
export function dpoText(pairs: readonly PreferencePair[]): string {
  return pairs.map((pair) => lineOf(openAiDpoRow(pair))).join('');
}

/** A part without pairs has no file: an empty one is taken for a broken one by those who read it. */
function splitFiles(pairs: readonly PreferencePair[], rowOf: (pair: PreferencePair) => object): readonly FormatFile[] {
  return (['train', 'test'] as const).flatMap((split) => {
    const own = pairs.filter((pair) => pair.split === split);
    return own.length === 0 ? [] : [lineFile(`${split}.jsonl`, own.length, mapped(own, rowOf))];
  });
}

function prismFiles({ conversations, surveyed }: DataSetPart, { profileOf, originOf }: Pick<ReadSources, 'profileOf' | 'originOf'>): readonly FormatFile[] {
  const people = new Map(
    [...conversations, ...surveyed].map(({ studyId, participantCode }) => {
      const userId = originOf(studyId, participantCode);
      return [userId, { userId, profile: profileOf(studyId, participantCode) }];
    }),
  );
  const held = conversations.map(({ studyId, participantCode, conversation }) => ({ userId: originOf(studyId, participantCode), conversation }));
  const { survey, conversations: rows, utterances } = prismFilesOf([...people.values()], held);
  let utteranceCount = 0;
  for (const utterance of utterances) if (utterance['conversation_id'] !== undefined) utteranceCount += 1;
  const idsOf = (split: 'train' | 'test'): string[] => conversations.flatMap((each) => (each.split === split ? [each.conversation.conversationId] : []));
  return [
    lineFile('survey.jsonl', people.size, survey),
    lineFile('conversations.jsonl', held.length, rows),
    lineFile('utterances.jsonl', utteranceCount, utterances),
    wholeFile('splits.json', { train: idsOf('train'), test: idsOf('test') }, conversations.length),
  ];
}

/** Everything of the sources that is not left out, in PRISM's layout. A step is a conversation. */
export function* prismConversations({ conversations }: ReadSources, { split }: PreferenceRecipe): Generator<void, readonly PrismConversation[]> {
  const found: PrismConversation[] = [];
  for (const { conversation, state, imported, person, leftOut } of conversations) {
    yield;
    if (leftOut || conversation.turns.length === 0) continue;
    const { studyId, participantCode } = conversation;
    const made = imported ?? (state && importedConversationOf(conversation, detailsOf(state, conversation)));
    // A conversation in which every turn was taken back has nothing to show.
    if (!made || made.turns.length === 0) continue;
    found.push({ studyId, participantCode, conversation: made, split: splitOf(person, conversationName(conversation), split) });
  }
  return found;
}

const linesAtOnce = 500;

function lineFile(name: string, rows: number, lines: Iterable<object>): FormatFile {
  return {
    name,
    rows,
    chunks: {
      *[Symbol.iterator]() {
        let chunk: string[] = [];
        for (const line of lines) {
          chunk.push(lineOf(line));
          if (chunk.length < linesAtOnce) continue;
          yield chunk.join('');
          chunk = [];
        }
        yield chunk.join('');
      },
    },
  };
}

function* mapped<Item>(items: readonly Item[], by: (item: Item) => object): Iterable<object> {
  for (const item of items) yield by(item);
}

/** Line ends that are none in JSON, and still end a line for some who read files line by line. */
const otherLineEnds = /[\u0085\u2028\u2029]/gu;

function lineOf(row: object): string {
  const line = JSON.stringify(row).replaceAll(otherLineEnds, escapeOf);
  return `${line}\n`;
}

/** ASCII alone: P-RLHF opens its files without naming an encoding, which on Windows is not UTF-8. */
function wholeFile(name: string, content: object, rows: number): FormatFile {
  const text = JSON.stringify(content, null, 2).replaceAll(/\P{ASCII}/gu, escapeOf);
  return { name, rows, chunks: [`${text}\n`] };
}

/** As JSON writes it, one escape for each half of a character beyond the first 65,536. */
function escapeOf(character: string): string {
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
