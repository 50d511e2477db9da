import { z } from 'zod';
import { questionsOf, readableAnswer, type SurveyQuestion } from '../questionnaire/questions.ts';
import type { Answers } from '../session/events.ts';
import { Identifier } from '../study/identifier.ts';
import { sessionPlanOf } from '../study/protocol.ts';
import type { StageOf } from '../study/stages.ts';
import { commentNameOf, partsOf, type AnswerPart } from './answer-parts.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import { eventsOf, type ExportedSession } from './exported-session.ts';
import { sessionColumns, sessionValues } from './trial.ts';

const notTimed = 'Empty when it was not timed or never touched.';
const unanswered = 'Empty, without quotation marks, when nothing is stored: the question was not asked, or left unanswered. An empty text that was handed in stands as "".';

/** A row of questionnaires.csv. */
export const QuestionnaireRow = z.strictObject({
  ...sessionColumns,
  stage_id: column(Identifier, 'Stage of the study.'),
  source: column(z.enum(['questionnaire', 'message']), 'questionnaire: a question of a form. message: the box under a text.'),
  question_name: column(z.string(), 'Name of the question in the form; "answer" for the box under a text.'),
  question_type: column(
    z.string(),
    'Type of the question as the SurveyJS form library names it; sliderbattery is our own. stored: a value that the form works out by itself.',
  ),
  question_title: column(z.string(), 'The question as it is asked.'),
  part_kind: column(
    z.enum(['whole', 'row', 'choice', 'rank', 'field', 'comment']),
    'whole: the whole answer; every question has exactly one such row. row: a row of a matrix, or a slider of a battery. choice: whether a choice was ticked. rank: the place of a choice, 1 first. field: what lies in a nested answer. comment: the text of "other", or a comment. Parts repeat what stands in the whole, so count either.',
  ),
  part: optionalColumn(z.string(), 'Name of the row, slider, choice or field; deeper ones are joined by dots, panels are counted from 1.', {
    missing: 'Empty for a whole answer and for a comment.',
  }),
  part_label: optionalColumn(z.string(), 'Its words.', { missing: 'Empty when part is, and where there are none.' }),
  presented_position: optionalColumn(z.int().min(1), 'Place of the question in the order in which they were shown, 1 first.', {
    missing: 'Empty when the question was not shown, or its place was not recorded.',
  }),
  choices_order: optionalColumn(z.string(), 'Choices, rows or sliders in the order in which they were shown, a JSON list of names.', {
    missing: 'Empty unless their order was drawn at random; otherwise it is that of the study file.',
  }),
  answered: column(z.boolean(), 'True when something is stored, also when that is not-applicable.'),
  answer: optionalColumn(z.string(), 'The answer as it is stored: a text word for word, a number, true or false, not-applicable; what is nested as JSON.', {
    missing: unanswered,
  }),
  answer_number: optionalColumn(z.number(), 'The answer as a number.', { missing: 'Empty unless the answer is a number.' }),
  answer_readable: optionalColumn(z.string(), 'The answer in the words that the participant saw.', { missing: unanswered }),
  answer_json: optionalColumn(z.string(), 'The answer as it is stored, in JSON.', { missing: unanswered }),
  first_change_milliseconds: optionalColumn(
    z.number(),
    'From the question being shown to the first change of its answer; the same in all rows of a question.',
    { unit: 'ms', missing: notTimed },
  ),
  last_change_milliseconds: optionalColumn(z.number(), 'The same for the last change.', { unit: 'ms', missing: notTimed }),
  changes: optionalColumn(Count, 'How often the answer changed; each letter of a text counts.', { unit: 'times', missing: notTimed }),
  answered_at: column(Moment, 'When the questionnaire was handed in.'),
});
export type QuestionnaireRow = z.infer<typeof QuestionnaireRow>;

export function questionnaireRows(session: ExportedSession): readonly QuestionnaireRow[] {
  const { study, sessionNumber } = session.state;
  return sessionPlanOf(study, sessionNumber).stages.flatMap((stage): readonly QuestionnaireRow[] => {
    if (stage.kind === 'questionnaire') return surveyRows(session, stage);
    return stage.kind === 'message' ? messageRows(session, stage) : [];
  });
}

function surveyRows(session: ExportedSession, stage: StageOf<'questionnaire'>): QuestionnaireRow[] {
  const handedIn = eventsOf(session, 'questionnaire-answered').find(({ payload }) => payload.stageId === stage.id);
  if (!handedIn) return [];
  const { answers, timings, order } = handedIn.payload;
  return [...questionsOf(stage.survey), ...storedBesides(stage, answers)].flatMap((question) => {
    const { name } = question;
    const position = order.findIndex((each) => each.name === name);
    const choices = order[position]?.choices;
    const timing = timings[name];
    const base = {
      ...sessionValues(session),
      stage_id: stage.id,
      source: 'questionnaire' as const,
      question_name: name,
      question_type: question.type,
      question_title: question.title,
      presented_position: position < 0 ? null : position + 1,
      choices_order: choices ? JSON.stringify(choices) : null,
      first_change_milliseconds: timing?.firstChangeMilliseconds ?? null,
      last_change_milliseconds: timing?.lastChangeMilliseconds ?? null,
      changes: timing?.changes ?? null,
      answered_at: momentOf(handedIn.at),
    };
    const value = answers[name];
    const words = value === undefined ? null : readableAnswer(stage.survey, name, answers);
    const whole: AnswerPart = { kind: 'whole', part: null, label: null, value, words };
    return [whole, ...partsOf(question, answers)].map((part) => ({ ...base, ...partValues(part) }));
  });
}

/** What a form stores without asking for it: values that it works out from others. */
function storedBesides({ survey }: StageOf<'questionnaire'>, answers: Answers): SurveyQuestion[] {
  const asked = new Set(questionsOf(survey).flatMap(({ name }) => [name, commentNameOf(name)]));
  return Object.keys(answers)
    .filter((name) => !asked.has(name))
    .map((name) => ({ name, title: name, type: 'stored', required: false, conditional: false, choices: [], rows: [] }));
}

function partValues({ kind, part, label, value, words }: AnswerPart) {
  const text = value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
  return {
    part_kind: kind,
    part,
    part_label: label,
    answered: value !== undefined,
    answer: text,
    answer_number: typeof value === 'number' ? value : null,
    answer_readable: words ?? text,
    answer_json: value === undefined ? null : JSON.stringify(value),
  };
}

function messageRows(session: ExportedSession, stage: StageOf<'message'>): QuestionnaireRow[] {
  const read = eventsOf(session, 'text-confirmed').find(({ payload }) => payload.stageId === stage.id);
  if (!read || !stage.answer || read.payload.answer === null) return [];
  const { answer } = read.payload;
  return [
    {
      ...sessionValues(session),
      stage_id: stage.id,
      source: 'message',
      question_name: 'answer',
      question_type: 'text',
      question_title: stage.answer.label,
      presented_position: 1,
      choices_order: null,
      ...partValues({ kind: 'whole', part: null, label: null, value: answer, words: answer }),
      first_change_milliseconds: null,
      last_change_milliseconds: null,
      changes: null,
      answered_at: momentOf(read.at),
    },
  ];
}
