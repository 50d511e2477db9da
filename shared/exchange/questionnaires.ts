import { z } from 'zod';
import { Slot } from '../session/events.ts';
import { Identifier, type QuestionnaireItem, type StageOf } from '../study/protocol.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOf, eventsOfConversation, type ExportedSession } from './exported-session.ts';
import { plannedConversations, type PlannedConversation, sessionColumns, sessionValues, slotValues } from './trial.ts';

const notOfAConversation = { missing: 'Empty for answers that are not about a conversation.' };

/** A row of questionnaires.csv. */
export const QuestionnaireRow = z.strictObject({
  ...sessionColumns,
  stage_id: column(Identifier, 'Stage of the study.'),
  source: column(
    z.enum(['consent', 'consent-statement', 'questionnaire', 'attribute', 'feedback', 'blinding-guess']),
    'consent: the decision. consent-statement: one statement of it. questionnaire: one question, or one slider of it. attribute: a quality of the best slot. feedback: good and bad in own words. blinding-guess: which slot felt personalised (item slot), and how sure (item sure).',
  ),
  practice: column(z.boolean(), 'True for answers about the practice trial.'),
  conversation_id: optionalColumn(Identifier, 'Conversation that the answer is about.', notOfAConversation),
  slot: optionalColumn(Slot, 'Slot that the answer is about: the best one for attributes and feedback, the guessed one for a blinding guess.', {
    missing: 'Empty for answers that are not about a slot, and for the guess "none of them".',
  }),
  arm_id: optionalColumn(Identifier, 'Arm that stood in that slot.', { missing: 'Empty when slot is.' }),
  item: column(z.string(), 'Name of the question in the study file.'),
  part: optionalColumn(Identifier, 'Name of the slider, in a question of several sliders.', { missing: 'Empty for a question of one part.' }),
  question: column(z.string(), 'What the participant was asked: the question, statement or label.'),
  answer: optionalColumn(
    z.string(),
    'The answer as it is recorded: the value of a choice, a number from 1 to 100, not-applicable, none, or the text word for word.',
    { missing: 'Empty, without quotation marks, when the question was left unanswered. An empty text that was handed in stands as "".' },
  ),
  answer_label: optionalColumn(z.string(), 'What the participant saw as the choice.', { missing: 'Empty unless it was a choice.' }),
  answer_number: optionalColumn(z.int().min(1).max(100), 'The answer as a number: 1 at the left end of a slider, 100 at the right end.', {
    missing: 'Empty unless the answer is a number.',
  }),
  consent_version: optionalColumn(z.string(), 'Version of the consent text.', { missing: 'Empty except for consent.' }),
  confirmed: column(z.boolean(), 'False for a quality that was rated but not handed in.'),
  first_change_milliseconds: optionalColumn(
    z.number(),
    'From the page being shown to the first change of the answer. For an attribute: from ratings and ranking being handed in, by the wall clock.',
    { unit: 'ms', missing: 'Empty when it was not timed or never touched.' },
  ),
  last_change_milliseconds: optionalColumn(z.number(), 'The same for the last change.', {
    unit: 'ms',
    missing: 'Empty when it was not timed or never touched.',
  }),
  changes: optionalColumn(Count, 'How often the answer changed; each letter of a text counts.', {
    unit: 'times',
    missing: 'Empty when it was not timed or never touched.',
  }),
  answered_at: column(Moment, 'When the answer was handed in; for an attribute, when it was last set.'),
});
export type QuestionnaireRow = z.infer<typeof QuestionnaireRow>;

export function questionnaireRows(session: ExportedSession): readonly QuestionnaireRow[] {
  return session.state.study.stages.flatMap((stage): readonly QuestionnaireRow[] => {
    switch (stage.kind) {
      case 'consent':
        return consentRows(session, stage);
      case 'questionnaire':
        return itemRows(session, stage);
      case 'practice':
      case 'conversations':
        return plannedConversations(session)
          .filter((planned) => planned.stage === stage)
          .flatMap((planned) => [...attributeRows(session, planned), ...feedbackRows(session, planned)]);
      case 'blinding-guess':
        return guessRows(session, stage);
      case 'instructions':
      case 'debrief':
        return [];
    }
  });
}

function blankRow(session: ExportedSession, stageId: string) {
  return {
    ...sessionValues(session),
    stage_id: stageId,
    practice: false,
    conversation_id: null,
    slot: null,
    arm_id: null,
    part: null,
    answer_label: null,
    answer_number: null,
    consent_version: null,
    confirmed: true,
    first_change_milliseconds: null,
    last_change_milliseconds: null,
    changes: null,
  };
}

function consentRows(session: ExportedSession, stage: StageOf<'consent'>): QuestionnaireRow[] {
  const given = eventsOf(session, 'consent-given').find((event) => event.payload.stageId === stage.id);
  const declined = eventsOf(session, 'consent-declined').find((event) => event.payload.stageId === stage.id);
  const decision = given ?? declined;
  if (!decision) return [];
  const base = {
    ...blankRow(session, stage.id),
    consent_version: decision.payload.version,
    answered_at: momentOf(decision.at),
  };
  return [
    { ...base, source: 'consent', item: 'consent', question: stage.title, answer: given ? 'given' : 'declined' },
    ...stage.statements.map(
      ({ id, text }): QuestionnaireRow => ({
        ...base,
        source: 'consent-statement',
        item: id,
        question: text,
        answer: given?.payload.statements.includes(id) ? 'agreed' : null,
      }),
    ),
  ];
}

