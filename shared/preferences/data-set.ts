import { conversationKey, conversationKeyOfPair, conversationName } from './conversation-key.ts';
import { finding, type Finding } from './finding.ts';
import type { JudgedConversation } from './judged-conversation.ts';
import { leakageCheck, listed } from './leakage.ts';
import { pairsOf, type LeftOutCounts, type LeftOutReason } from './pairs.ts';
import type { PreferencePair, PreferenceRecipe } from './recipe.ts';
import { isUnseen, splitOf } from './split.ts';

/** A conversation as it was found in the sources of a recipe. */
export interface SourceConversation {
  readonly conversation: JudgedConversation;
  /** Names the participant across studies: whoever is the same person there is on one side here. */
  readonly person: string;
  /** A trial that will be evaluated: no pair comes from it, but it is looked for in the others. */
  readonly leftOut: boolean;
}

/** A trial that will be evaluated and judges a conversation again. */
export interface LeftOutRepeat {
  /** Name of the conversation, as files call it. */
  readonly original: string;
  readonly by: string;
}

/** What a recipe makes of its sources. */
export interface PreferenceDataSet {
  /** In the order of the sources. */
  readonly pairs: readonly PreferencePair[];
  readonly leftOut: LeftOutCounts;
  /** What the participants wrote about the conversations that pairs come from, by the key of the conversation. */
  readonly feedback: ReadonlyMap<string, string>;
  /** Participants with pairs; unseen ones are in the test set alone. In order of first appearance. */
  readonly participants: readonly { readonly studyId: string; readonly participantCode: string; readonly unseen: boolean }[];
  readonly leftOutConversations: number;
  readonly findings: readonly Finding[];
}

/** A service that trains on fewer pairs than this refuses, and no model learns from them. */
const fewestPairs = 10;

/** Reads the conversations one after the other, so that a whole database need not lie in memory. */
export function makeDataSet(
  recipe: PreferenceRecipe,
  conversations: Iterable<SourceConversation>,
  repeats: readonly LeftOutRepeat[] = [],
): PreferenceDataSet {
  const steps = dataSetInSteps(recipe, conversations, repeats);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** The same in steps of one conversation each, so that whoever makes it can see to other things in between. */
export function* dataSetInSteps(
  recipe: PreferenceRecipe,
  conversations: Iterable<SourceConversation>,
  repeats: readonly LeftOutRepeat[],
): Generator<void, PreferenceDataSet> {
  const pairs: PreferencePair[] = [];
  const leftOut = new Map<LeftOutReason, number>();
  const feedback = new Map<string, string>();
  const participants = new Map<string, PreferenceDataSet['participants'][number]>();
  const check = leakageCheck();
  let leftOutConversations = 0;
  for (const { conversation, person, leftOut: isLeftOut } of conversations) {
    yield;
    if (isLeftOut) {
      leftOutConversations += 1;
      check.addLeftOut(conversation);
      continue;
    }
    const key = conversationKey(conversation);
    const made = pairsOf(conversation, recipe);
    for (const [reason, count] of Object.entries(made.leftOut) as [LeftOutReason, number][]) {
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + count);
    }
    if (made.pairs.length === 0) continue;
    const split = splitOf(person, conversationName(conversation), recipe.split);
    const placed = made.pairs.map((pair): PreferencePair => ({ ...pair, split }));
    for (const pair of placed) pairs.push(pair);
    if (conversation.feedback !== null) feedback.set(key, conversation.feedback);
    const unseen = isUnseen(person, recipe.split);
    const { studyId, participantCode } = conversation;
    participants.set(`${studyId}/${participantCode}`, { studyId, participantCode, unseen });
    if (unseen) check.addUnseen(person);
    check.addPairs(conversation, person, placed);
  }
  for (const { original, by } of repeats) check.addRepeat(original, by);
  const people = [...participants.values()];
  return {
    pairs,
    leftOut: Object.fromEntries(leftOut),
    feedback,
    participants: people,
    leftOutConversations,
    findings: [...check.findings(), ...findingsOfCounts(recipe, pairs, people)],
  };
}

function findingsOfCounts({ split }: PreferenceRecipe, pairs: readonly PreferencePair[], people: PreferenceDataSet['participants']): readonly Finding[] {
  const unseen = new Set(people.flatMap((each) => (each.unseen ? [`${each.studyId}/${each.participantCode}`] : [])));
  const train = pairs.filter((pair) => pair.split === 'train').length;
  const drawn = pairs.filter((pair) => pair.drawn);
  const hasTest = pairs.some((pair) => pair.split === 'test' && !unseen.has(`${pair.studyId}/${pair.participantCode}`));
  const lacksTest = split.testConversations > 0 && !hasTest && pairs.length > 0;
  const lacksUnseen = split.unseenParticipants > 0 && unseen.size === 0 && pairs.length > 0;
  return listed([
    finding('ties-drawn', 'note', [...new Set(drawn.map(conversationKeyOfPair))], drawn.length),
    finding('no-unseen-participants', 'warning', [], lacksUnseen ? people.length : 0),
    finding('no-test-conversations', 'warning', [], lacksTest ? new Set(pairs.map(conversationKeyOfPair)).size : 0),
    train < fewestPairs ? { id: 'few-pairs', severity: 'warning', count: train, places: [] } : null,
  ]);
}
