import type { JudgedConversation, JudgedResponse, JudgedTurn, Judgements } from '../../../shared/preferences/judged-conversation.ts';
import type { PreferenceRecipe } from '../../../shared/preferences/recipe.ts';
import { usualRecipe } from '../../../shared/preferences/usual-recipe.ts';

export const nothingSaid: Judgements = { ratings: {}, ranking: [], choices: [] };

type Changes = Partial<Omit<PreferenceRecipe, 'pairs'>> & { readonly pairs?: Partial<PreferenceRecipe['pairs']> };

/** Only what a test names is used; everybody trains. */
export function recipeWith({ pairs, ...others }: Changes = {}): PreferenceRecipe {
  return {
    ...usualRecipe(['study']),
    split: { unseenParticipants: 0, testConversations: 0, seed: 'seed' },
    ...others,
    pairs: { ratings: null, rankings: null, choices: false, ...pairs },
  };
}

interface TurnDetails {
  /** By key; the history of a key stands behind its text where it is its own. */
  readonly replies: Readonly<Record<string, string | null>>;
  readonly message?: string;
  readonly voided?: boolean;
  readonly judgements?: Partial<Judgements>;
  readonly history?: JudgedResponse['history'];
  readonly histories?: Readonly<Record<string, JudgedResponse['history']>>;
  readonly chosen?: string;
}

export function conversationOf(turns: readonly TurnDetails[], details: Partial<JudgedConversation> = {}): JudgedConversation {
  return {
    studyId: 'study',
    participantCode: 'K7',
    source: { kind: 'imported' },
    conversationId: 'c0',
    stageId: null,
    type: 'unguided',
    atUtcMilliseconds: null,
    turns: turns.map((turn, index): JudgedTurn => ({
      turn: index,
      message: turn.message ?? `Message ${index}`,
      voided: turn.voided ?? false,
      responses: Object.entries(turn.replies).map(([key, text]) => ({
        key,
        text,
        armId: null,
        model: `model-${key}`,
        provider: 'provider',
        slot: null,
        chosen: turn.chosen === key,
        history: turn.histories?.[key] ?? turn.history ?? [],
      })),
      judgements: turn.judgements ? { ...nothingSaid, ...turn.judgements } : null,
    })),
    atEnd: null,
    feedback: null,
    ...details,
  };
}

/** `a>b` for a pair in which the reply "a" was better. */
export function shortly(pairs: readonly { readonly chosen: string; readonly rejected: string }[]): string[] {
  return pairs.map(({ chosen, rejected }) => `${chosen}>${rejected}`);
}
