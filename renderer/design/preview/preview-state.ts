import { earlierConversationsOf } from '../../../shared/session/earlier.ts';
import type { EarlierConversation } from '../../../shared/session/create-session.ts';
import { planOf } from '../../../shared/session/plan.ts';
import { canBeJudged, conversationAt, guessableConversations } from '../../../shared/session/queries.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { ParticipantScreen } from '../../../shared/session/views.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { isTrialStage, type Stage, type StageOf, type TrialStage } from '../../../shared/study/stages.ts';
import type { Moment } from './moments.ts';
import {
  begunSession,
  enteredStep,
  trialOf,
  withMessageSent,
  withReplies,
  withSheetConfirmed,
  withTalkEnded,
  withTurn,
  withTypePicked,
  type SampleWords,
} from './synthetic-session.ts';

/** Why there is no screen: nothing leads to it, or the draft is not yet in order where it would come from. */
export type WhyNot = 'nothing-to-repeat' | 'nothing-to-guess' | 'not-in-order';

export type PreviewState = { readonly kind: 'state'; readonly state: SessionState } | { readonly kind: 'none'; readonly why: WhyNot };

/**
 * A session at a moment of a study, held in thought: by the engine, with sample words. What stands in the way
 * elsewhere in a draft (an allocation that cannot be dealt, two stages of one name) is left aside where the
 * moment can be reached without it. Never throws.
 */
export function previewState(study: Study, moment: Moment, words: SampleWords): PreviewState {
  for (const attempt of [study, withNothingBesides(study, moment)]) {
    try {
      return stateAt(attempt, attempt === study ? moment : { ...moment, session: attempt.sessions.length - 1 }, words);
    } catch {
      // A draft may hold anything; the next attempt asks less of it.
    }
  }
  return { kind: 'none', why: 'not-in-order' };
}

/** The stage alone, with what it repeats or asks about, and dealt in the simplest way. */
function withNothingBesides(study: Study, { stage, session }: Moment): Study {
  const plan = study.sessions[session];
  if (plan === undefined) return study;
  const before = study.sessions
    .slice(0, session + 1)
    .flatMap(({ stages }) => stages)
    .filter((each) => each !== stage && isTrialStage(each) && isNeededBy(stage, each));
  return {
    ...study,
    sessions: [{ ...plan, stages: [...before, stage] }],
    allocation: { seed: 'preview', armsPerConversation: null, strata: null },
  };
}

function isNeededBy(stage: Stage, other: Stage): boolean {
  if (stage.kind === 'repeats') return other.id === stage.of;
  return stage.kind === 'blinding-guess' && other.kind === 'conversations';
}

function stateAt(study: Study, moment: Moment, words: SampleWords): PreviewState {
  const { stage } = moment;
  const sessionNumber = moment.session + 1;
  if (stage.kind === 'repeats') return repeatAt(study, moment, stage, words);
  const begun = begunSession(study, sessionNumber, []);
  const isMeant = (step: { readonly stage: Stage }): boolean => step.stage === stage;
  if (stage.kind === 'blinding-guess') {
    const held = withConversationsHeld(begun, (each) => each.kind === 'conversations' && comesBefore(study, moment, each), words);
    if (guessableConversations(held).length === 0) return { kind: 'none', why: 'nothing-to-guess' };
    return { kind: 'state', state: enteredStep(held, isMeant) };
  }
  const entered = enteredStep(begun, isMeant);
  return { kind: 'state', state: isTrialStage(stage) ? talkAt(entered, moment, words) : entered };
}

function comesBefore(study: Study, { session, stage }: Moment, other: Stage): boolean {
  const stages = study.sessions[session]?.stages ?? [];
  return stages.indexOf(other) < stages.indexOf(stage);
}

