import type { PrismContents } from '../../shared/contract/people.ts';
import type { Profile } from '../../shared/people/participant.ts';
import { isObject } from '../../shared/prism/json-values.ts';
import { prismModels } from '../../shared/prism/layout.ts';
import type { PrismConversation } from '../../shared/prism/write-rows.ts';
import type { Reading } from './lines.ts';
import { notNeededIn, prismFolderAt } from './prism-folder.ts';
import { walkPrism } from './walk.ts';

export interface LookOptions extends Reading {
  /** Code of somebody who is in the register already; null for nobody. */
  readonly codeOf: (userId: string) => string | null;
}

/**
 * Says what a folder of PRISM files holds, without storing anything.
 * @throws CallRefusal when there is none of the files, PrismCancelled when the signal says so
 */
export async function lookAtPrism(folder: string, { signal, onProgress, codeOf }: LookOptions): Promise<PrismContents> {
  const files = prismFolderAt(folder);
  const people: { readonly userId: string; readonly shown: ReturnType<typeof shownOf>; readonly surveyOnly: boolean }[] = [];
  const conversationsOf = new Map<string, number>();
  const models = new Map<string, number>();
  const types = new Map<string, number>();
  let conversations = 0;
  let responses = 0;
  let emptyReplies = 0;
  const count = ({ userId, conversation }: PrismConversation): void => {
    conversations += 1;
    add(conversationsOf, userId);
    if (conversation.type !== null) add(types, conversation.type);
    for (const turn of conversation.turns) {
      responses += turn.responses.length;
      for (const { text, model } of turn.responses) {
        if (text === null) emptyReplies += 1;
        if (model !== null) add(models, model);
      }
    }
  };
  const tallies = await walkPrism(files, {
    kind: 'looking',
    signal,
    onProgress,
    codeOf,
    onPerson: ({ userId, profile }) => void people.push({ userId, shown: shownOf(profile), surveyOnly: profile['survey_only'] === true }),
    onConversation: count,
  });
  return {
    folder,
    files: [tallies.survey.contents(), tallies.conversations.contents(), tallies.utterances.contents()],
    notNeeded: [...notNeededIn(folder)],
    people: people.length,
    surveyOnly: people.filter(({ surveyOnly }) => surveyOnly).length,
    conversations,
    responses,
    emptyReplies,
    models: mostFirst(models).map(([model, answered]) => ({ model, responses: answered, known: knownModels.has(model) })),
    conversationTypes: mostFirst(types).map(([type, held]) => ({ type, conversations: held })),
    users: people.map(({ userId, shown }) => ({ userId, conversations: conversationsOf.get(userId) ?? 0, ...shown, participantCode: codeOf(userId) })),
  };
}

const knownModels: ReadonlySet<string> = new Set(Object.values(prismModels).flat());

function shownOf({ age, gender, location }: Profile) {
  const country = isObject(location) ? location['reside_country'] : null;
  return { age: textOrNull(age), gender: textOrNull(gender), country: textOrNull(country) };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort((left, right) => right[1] - left[1]);
}
