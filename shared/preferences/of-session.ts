import type { Slot, TurnSlot } from '../session/events.ts';
import { countedTurns, preferredOf, revealedReply } from '../session/queries.ts';
import type { ConversationState, Given, SessionState, TurnState } from '../session/state.ts';
import { comparesSlots, isRated } from '../study/judgement-rules.ts';
import type { Judgement, JudgementOf, Sheet } from '../study/judgements.ts';
import { stagesOf } from '../study/protocol.ts';
import { isTrialStage, type TrialStage } from '../study/stages.ts';
import type { JudgedConversation, JudgedResponse, JudgedTurn, Judgements } from './judged-conversation.ts';

/**
 * The conversations of a session with what was judged in them, in the order of the plan. Practice trials are
 * left out, and so are repeats: they judge an earlier conversation again, which has its first judgement
 * already. Turns that were never shown are left out; voided ones that were shown are marked. Only sheets
 * that were handed in count. The type is its label, so that it compares with the types of imported ones.
 */
export function judgedConversationsOf(sessionId: string, state: SessionState): readonly JudgedConversation[] {
  const stages = new Map(stagesOf(state.study).filter(isTrialStage).map((stage) => [stage.id, stage]));
  return state.conversations.flatMap((conversation) => {
    const stage = stages.get(conversation.stageId);
    if (stage?.kind !== 'conversations' || conversation.repeatOf !== null) return [];
    return [judgedConversation(sessionId, state, stage, conversation)];
  });
}

function judgedConversation(
  sessionId: string,
  state: SessionState,
  stage: TrialStage,
  conversation: ConversationState,
): JudgedConversation {
  const atEnd = atEndOf(stage, conversation);
  const preferred = preferredOf({ conversation, stage }) ?? (atEnd && onlyBestOf(atEnd));
  return {
    studyId: state.study.id,
    participantCode: state.participantCode,
    source: { kind: 'session', sessionId, sessionNumber: state.sessionNumber },
    conversationId: conversation.conversationId,
    stageId: stage.id,
    type: stage.conversations.types.find(({ id }) => id === conversation.typeId)?.label ?? null,
    atUtcMilliseconds: countedTurns(conversation)[0]?.sentAt.utcMilliseconds ?? null,
    turns: conversation.turns.flatMap((turn, index) => {
      // A turn that was voided before its replies came, or that the session did not live to see.
      if (turn.responses.length === 0) return [];
      return [judgedTurn(state, stage, conversation, turn, index, preferred)];
    }),
    atEnd,
    feedback: feedbackOf(stage, conversation),
  };
}

function judgedTurn(
  state: SessionState,
  stage: TrialStage,
  conversation: ConversationState,
  turn: TurnState,
  index: number,
  preferredAtEnd: string | null,
): JudgedTurn {
  const judgements = turnJudgements(stage, turn);
  const chosen = turn.preferred ?? (judgements && onlyBestOf(judgements)) ?? (stage.layout.kind === 'parallel' ? preferredAtEnd : null);
  return {
    turn: index,
    message: turn.text,
    voided: turn.status === 'voided',
    responses: turn.slots.map(({ slot, armId }): JudgedResponse => {
      const model = state.models.find((each) => each.stageId === stage.id && each.armId === armId)?.model;
      return {
        key: slot,
        text: revealedReply(turn, slot),
        armId,
        model: model?.model ?? null,
        provider: model?.providerId ?? null,
        slot,
        chosen: slot === chosen,
        history: historyBefore(stage, conversation, index, slot),
      };
    }),
    judgements,
  };
}

/** What the model of a slot had read when a turn began: its own thread, or the one that all share. */
function historyBefore(stage: TrialStage, conversation: ConversationState, index: number, slot: Slot): JudgedResponse['history'] {
  const earlier = conversation.turns.slice(0, index).filter((turn) => turn.status === 'revealed');
  return earlier.flatMap((turn) => {
    const from = stage.layout.kind === 'parallel' ? slot : turn.preferred;
    const reply = from === null ? null : revealedReply(turn, from);
    return reply === null ? [] : [{ message: turn.text, reply }];
  });
}

function turnJudgements({ turnSheet }: TrialStage, turn: TurnState): Judgements | null {
  return turnSheet && turn.given.confirmed.includes(turnSheet.id) ? judgementsOf([turnSheet], turn.given, turn.slots) : null;
}

