import type { TranscriptView } from '../../shared/contract/transcript.ts';
import type { RecordedEvent } from '../../shared/session/events.ts';
import { elapsedIn } from '../../shared/session/live-view.ts';
import { planOf, titleOfStep } from '../../shared/session/plan.ts';
import { revealedReply, stageOfConversation } from '../../shared/session/queries.ts';
import type { ConversationState, SessionState, TurnState } from '../../shared/session/state.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { readableAnswer } from './readable-answer.ts';
import { summaryOf } from './audit-summary.ts';

/** An event with the hash that chains it to the one before. */
export interface ChainedEvent {
  readonly event: RecordedEvent;
  readonly hash: string;
}

type Conversation = TranscriptView['conversations'][number];

/** A session to read: what was said, shown and judged, and every event. Names no arm and no model. */
export function transcriptOf(sessionId: string, state: SessionState, events: readonly ChainedEvent[]): TranscriptView {
  const { study } = state;
  const end = state.lastEventAt;
  return {
    sessionId,
    studyId: study.id,
    studyTitle: study.title,
    participantCode: state.participantCode,
    status: state.status,
    endReason: state.endReason,
    startedAtUtcMilliseconds: state.startedAt.utcMilliseconds,
    endedAtUtcMilliseconds: endOf(events),
    unblinded: state.unblinded,
    steps: planOf(study).map((step, index) => {
      const taken = state.steps[index];
      return {
        title: titleOfStep(step),
        enteredAtUtcMilliseconds: taken?.enteredAt?.utcMilliseconds ?? null,
        elapsedMilliseconds: taken ? elapsedIn(taken, end) : 0,
        skipped: taken?.skipped ?? false,
      };
    }),
    answers: answersOf(study, state),
    conversations: state.conversations.map((conversation) => conversationView(state, conversation)),
    notes: state.notes.map(({ kind, at, text }) => ({ kind, atUtcMilliseconds: at.utcMilliseconds, text })),
    auditTrail: events.map(({ event, hash }) => ({
      sequence: event.sequence,
      atUtcMilliseconds: event.at.utcMilliseconds,
      actor: event.actor,
      kind: event.kind,
      summary: summaryOf(event, study),
      hash,
    })),
  };
}

function endOf(events: readonly ChainedEvent[]): number | null {
  const last = events.findLast(({ event }) => event.kind === 'session-completed' || event.kind === 'session-ended');
  return last?.event.at.utcMilliseconds ?? null;
}

function answersOf(study: Study, state: SessionState): TranscriptView['answers'] {
  return study.stages.flatMap((stage) => {
    if (stage.kind !== 'questionnaire') return [];
    return stage.items.flatMap((item) => {
      const answer = state.answers[stage.id]?.[item.id];
      if (answer === undefined) return [];
      return [{ stageTitle: stage.title, question: item.question, answer, readable: readableAnswer(item, answer) }];
    });
  });
}

function conversationView(state: SessionState, conversation: ConversationState): Conversation {
  const stage = stageOfConversation(state, conversation);
  const plan = stage.conversations.find((each) => each.id === conversation.conversationId);
  const slots = conversation.slots.map(({ slot }) => slot);
  return {
    conversationId: conversation.conversationId,
    title: plan?.title ?? conversation.conversationId,
    type: plan?.type ?? '',
    practice: stage.kind === 'practice',
    phase: conversation.phase,
    slots,
    turns: conversation.turns.map((turn, index) => turnView(turn, index + 1, slots)),
    ratings: { ...conversation.ratings },
    places: [...conversation.places],
    best: conversation.best,
    attributes: stage.judgements.attributes.items.flatMap(({ id, label }) => {
      const value = conversation.attributes[id];
      return value === undefined ? [] : [{ label, value }];
    }),
    good: conversation.good,
    bad: conversation.bad,
    guess: guessOf(state, conversation),
  };
}

function turnView(turn: TurnState, number: number, slots: Conversation['slots']): Conversation['turns'][number] {
  return {
    number,
    message: turn.text,
    status: turn.status,
    sentAtUtcMilliseconds: turn.sentAt.utcMilliseconds,
    revealedAtUtcMilliseconds: turn.revealedAt?.utcMilliseconds ?? null,
    replies: slots.map((slot) => ({ slot, text: revealedReply(turn, slot) })),
  };
}

function guessOf(state: SessionState, conversation: ConversationState): Conversation['guess'] {
  const guess = state.guesses.find((each) => each.conversationId === conversation.conversationId);
  if (guess === undefined) return null;
  const stage = state.study.stages.find((each) => each.kind === 'blinding-guess');
  const sure = stage?.sureChoices.find((choice) => choice.value === guess.sure)?.label ?? guess.sure;
  return { slot: guess.slot, sure };
}
