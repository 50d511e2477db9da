import type { TranscriptView } from '../../shared/contract/transcript.ts';
import { eventsOf, type PlayedEvents } from '../../shared/exchange/exported-session.ts';
import { questionsOf, readableAnswer } from '../../shared/questionnaire/questions.ts';
import { elapsedIn } from '../../shared/session/live-view.ts';
import { planOf, titleOfStep } from '../../shared/session/plan.ts';
import { sessionPlanOf } from '../../shared/study/protocol.ts';
import type { StageOf } from '../../shared/study/stages.ts';
import { auditSummaries } from './audit-summary.ts';
import { conversationViews, type EarlierSession } from './conversation-view.ts';

/** A session with the hash that chains each of its events to the one before, by sequence. */
export interface ChainedSession extends PlayedEvents {
  readonly sessionId: string;
  readonly hashes: ReadonlyMap<number, string>;
}

type Answer = TranscriptView['answers'][number];

/**
 * A session to read: what was said, shown and judged, and every event. Names no arm and no model.
 * @param earlier finds an earlier session of the participant, whose conversations may be judged once more
 */
export function transcriptOf(session: ChainedSession, earlier: EarlierSession): TranscriptView {
  const { sessionId, state, events, hashes } = session;
  const { study } = state;
  const summaryOf = auditSummaries(session);
  return {
    sessionId,
    studyId: study.id,
    studyTitle: study.title,
    studyVersion: state.studyVersion,
    participantCode: state.participantCode,
    sessionNumber: state.sessionNumber,
    sessionCount: study.sessions.length,
    moderator: state.moderator,
    status: state.status,
    endReason: eventsOf(session, 'session-ended').at(-1)?.payload.reason ?? null,
    standing: state.standing,
    voidReason: eventsOf(session, 'session-voided').at(-1)?.payload.reason ?? null,
    startedAtUtcMilliseconds: state.startedAt.utcMilliseconds,
    endedAtUtcMilliseconds: endOf(session),
    unblinded: state.unblinded,
    steps: planOf(study, state.sessionNumber).map((step, index) => {
      const taken = state.steps[index];
      return {
        title: titleOfStep(step),
        enteredAtUtcMilliseconds: taken?.enteredAt?.utcMilliseconds ?? null,
        elapsedMilliseconds: taken ? elapsedIn(taken, state.lastEventAt) : 0,
        skipped: taken?.skipped ?? false,
      };
    }),
    answers: answersOf(session),
    conversations: conversationViews(session, earlier),
    notes: state.notes.map(({ kind, at, text }) => ({ kind, atUtcMilliseconds: at.utcMilliseconds, text })),
    auditTrail: events.map((event) => ({
      sequence: event.sequence,
      atUtcMilliseconds: event.at.utcMilliseconds,
      actor: event.actor,
      kind: event.kind,
      summary: summaryOf(event),
      hash: hashes.get(event.sequence) ?? '',
    })),
  };
}

function endOf({ events }: PlayedEvents): number | null {
  const last = events.findLast((event) => event.kind === 'session-completed' || event.kind === 'session-ended');
  return last?.at.utcMilliseconds ?? null;
}

function answersOf(session: PlayedEvents): Answer[] {
  const { study, sessionNumber } = session.state;
  return sessionPlanOf(study, sessionNumber).stages.flatMap((stage): Answer[] => {
    if (stage.kind === 'questionnaire') return surveyAnswers(session, stage);
    return stage.kind === 'message' ? messageAnswers(session, stage) : [];
  });
}

/** What was answered, in the order in which it was asked. */
function surveyAnswers(session: PlayedEvents, stage: StageOf<'questionnaire'>): Answer[] {
  const handedIn = eventsOf(session, 'questionnaire-answered').find(({ payload }) => payload.stageId === stage.id);
  if (!handedIn) return [];
  const { answers, order } = handedIn.payload;
  const places = new Map(order.map(({ name }, place) => [name, place]));
  return questionsOf(stage.survey)
    .filter(({ name }) => answers[name] !== undefined || places.has(name))
    .toSorted((a, b) => (places.get(a.name) ?? places.size) - (places.get(b.name) ?? places.size))
    .map(({ name, title }) => ({ stageTitle: stage.title, question: title, readable: readableAnswer(stage.survey, name, answers) }));
}

function messageAnswers(session: PlayedEvents, stage: StageOf<'message'>): Answer[] {
  const read = eventsOf(session, 'text-confirmed').find(({ payload }) => payload.stageId === stage.id);
  if (!read || !stage.answer || read.payload.answer === null) return [];
  return [{ stageTitle: stage.title, question: stage.answer.label, readable: read.payload.answer }];
}
