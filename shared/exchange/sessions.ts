import { z } from 'zod';
import { OwnModelStanding, Slot } from '../session/events.ts';
import { planOf, titleOfStep } from '../session/plan.ts';
import { conversationAt } from '../session/queries.ts';
import { SamplingParameters } from '../study/arms.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOf, type ExportedSession } from './exported-session.ts';
import { heldConversations, sessionColumns, sessionValues, trialColumns, trialValues } from './trial.ts';

const Step = z.strictObject({
  step: column(Count, 'Place in the plan, 0 first.'),
  stage_id: column(Identifier, 'Stage of the study.'),
  stage_kind: column(z.string(), 'Kind of the stage.'),
  conversation_id: optionalColumn(Identifier, 'Conversation that the step holds.', { missing: 'Null for a step without one.' }),
  title: column(z.string(), 'What the step is called in the plan.'),
  entered_at: optionalColumn(Moment, 'When the participant reached it.', { missing: 'Null when it was never reached.' }),
  left_at: optionalColumn(Moment, 'When the participant left it.', { missing: 'Null when it was never left.' }),
  duration_milliseconds: optionalColumn(z.number(), 'Time between the two by the wall clock, pauses included.', {
    unit: 'ms',
    missing: 'Null when it was never left.',
  }),
  paused_milliseconds: column(z.number(), 'How long the session was paused meanwhile.', { unit: 'ms' }),
  skipped: column(z.boolean(), 'True when it was passed over.'),
});

const Remark = z.strictObject({
  at: column(Moment, 'When it was written.'),
  text: column(z.string(), 'Word for word.'),
});

/** A line of sessions.jsonl. */
export const SessionRow = z.strictObject({
  ...sessionColumns,
  study_digest: column(z.string(), 'SHA-256 of the study as canonical JSON (RFC 8785): the version that was played. MANIFEST.json says which file holds it.'),
  study_version: optionalColumn(z.int().min(1), 'Number of that version.', { missing: 'Null for a study that was not locked.' }),
  moderator: column(z.string(), 'Name or initials of who held the session; "" in sessions of before they were asked for.'),
  allocation_row: optionalColumn(z.string(), 'Row of the allocation list that the participant took; allocation.jsonl lists all rows.', {
    missing: 'Null when slots were drawn for this session alone.',
  }),
  stratum: optionalColumn(Identifier, 'Stratum of the row.', { missing: 'Null for a study without strata.' }),
  status: column(z.enum(['running', 'complete', 'ended']), 'running: not over yet. complete: the plan was played to its end. ended: it stopped before.'),
  end_reason: optionalColumn(z.string(), 'Why it ended early.', { missing: 'Null unless the status is ended.' }),
  void_reason: optionalColumn(z.string(), 'Why it was found, after it was over, not to count.', { missing: 'Null unless that happened.' }),
  started_at: column(Moment, 'When the session was created.'),
  last_event_at: column(Moment, 'When the last event was stored.'),
  duration_milliseconds: column(z.number(), 'Time between the two by the wall clock, pauses included.', { unit: 'ms' }),
  seed: column(z.string(), 'Seed of what is drawn at random in the session: order of samples, ties, slots where there is no allocation list.'),
  events: column(Count, 'How many events the session has.', { unit: 'events' }),
  last_hash: column(z.string(), 'Hash of the last event. Whoever notes it down can later show that nothing was changed since.'),
  consent: optionalColumn(
    z.strictObject({
      given: column(z.boolean(), 'True when every statement was agreed to, false when consent was declined.'),
      version: column(z.string(), 'Version of the consent text.'),
      at: column(Moment, 'When.'),
    }),
    'Consent.',
    { missing: 'Null when the session stopped before.' },
  ),
  conversations: column(
    z.array(
      z.strictObject({
        stage_id: trialColumns.stage_id,
        conversation_id: trialColumns.conversation_id,
        conversation_number: trialColumns.conversation_number,
        practice: trialColumns.practice,
        type_id: trialColumns.type_id,
        repeat_of_session: trialColumns.repeat_of_session,
        repeat_of_conversation: trialColumns.repeat_of_conversation,
        slots: column(
          z.array(z.strictObject({ slot: column(Slot, 'Place on the screen.'), arm_id: column(Identifier, 'Arm that stood there.') })),
          'Arms by slot, at the opening of the conversation.',
        ),
      }),
    ),
    'The conversations in the order of the plan, and which arm was allocated to which slot.',
  ),
  models: column(
    z.array(
      z.strictObject({
        stage_id: column(Identifier, 'Stage of the study.'),
        arm_id: column(Identifier, 'Arm.'),
        provider_id: column(Identifier, 'Provider as set up in the settings; "practice" for the built-in practice models.'),
        base_url: column(z.string(), 'Endpoint; "practice" for the built-in practice models.'),
        model: column(z.string(), 'Model that was asked for.'),
        parameters: column(SamplingParameters, 'Sampling parameters that were sent; one that is not there was left to the endpoint.'),
        system_prompt: column(z.string(), 'System prompt; empty for none.'),
        own_model: optionalColumn(OwnModelStanding, 'How the model of this participant was found. mapped: named for them. rule: named by the rule of the study. common: there was none, and the common model stood in.', { missing: 'Null for arms that are the same for everybody.' }),
      }),
    ),
    'Model that stood for each arm in this session.',
  ),
  steps: column(z.array(Step), 'The plan, step by step.'),
  pauses: column(
    z.array(
      z.strictObject({
        paused_at: column(Moment, "When the participant's screen was covered."),
        resumed_at: optionalColumn(Moment, 'When the session went on.', { missing: 'Null when it did not.' }),
        reason: column(z.string(), 'Why.'),
      }),
    ),
    'Pauses.',
  ),
  notes: column(z.array(Remark), "The moderator's notes."),
  incidents: column(z.array(Remark), 'What disturbed the session.'),
  reopened_at: column(z.array(Moment), 'When the app was started again during the session.'),
  unblindings: column(
    z.array(z.strictObject({ at: column(Moment, 'When.'), reason: column(z.string(), 'Why.') })),
    'Who looked up in the app which arm stood where, had to say why. Exports are not listed.',
  ),
});
export type SessionRow = z.infer<typeof SessionRow>;

