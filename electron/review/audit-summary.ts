import type { RecordedEvent } from '../../shared/session/events.ts';
import { planOf, titleOfStep } from '../../shared/session/plan.ts';
import { isTrialStage, type Study } from '../../shared/study/protocol.ts';
import { message } from '../messages/message.ts';

/**
 * One line for an event of the audit trail. Calls and attempts are told without their slot: how
 * fast a slot answers, or how often it fails, can give an arm away.
 */
export function summaryOf(event: RecordedEvent, study: Study): string {
  switch (event.kind) {
    case 'session-created':
      return message('audit.session-created', { conversations: event.payload.trials.length });
    case 'step-entered': {
      const step = planOf(study)[event.payload.step];
      return message('audit.step-entered', { step: step === undefined ? '' : titleOfStep(step) });
    }
    case 'consent-given':
      return message('audit.consent-given', { version: event.payload.version });
    case 'consent-declined':
      return message('audit.consent-declined', { version: event.payload.version });
    case 'questionnaire-answered':
      return message('audit.questionnaire-answered', { answers: Object.keys(event.payload.answers).length });
    case 'text-confirmed':
      return message('audit.text-confirmed');
    case 'turn-sent':
      return message('audit.turn-sent', { ...place(event.payload, study), characters: event.payload.text.length });
    case 'call-started':
      return message('audit.call-started', place(event.payload, study));
    case 'attempt-ended': {
      const { attempt, attempts, category } = event.payload;
      return message('audit.attempt-ended', { attempt, attempts, category });
    }
    case 'call-ended':
      return message('audit.call-ended', { outcome: event.payload.outcome });
    case 'turn-stalled':
      return message('audit.turn-stalled', place(event.payload, study));
    case 'turn-retried':
      return message('audit.turn-retried', place(event.payload, study));
    case 'turn-revealed':
      return message('audit.turn-revealed', place(event.payload, study));
    case 'turn-voided':
      return message('audit.turn-voided', { ...place(event.payload, study), reason: event.payload.reason });
    case 'conversation-finished':
      return event.payload.reason === null
        ? message('audit.conversation-finished', conversationIn(event.payload, study))
        : message('audit.conversation-ended', { ...conversationIn(event.payload, study), reason: event.payload.reason });
    case 'conversation-skipped':
      return message('audit.conversation-skipped', {
        ...conversationIn(event.payload, study),
        reason: event.payload.reason,
      });
    case 'rating-given':
      return message('audit.rating-given', { slot: event.payload.slot, value: event.payload.value });
    case 'ranking-given':
      return message('audit.ranking-given', { places: event.payload.places.map((slot) => slot ?? '–').join(' ') });
    case 'comparison-confirmed':
      return message('audit.comparison-confirmed', { best: event.payload.best });
    case 'attribute-rated':
      return message('audit.attribute-rated', { attribute: event.payload.attribute, value: event.payload.value });
    case 'explanation-confirmed':
      return message('audit.explanation-confirmed');
    case 'guess-given':
      return message('audit.guess-given');
    case 'session-paused':
      return message('audit.session-paused', { reason: event.payload.reason });
    case 'session-resumed':
      return message('audit.session-resumed');
    case 'session-reopened':
      return message('audit.session-reopened', { calls: event.payload.interruptedCalls.length });
    case 'session-completed':
      return message('audit.session-completed');
    case 'session-ended':
      return message('audit.session-ended', { reason: event.payload.reason });
    case 'note-added':
      return message('audit.note-added', { text: event.payload.text });
    case 'incident-recorded':
      return message('audit.incident-recorded', { text: event.payload.text });
    case 'session-unblinded':
      return message('audit.session-unblinded', { reason: event.payload.reason });
  }
}

function conversationIn({ conversationId }: { readonly conversationId: string }, study: Study): { conversation: string } {
  const plans = study.stages.flatMap((stage) => (isTrialStage(stage) ? stage.conversations : []));
  return { conversation: plans.find((plan) => plan.id === conversationId)?.title ?? conversationId };
}

function place(
  payload: { readonly conversationId: string; readonly turn: number },
  study: Study,
): { conversation: string; turn: number } {
  return { ...conversationIn(payload, study), turn: payload.turn + 1 };
}
