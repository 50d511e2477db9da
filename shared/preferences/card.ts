import type { PreferenceFormat, PreferenceRecipe } from './recipe.ts';
import type { PairSummary } from './summary.ts';

/** What a dataset card is written from. Sentences come from the messages of the app. */
export interface CardSource {
  readonly format: PreferenceFormat;
  readonly recipe: PreferenceRecipe;
  readonly appVersion: string;
  readonly studies: readonly { readonly studyId: string; readonly title: string; readonly sessions: number; readonly importedConversations: number }[];
  readonly summary: PairSummary;
  /** Participants who are in the test set alone. */
  readonly unseenParticipants: number;
  readonly leftOutConversations: number;
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
  readonly findings: readonly { readonly severity: string; readonly message: string; readonly places: readonly string[] }[];
  readonly files: readonly { readonly name: string; readonly rows: number }[];
}

/** README.md of a data set, in the form that dataset hubs read: YAML between two lines of dashes, then markdown. */
export function datasetCard(source: CardSource): string {
  return `${[
    frontMatter(source),
    '# Preference data from human conversations',
    introduction(source),
    '> **Before you share it.** These are the words of people who took part in a study. Check that what they consented to covers this use, that the ethics approval does, and that nothing in the texts names a person. Choose a licence and write it into the head of this file. Whoever withdraws must be taken out of every copy.',
    '## Sources',
    list(source.studies.map(({ title, studyId, sessions, importedConversations }) => `${title} (\`${studyId}\`): ${counted(sessions, 'session')}, ${counted(importedConversations, 'imported conversation')}`)),
    '## How the pairs were made',
    list(rules(source.recipe)),
    'A pair is two replies to the same message after the same history, of which the person said that one is better. The same two texts make one pair, however often they were judged, and none where judgements contradict each other. Practice trials and repeated judgements are left out.',
    '## Counts',
    table(['', ''], counts(source)),
    '## Lengths',
    'Characters (Unicode code points). The prompt is everything before the reply. A longer reply is often preferred for its length; look at the last line before you train.',
    lengths(source.summary),
    '## Split',
    splitText(source),
    '## Left out',
    source.leftOut.length === 0 ? 'Nothing that was judged.' : table(['Reason', 'Pairs of replies'], source.leftOut.map(({ reason, count }) => [reason, String(count)])),
    '## Checks',
    source.findings.length === 0
      ? 'Nothing was found.'
      : list(source.findings.map(({ severity, message, places }) => `**${severity}**: ${message}${places.length === 0 ? '' : ` (${places.join('; ')})`}`)),
    '## Files',
    formatText[source.format],
    table(['File', 'Rows'], source.files.map(({ name, rows }) => [`\`${name}\``, String(rows)])),
    '`manifest.json` has the recipe, the hashes of the sources and of every file. The same recipe over the same data gives the same files, byte for byte.',
    '## Recipe',
    `\`\`\`json\n${JSON.stringify(source.recipe, null, 2)}\n\`\`\``,
  ].join('\n\n')}\n`;
}

const formatText: Readonly<Record<PreferenceFormat, string>> = {
  trl: "TRL's conversational preference format, a pair a line: `prompt`, `chosen`, `rejected`, each a list of messages.",
  'openai-dpo': 'Preference data for OpenAI-compatible fine-tuning with the method `dpo`, a pair a line: `input`, `preferred_output`, `non_preferred_output`.',
  'p-rlhf':
    'The three files that P-RLHF (Li et al. 2024) reads. A dialog tells a conversation from its beginning; turns without `rejected_utterance` only tell what was said before. Pairs that do not continue the conversation stand in dialogs of their own (`#2`, `#3`, …). User 0 is the generic user.',
  prism:
    "The layout of PRISM's released files. Added fields: `slot`, the place on the screen; `arm_id`; of a conversation `layout`, `stage_id` and `session_number`; of conversations and messages `ratings`, `ranking` and `choices`, as they were given. A rating of a whole thread stands as the score of its opening reply too, unless that has one of its own. `splits.json` says which conversation is in which part. Here everything that is not left out is written, whether it makes a pair or not.",
};