export function sessionRow(session: ExportedSession): SessionRow {
  const { state, events, log } = session;
  const last = log.at(-1);
  if (!last) throw new Error(`Session ${session.sessionId} has no events.`);
  return {
    ...sessionValues(session),
    study_digest: session.studyDigest,
    study_version: state.studyVersion,
    moderator: state.moderator,
    allocation_row: state.row,
    stratum: state.stratum,
    status: state.status,
    end_reason: eventsOf(session, 'session-ended').at(-1)?.payload.reason ?? null,
    void_reason: eventsOf(session, 'session-voided').at(-1)?.payload.reason ?? null,
    started_at: momentOf(state.startedAt),
    last_event_at: momentOf(state.lastEventAt),
    duration_milliseconds: state.lastEventAt.utcMilliseconds - state.startedAt.utcMilliseconds,
    seed: state.seed,
    events: events.length,
    last_hash: last.hash,
    consent: consentOf(session),
    conversations: heldConversations(session).map((held) => {
      const { stage_id, conversation_id, conversation_number, practice, type_id, repeat_of_session, repeat_of_conversation } = trialValues(session, held);
      const slots = held.conversation.slots.map(({ slot, armId }) => ({ slot, arm_id: armId }));
      return { stage_id, conversation_id, conversation_number, practice, type_id, repeat_of_session, repeat_of_conversation, slots };
    }),
    models: state.models.map(({ stageId, armId, model, ownModel }) => ({
      stage_id: stageId,
      arm_id: armId,
      provider_id: model.providerId,
      base_url: model.baseURL,
      model: model.model,
      parameters: model.parameters,
      system_prompt: model.systemPrompt,
      own_model: ownModel ?? null,
    })),
    steps: stepsOf(session),
    pauses: pausesOf(session),
    notes: remarksOf(session, 'note'),
    incidents: remarksOf(session, 'incident'),
    reopened_at: eventsOf(session, 'session-reopened').map((event) => momentOf(event.at)),
    unblindings: eventsOf(session, 'session-unblinded').map((event) => ({
      at: momentOf(event.at),
      reason: event.payload.reason,
    })),
  };
}

function consentOf(session: ExportedSession): SessionRow['consent'] {
  const given = eventsOf(session, 'consent-given').at(-1);
  const decision = given ?? eventsOf(session, 'consent-declined').at(-1);
  if (!decision) return null;
  return { given: given !== undefined, version: decision.payload.version, at: momentOf(decision.at) };
}

function stepsOf({ state }: ExportedSession): SessionRow['steps'] {
  return planOf(state.study, state.sessionNumber).map((step, index) => {
    const { enteredAt = null, leftAt = null, skipped = false, pausedMilliseconds = 0 } = state.steps[index] ?? {};
    return {
      step: index,
      stage_id: step.stage.id,
      stage_kind: step.stage.kind,
      conversation_id: step.kind === 'stage' ? null : (conversationAt(state, step)?.conversationId ?? null),
      title: titleOfStep(step),
      entered_at: enteredAt && momentOf(enteredAt),
      left_at: leftAt && momentOf(leftAt),
      duration_milliseconds: enteredAt && leftAt ? leftAt.utcMilliseconds - enteredAt.utcMilliseconds : null,
      paused_milliseconds: pausedMilliseconds,
      skipped,
    };
  });
}

/** A pause lasts until the next resumption; a session may end while it is paused. */
function pausesOf(session: ExportedSession): SessionRow['pauses'] {
  const resumptions = eventsOf(session, 'session-resumed');
  return eventsOf(session, 'session-paused').map((pause) => {
    const resumed = resumptions.find((event) => event.sequence > pause.sequence);
    return {
      paused_at: momentOf(pause.at),
      resumed_at: resumed ? momentOf(resumed.at) : null,
      reason: pause.payload.reason,
    };
  });
}

function remarksOf({ state }: ExportedSession, kind: 'note' | 'incident') {
  return state.notes.filter((note) => note.kind === kind).map(({ at, text }) => ({ at: momentOf(at), text }));
}