/** The conversation that has begun, taken to a moment of it. */
function talkAt(state: SessionState, { kind, sheet }: Moment, words: SampleWords): SessionState {
  switch (kind) {
    case 'screen':
    case 'type-choice':
      return state;
    case 'opening':
      return withTypePicked(state);
    case 'waiting':
      return withMessageSent(withTypePicked(state), words);
    case 'replies':
    case 'turn-sheet':
      return withReplies(withMessageSent(withTypePicked(state), words), words);
    case 'going-on':
      return withTurn(state, words);
    case 'samples':
      return withReplies(withMessageSent(withTurn(state, words), words), words);
    case 'sheet':
      return withSheetsConfirmed(withTalkEnded(withTurns(state, 2, words)), (sheet ?? 1) - 1);
  }
}

/** As many turns as the stage takes, up to a number. */
function withTurns(state: SessionState, most: number, words: SampleWords): SessionState {
  const turns = Math.max(1, Math.min(most, trialOf(state).stage.turns.maximum));
  return Array.from({ length: turns }).reduce<SessionState>((before) => withTurn(before, words), state);
}

function withSheetsConfirmed(state: SessionState, count: number): SessionState {
  return Array.from({ length: count }).reduce<SessionState>((before) => withSheetConfirmed(before), state);
}

function repeatAt(study: Study, moment: Moment, stage: StageOf<'repeats'>, words: SampleWords): PreviewState {
  const stages = study.sessions[moment.session]?.stages ?? [];
  const isOriginal = (each: Stage): boolean => each.id === stage.of;
  const isHere = stages.some(isOriginal);
  const begun = begunSession(study, moment.session + 1, isHere ? [] : earlierOf(study, moment.session, isOriginal, words));
  const held = isHere ? withConversationsHeld(begun, isOriginal, words) : begun;
  const steps = planOf(study, moment.session + 1);
  const step = steps.find((each) => each.stage === stage);
  const conversation = step === undefined || step.kind === 'stage' ? undefined : conversationAt(held, step);
  if (conversation === undefined || !canBeJudged(held, conversation)) return { kind: 'none', why: 'nothing-to-repeat' };
  return { kind: 'state', state: withSheetsConfirmed(enteredStep(held, (each) => each.stage === stage), (moment.sheet ?? 1) - 1) };
}

/** What was said in the session that held the conversations. */
function earlierOf(study: Study, before: number, isOriginal: (stage: Stage) => boolean, words: SampleWords): readonly EarlierConversation[] {
  const session = study.sessions.slice(0, before).findIndex(({ stages }) => stages.some(isOriginal));
  if (session < 0) return [];
  const held = withConversationsHeld(begunSession(study, session + 1, []), isOriginal, words);
  return earlierConversationsOf('preview', held);
}

/** Holds all conversations of some stages and confirms all their sheets. */
function withConversationsHeld(begun: SessionState, isMeant: (stage: Stage) => boolean, words: SampleWords): SessionState {
  const steps = planOf(begun.study, begun.sessionNumber).filter((step) => step.kind === 'trial' && isMeant(step.stage));
  return steps.reduce<SessionState>((state, step) => {
    const entered = enteredStep(state, (each) => sameStep(each, step));
    const ended = withTalkEnded(withTurn(entered, words));
    return withSheetsConfirmed(ended, (step.stage as TrialStage).sheets.length);
  }, begun);
}

type Step = ReturnType<typeof planOf>[number];

function sameStep(one: Step, other: Step): boolean {
  return one.stage === other.stage && (one.kind === 'stage' || other.kind === 'stage' || one.number === other.number);
}

/** A screen of a session that began at the start of time, as if it began now. */
export function startedAt<Screen extends ParticipantScreen>(screen: Screen, utcMilliseconds: number): Screen {
  if (screen.kind === 'break' && screen.endsAtUtcMilliseconds !== null) {
    return { ...screen, endsAtUtcMilliseconds: screen.endsAtUtcMilliseconds + utcMilliseconds };
  }
  if (screen.kind === 'conversation' && screen.talkUntilUtcMilliseconds !== null) {
    return { ...screen, talkUntilUtcMilliseconds: screen.talkUntilUtcMilliseconds + utcMilliseconds };
  }
  return screen;
}
