import type { ImportedConversation, ImportedResponse, ImportedTurn } from '../../prism/imported-conversation.ts';
import { choicesField, rankingField, ratingsField } from '../../prism/layout.ts';
import type { SessionState } from '../../session/state.ts';
import type { Layout } from '../../study/conversations.ts';
import { trialStageOf } from '../../study/protocol.ts';
import { conversationName } from '../conversation-key.ts';
import type { JudgedConversation, JudgedTurn, Judgements } from '../judged-conversation.ts';

/** What PRISM's layout has room for besides the turns. */
export interface ConversationDetails {
  readonly layout: Layout['kind'];
  /** Batteries of sliders about the preferred one: 1 to 100, or null for not applicable. */
  readonly performance: Readonly<Record<string, number | null>>;
  readonly choice: Readonly<Record<string, number | null>>;
}

/** The battery of this name says why a response was chosen; any other says how well it did. */
const choiceBattery = 'choice';

export function detailsOf(state: SessionState, { conversationId, stageId }: JudgedConversation): ConversationDetails {
  const stage = trialStageOf(state.study, stageId ?? '');
  const given = state.conversations.find((each) => each.conversationId === conversationId)?.given;
  const batteries = stage.sheets
    .filter((sheet) => given?.confirmed.includes(sheet.id))
    .flatMap((sheet) => sheet.judgements)
    .flatMap((judgement) => (judgement.kind === 'attributes' && judgement.of !== 'each-slot' ? [judgement] : []));
  const valuesOf = (battery: (typeof batteries)[number] | undefined): Record<string, number | null> =>
    Object.fromEntries(
      (given?.ratings ?? []).flatMap(({ judgementId, item, value }) =>
        judgementId === battery?.id && item !== null ? [[item, value === 'not-applicable' ? null : value]] : [],
      ),
    );
  return {
    layout: stage.layout.kind,
    performance: valuesOf(batteries.find(({ id }) => id !== choiceBattery)),
    choice: valuesOf(batteries.find(({ id }) => id === choiceBattery)),
  };
}

/**
 * A conversation of a session in PRISM's layout. What only we know are added fields: the slot and the arm of a
 * response; of the conversation its layout, stage and number of the session; and of both conversation and turns
 * what was rated, ranked and chosen there. Voided turns do not count and are left out. As a score, a rating of a
 * whole thread stands at its opening reply, the one reply that it has in common with no other; repeating it at
 * every turn would make many ratings of one.
 */
export function importedConversationOf(conversation: JudgedConversation, { layout, performance, choice }: ConversationDetails): ImportedConversation {
  const name = conversationName(conversation);
  const { atEnd, stageId, source } = conversation;
  const turns = conversation.turns.filter(({ voided }) => !voided);
  return {
    conversationId: name,
    type: conversation.type,
    generatedAt: conversation.atUtcMilliseconds === null ? null : new Date(conversation.atUtcMilliseconds).toISOString().slice(0, 19).replace('T', ' '),
    turns: turns.map((turn, number): ImportedTurn => ({
      turn: number,
      message: turn.message,
      responses: responsesOf(turn, number, name, number === 0 ? { ...atEnd?.ratings, ...turn.judgements?.ratings } : (turn.judgements?.ratings ?? {})),
      extra: saidOf(turn.judgements),
    })),
    performance: { ...performance },
    choice: { ...choice },
    feedback: conversation.feedback,
    extra: {
      layout,
      ...(stageId === null ? {} : { stage_id: stageId }),
      ...(source.kind === 'session' ? { session_number: source.sessionNumber } : {}),
      ...saidOf(atEnd),
    },
  };
}

/** Ratings as they were given, rankings and choices, for which the release has no fields. */
function saidOf(judgements: Judgements | null): ImportedTurn['extra'] {
  const { ratings = {}, ranking = [], choices = [] } = judgements ?? {};
  return {
    ...(Object.keys(ratings).length === 0 ? {} : { [ratingsField]: { ...ratings } }),
    ...(ranking.length === 0 ? {} : { [rankingField]: ranking.map((place) => [...place]) }),
    ...(choices.length === 0 ? {} : { [choicesField]: choices.map(({ better, others }) => ({ better, others: [...others] })) }),
  };
}

function responsesOf({ responses }: JudgedTurn, turn: number, name: string, ratings: Readonly<Record<string, number>>): ImportedResponse[] {
  return responses.map((response, index) => {
    const rating = ratings[response.key];
    return {
      text: response.text === '' ? null : response.text,
      model: response.model,
      provider: response.provider,
      // Whole numbers, as in the release; points of a scale lie between them.
      score: rating === undefined ? null : Math.round(rating),
      chosen: response.chosen,
      withinTurnId: index,
      slot: response.slot,
      utteranceId: `${name}.${turn}.${response.key}`,
      interactionId: `${name}.${turn}`,
      extra: response.armId === null ? {} : { history: { arm_id: response.armId } },
    };
  });
}