/** In the common thread slots are dealt anew for every turn, so that at its end no slot stands for anything. */
function atEndOf(stage: TrialStage, { given, slots }: ConversationState): Judgements | null {
  const confirmed = stage.sheets.filter((sheet) => given.confirmed.includes(sheet.id));
  return stage.layout.kind === 'common-thread' ? null : judgementsOf(confirmed, given, slots);
}

/**
 * What was said about the slots on some sheets. Of several judgements of a kind, the one that says which slot
 * is preferred counts, or else the first: a study may ask for many ratings, and one of them is the verdict.
 * Batteries rate aspects and are no verdict.
 */
function judgementsOf(sheets: readonly Sheet[], given: Given, slots: readonly Pick<TurnSlot, 'slot'>[]): Judgements | null {
  const there = slots.map(({ slot }) => slot);
  const comparing = sheets.flatMap((sheet) =>
    sheet.judgements.filter(comparesSlots).map((judgement) => ({ judgement, decides: sheet.preferredBy === judgement.id })),
  );
  const verdict = <Kind extends Judgement>(is: (judgement: Judgement) => judgement is Kind): Kind | undefined => {
    const ofKind = comparing.flatMap(({ judgement, decides }) => (is(judgement) ? [{ judgement, decides }] : []));
    return (ofKind.find(({ decides }) => decides) ?? ofKind[0])?.judgement;
  };
  const judged: Judgements = {
    ratings: ratingsOf(verdict(isOverallRating), given, there),
    ranking: rankingOf(verdict(isRanking), given),
    choices: choicesOf(verdict(isChoice), given, there),
  };
  const isEmpty = Object.keys(judged.ratings).length === 0 && judged.ranking.length === 0 && judged.choices.length === 0;
  return isEmpty ? null : judged;
}

function isOverallRating(judgement: Judgement): judgement is JudgementOf<'slider' | 'likert'> {
  return isRated(judgement) && judgement.kind !== 'attributes';
}

function isRanking(judgement: Judgement): judgement is JudgementOf<'ranking'> {
  return judgement.kind === 'ranking';
}

function isChoice(judgement: Judgement): judgement is JudgementOf<'choice'> {
  return judgement.kind === 'choice';
}

function ratingsOf(judgement: JudgementOf<'slider' | 'likert'> | undefined, given: Given, slots: readonly Slot[]): Judgements['ratings'] {
  if (!judgement) return {};
  return Object.fromEntries(
    slots.flatMap((slot) => {
      const value = given.ratings.find((each) => each.judgementId === judgement.id && each.slot === slot)?.value;
      if (value === undefined || value === 'not-applicable') return [];
      return [[slot, judgement.kind === 'likert' ? spread(value, judgement.points.length) : value]];
    }),
  );
}

/** A point of a scale, 1 first, as a number from 1 to 100. */
function spread(point: number, points: number): number {
  return 1 + ((point - 1) * 99) / (points - 1);
}

function rankingOf(judgement: JudgementOf<'ranking'> | undefined, given: Given): Judgements['ranking'] {
  return judgement ? (given.rankings[judgement.id] ?? []).filter((place) => place.length > 0) : [];
}

function choicesOf(judgement: JudgementOf<'choice'> | undefined, given: Given, slots: readonly Slot[]): Judgements['choices'] {
  const choice = judgement && given.choices[judgement.id];
  return choice ? [{ better: choice.slot, others: slots.filter((slot) => slot !== choice.slot) }] : [];
}

/** The key that judgements put above all others; null when none stands alone. A ranking says it before a choice, a choice before ratings. */
function onlyBestOf({ ratings, ranking, choices }: Judgements): string | null {
  const [first] = ranking;
  if (first) return first.length === 1 ? (first[0] ?? null) : null;
  const [choice] = choices;
  if (choice) return choice.better;
  const best = Math.max(...Object.values(ratings));
  const level = Object.keys(ratings).filter((key) => ratings[key] === best);
  return level.length === 1 ? (level[0] ?? null) : null;
}

/** Everything that was written at the end, box by box. */
function feedbackOf(stage: TrialStage, { given }: ConversationState): string | null {
  const words = stage.sheets
    .filter((sheet) => given.confirmed.includes(sheet.id))
    .flatMap((sheet) => sheet.judgements)
    .flatMap((judgement) => (judgement.kind === 'text' ? judgement.boxes.map((box) => given.texts[judgement.id]?.[box.id] ?? '') : []))
    .filter((text) => text.trim() !== '');
  return words.length === 0 ? null : words.join('\n\n');
}