function itemRows(session: ExportedSession, stage: StageOf<'questionnaire'>): QuestionnaireRow[] {
  const handedIn = eventsOf(session, 'questionnaire-answered').find((event) => event.payload.stageId === stage.id);
  if (!handedIn) return [];
  return stage.items.flatMap((item) => {
    const timing = handedIn.payload.timings[item.id];
    const base = {
      ...blankRow(session, stage.id),
      source: 'questionnaire' as const,
      item: item.id,
      first_change_milliseconds: timing?.firstChangeMilliseconds ?? null,
      last_change_milliseconds: timing?.lastChangeMilliseconds ?? null,
      changes: timing?.changes ?? null,
      answered_at: momentOf(handedIn.at),
    };
    return answersTo(item, handedIn.payload.answers[item.id]).map((answer) => ({ ...base, ...answer }));
  });
}

type AnswerPart = Pick<QuestionnaireRow, 'part' | 'question' | 'answer' | 'answer_label' | 'answer_number'>;

function answersTo(item: QuestionnaireItem, given: string | Readonly<Record<string, number>> | undefined): AnswerPart[] {
  const text = typeof given === 'string' ? given : null;
  const blank = { part: null, question: item.question, answer: text, answer_label: null, answer_number: null };
  switch (item.kind) {
    case 'text':
      return [blank];
    case 'choice':
      return [{ ...blank, answer_label: item.choices.find((choice) => choice.value === text)?.label ?? null }];
    case 'sliders': {
      const values = typeof given === 'object' ? given : {};
      return item.sliders.map(({ id, label }) => {
        const value = values[id] ?? null;
        return { ...blank, part: id, question: label, answer: value === null ? null : String(value), answer_number: value };
      });
    }
  }
}

function attributeRows(session: ExportedSession, planned: PlannedConversation): QuestionnaireRow[] {
  const { conversation, stage } = planned;
  const { conversationId, best } = conversation;
  const asked = eventsOfConversation(session, 'comparison-confirmed', conversationId).at(-1);
  if (!asked || best === null) return [];
  return stage.judgements.attributes.items.map((item): QuestionnaireRow => {
    const given = eventsOfConversation(session, 'attribute-rated', conversationId).filter(
      (event) => event.payload.attribute === item.id,
    );
    const last = given.at(-1);
    const value = last?.payload.value ?? null;
    const since = (event: (typeof given)[number] | undefined) =>
      event ? event.at.utcMilliseconds - asked.at.utcMilliseconds : null;
    return {
      ...aboutBest(session, planned),
      source: 'attribute',
      item: item.id,
      question: item.label,
      answer: value === null ? null : String(value),
      answer_label: value === 'not-applicable' ? stage.judgements.attributes.notApplicable : null,
      answer_number: typeof value === 'number' ? value : null,
      confirmed: conversation.phase === 'done',
      first_change_milliseconds: since(given[0]),
      last_change_milliseconds: since(last),
      changes: given.length === 0 ? null : given.length,
      answered_at: momentOf((last ?? asked).at),
    };
  });
}

function feedbackRows(session: ExportedSession, planned: PlannedConversation): QuestionnaireRow[] {
  const { conversation, stage } = planned;
  const handedIn = eventsOfConversation(session, 'explanation-confirmed', conversation.conversationId).at(-1);
  if (!handedIn) return [];
  return (['good', 'bad'] as const).map((item) => ({
    ...aboutBest(session, planned),
    source: 'feedback',
    item,
    question: stage.judgements.feedback[item],
    answer: handedIn.payload[item],
    answered_at: momentOf(handedIn.at),
  }));
}

function guessRows(session: ExportedSession, stage: StageOf<'blinding-guess'>): QuestionnaireRow[] {
  const handedIn = eventsOf(session, 'guess-given').find((event) => event.payload.stageId === stage.id);
  if (!handedIn) return [];
  return handedIn.payload.guesses.flatMap((guess): QuestionnaireRow[] => {
    const planned = plannedConversations(session).find((each) => each.plan.id === guess.conversationId);
    const base = {
      ...blankRow(session, stage.id),
      source: 'blinding-guess' as const,
      conversation_id: guess.conversationId,
      ...(planned && guess.slot ? slotAndArm(planned, guess.slot) : {}),
      answered_at: momentOf(handedIn.at),
    };
    return [
      {
        ...base,
        item: 'slot',
        question: stage.question,
        answer: guess.slot ?? 'none',
        answer_label: guess.slot === null ? stage.none : null,
      },
      {
        ...base,
        item: 'sure',
        question: stage.sureQuestion,
        answer: guess.sure,
        answer_label: stage.sureChoices.find((choice) => choice.value === guess.sure)?.label ?? null,
      },
    ];
  });
}

function aboutBest(session: ExportedSession, planned: PlannedConversation) {
  const { best } = planned.conversation;
  return {
    ...blankRow(session, planned.stage.id),
    practice: planned.stage.kind === 'practice',
    conversation_id: planned.plan.id,
    ...(best === null ? {} : slotAndArm(planned, best)),
  };
}

function slotAndArm({ conversation }: PlannedConversation, slot: Slot) {
  return { slot, arm_id: slotValues(conversation, slot).arm_id };
}