function frontMatter({ format, summary, files, appVersion }: CardSource): string {
  const splits = (['train', 'test'] as const).filter((split) => files.some(({ name }) => name === `${split}.jsonl` || name.endsWith(`/${split}.jsonl`)));
  const inFolders = files.some(({ name }) => name.endsWith('.jsonl') && name.includes('/'));
  const isTable = format === 'trl' || format === 'openai-dpo';
  return [
    '---',
    'pretty_name: "Preference data from human conversations"',
    '# license: choose one before you share the data, and write it here',
    'task_categories:',
    '  - text-generation',
    'tags:',
    ...['preference', 'dpo', 'human-feedback', ...(format === 'trl' ? ['trl'] : [])].map((tag) => `  - ${tag}`),
    'size_categories:',
    `  - ${sizeCategory(summary.pairs)}`,
    ...(isTable && splits.length > 0
      ? ['configs:', '  - config_name: default', '    data_files:', ...splits.flatMap((split) => [`      - split: ${split}`, `        path: ${JSON.stringify(`${inFolders ? '*/' : ''}${split}.jsonl`)}`])]
      : []),
    `generated_by: ${JSON.stringify(`Visavis ${appVersion}`)}`,
    '---',
  ].join('\n');
}

function sizeCategory(pairs: number): string {
  if (pairs < 1_000) return 'n<1K';
  if (pairs < 10_000) return '1K<n<10K';
  return pairs < 100_000 ? '10K<n<100K' : '100K<n<1M';
}

function introduction({ summary, appVersion }: CardSource): string {
  return `${counted(summary.pairs, 'pair')} of replies to the same prompt, of ${counted(summary.participants, 'participant')} in ${counted(summary.conversations, 'conversation')}: which of the two the person preferred. Made with Visavis ${appVersion}.`;
}

function rules({ pairs, ties, voided, turns, subject }: PreferenceRecipe): string[] {
  const ranking = { adjacent: 'neighbours in the order', all: 'all pairs of the order', 'best-against-rest': 'the best against each of the rest' };
  return [
    pairs.ratings ? `Ratings: pairs whose ratings differ, by at least ${pairs.ratings.minimumGap} on a scale of 1 to 100. Scales of points are spread over 1 to 100.` : 'Ratings: not used.',
    pairs.rankings ? `Rankings: ${ranking[pairs.rankings]}.` : 'Rankings: not used.',
    pairs.choices ? 'Choices: the chosen reply against those it was chosen over.' : 'Choices: not used.',
    ties === 'draw' ? 'Level replies: one was drawn as the better one.' : 'Level replies: left out.',
    voided === 'keep' ? 'Turns that the moderator took back: kept where they were judged.' : 'Turns that the moderator took back: left out.',
    turns === 'first' ? 'Turns: opening messages alone.' : 'Turns: all, each with its whole history.',
    subject === 'pooled' ? 'One data set of everybody.' : 'One data set for each participant, in a folder of its own.',
  ];
}

function counts({ summary, unseenParticipants }: CardSource): string[][] {
  return [
    ['Pairs', String(summary.pairs)],
    ['from ratings', String(summary.fromRatings)],
    ['from rankings', String(summary.fromRankings)],
    ['from choices', String(summary.fromChoices)],
    ['Train', String(summary.train)],
    ['Test', String(summary.test)],
    ['Participants', String(summary.participants)],
    ['of whom in the test set alone', String(unseenParticipants)],
    ['Conversations', String(summary.conversations)],
    ['Pairs of a participant, fewest to most', `${summary.perParticipant.fewest} to ${summary.perParticipant.most}`],
  ];
}

function lengths({ lengths: { prompt, chosen, rejected, chosenIsLonger } }: PairSummary): string {
  return table(
    ['', 'Median', 'Longest'],
    [
      ['Prompt', String(prompt.median), String(prompt.longest)],
      ['Chosen', String(chosen.median), String(chosen.longest)],
      ['Rejected', String(rejected.median), String(rejected.longest)],
      ['Pairs whose chosen reply is the longer one', `${(chosenIsLonger * 100).toFixed(1)}%`, ''],
    ],
  );
}

function splitText({ recipe: { split, sources }, leftOutConversations }: CardSource): string {
  const leftOut = sources.flatMap(({ leaveOut }) => [...leaveOut.stageIds, ...leaveOut.sessionNumbers.map((number) => `session ${number}`), ...leaveOut.conversationTypes]);
  return [
    `Split by participant first (about ${percent(split.unseenParticipants)} are in the test set alone), then by conversation (about ${percent(split.testConversations)} of the others' conversations). Every participant and conversation was drawn from the seed \`${split.seed.replaceAll('`', "'")}\` and its own name, so that nothing moves when data are added; shares are met on average. A conversation is never on both sides.`,
    leftOut.length === 0
      ? 'No trial was left out for an evaluation.'
      : `Left out, because they will be evaluated: ${leftOut.join(', ')} (${counted(leftOutConversations, 'conversation')}).`,
  ].join('\n\n');
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10}%`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
