import { heldConversations } from '../../shared/exchange/trial.ts';
import type { PlayedEvents } from '../../shared/exchange/exported-session.ts';
import type { EventOf, RankPlaces, RecordedEvent, Slot } from '../../shared/session/events.ts';
import { planOf, titleOfStep } from '../../shared/session/plan.ts';
import { message } from '../messages/message.ts';

interface Names {
  readonly conversation: (conversationId: string) => string;
  readonly step: (step: number) => string;
}

/**
 * One line for each event of the audit trail. Calls, attempts and what was found in replies are told
 * without their slot: how fast a slot answers, how often it fails or what it says can give an arm away.
 */
export function auditSummaries(session: PlayedEvents): (event: RecordedEvent) => string {
  const { study, sessionNumber } = session.state;
  const steps = planOf(study, sessionNumber).map(titleOfStep);
  const titles = new Map(
    heldConversations(session).map(({ conversation, type, repeat, stage, number }) => [
      conversation.conversationId,
      repeat || !type ? `${(repeat ?? stage).title} ${number}` : type.title,
    ]),
  );
  const names: Names = {
    conversation: (conversationId) => titles.get(conversationId) ?? conversationId,
    step: (step) => steps[step] ?? '',
  };
  return (event) => summaryOf(event, names);
}

function summaryOf(event: RecordedEvent, names: Names): string {
  switch (event.kind) {
    case 'session-created':
      return message('audit.session-created', {
        number: event.payload.sessionNumber,
        moderator: event.payload.moderator,
        signed: event.payload.moderator === '' ? 'no' : 'yes',
        conversations: event.payload.trials.length,
      });
    case 'step-entered':
      return message('audit.step-entered', { step: names.step(event.payload.step) });
    case 'consent-given':
      return message('audit.consent-given', { version: event.payload.version });
    case 'consent-declined':
      return message('audit.consent-declined', { version: event.payload.version });
    case 'questionnaire-answered':
      return message('audit.questionnaire-answered', { answers: Object.keys(event.payload.answers).length });
    case 'text-confirmed':
      return event.payload.answer === null
        ? message('audit.text-confirmed')
        : message('audit.text-answered', { characters: event.payload.answer.length });
    case 'guess-given':
      return message('audit.guess-given');
    case 'attempt-ended': {
      const { attempt, attempts, category } = event.payload;
      return message('audit.attempt-ended', { attempt, attempts, category });
    }
    case 'call-ended':
      return message('audit.call-ended', { outcome: event.payload.outcome });
    case 'reply-screened':
      // The message format knows no hyphens in the names of its choices.
      return message('audit.reply-screened', { leaks: event.payload.leaks.length, action: event.payload.action.replace('-', '_') });
    case 'session-paused':
      return message('audit.session-paused', { reason: event.payload.reason });
    case 'session-resumed':
      return message('audit.session-resumed');
    case 'session-reopened':
      return message('audit.session-reopened', { calls: event.payload.interruptedCalls.length });
    case 'session-completed':
      return message('audit.session-completed');
    case 'session-ended':
      return message('audit.session-ended', { reason: event.payload.reason, standing: event.payload.standing });
    case 'session-voided':
      return message('audit.session-voided', { reason: event.payload.reason });
    case 'note-added':
      return message('audit.note-added', { text: event.payload.text });
    case 'incident-recorded':
      return message('audit.incident-recorded', { text: event.payload.text });
    case 'session-unblinded':
      return message('audit.session-unblinded', { reason: event.payload.reason });
    default:
      return summaryOfConversation(event, { conversation: names.conversation(event.payload.conversationId) });
  }
}

type ConversationEvent = Extract<RecordedEvent, { payload: { conversationId: string } }>;

function summaryOfConversation(event: ConversationEvent, at: { readonly conversation: string }): string {
  switch (event.kind) {
    case 'type-picked':
      return message('audit.type-picked', at);
    case 'turn-sent':
      return message('audit.turn-sent', { ...at, ...turnOf(event), characters: event.payload.text.length });
    case 'call-started':
      return message('audit.call-started', { ...at, ...turnOf(event) });
    case 'turn-stalled':
      return message('audit.turn-stalled', { ...at, ...turnOf(event) });
    case 'turn-retried':
      return message('audit.turn-retried', { ...at, ...turnOf(event) });
    case 'turn-revealed':
      return message('audit.turn-revealed', { ...at, ...turnOf(event) });
    case 'turn-voided':
      return message('audit.turn-voided', { ...at, ...turnOf(event), reason: event.payload.reason });
    case 'conversation-finished':
      return event.payload.reason === null
        ? message('audit.conversation-finished', at)
        : message('audit.conversation-ended', { ...at, reason: event.payload.reason });
    case 'conversation-skipped':
      return message('audit.conversation-skipped', { ...at, reason: event.payload.reason });
    case 'rating-given':
      return message('audit.rating-given', ratingOf(event.payload));
    case 'ranking-given':
      return message('audit.ranking-given', { judgement: event.payload.judgementId, places: wordsOfPlaces(event.payload.places) });
    case 'choice-given': {
      const { judgementId, slot, strength } = event.payload;
      return message('audit.choice-given', { judgement: judgementId, slot: slot ?? 'none', strength: strength ?? 0 });
    }
    case 'judgements-confirmed': {
      const { turn, sheetId, preferred, tied } = event.payload;
      return message('audit.judgements-confirmed', {
        ...at,
        turn: turn === null ? 0 : turn + 1,
        sheet: sheetId,
        preferred: preferred ?? 'none',
        tied: tied.length === 0 ? 'none' : tied.join(', '),
      });
    }
  }
}

function turnOf({ payload }: { readonly payload: { readonly turn: number } }): { readonly turn: number } {
  return { turn: payload.turn + 1 };
}

function ratingOf({ judgementId, slot, item, value, moved }: EventOf<'rating-given'>['payload']) {
  return {
    judgement: item === null ? judgementId : `${judgementId}, ${item}`,
    slot: slot ?? 'none',
    value,
    moved: moved ? 'yes' : 'no',
  };
}

/** Best first; `=` between slots that share a place, a dash where nothing stands yet. */
function wordsOfPlaces(places: RankPlaces): string {
  return places.map((slots: readonly Slot[]) => (slots.length === 0 ? '–' : slots.join('='))).join(' ');
}
