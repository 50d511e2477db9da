import { beforeAll, describe, expect, it } from 'vitest';
import { questionnaireRows, type QuestionnaireRow } from '../../../shared/exchange/questionnaires.ts';
import type { Answers } from '../../../shared/session/events.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy, withStages } from '../session/small-study.ts';

const survey = {
  elements: [
    { type: 'radiogroup', name: 'age', title: 'Age?', isRequired: true, choices: [{ value: 'old', text: 'Old' }] },
    {
      type: 'checkbox',
      name: 'uses',
      title: 'What for?',
      choices: [
        { value: 'code', text: 'Writing code' },
        { value: 'talk', text: 'Talking' },
      ],
      showOtherItem: true,
    },
    {
      type: 'matrix',
      name: 'trust',
      title: 'How far do you trust?',
      columns: [
        { value: 1, text: 'Not at all' },
        { value: 5, text: 'Fully' },
      ],
      rows: [
        { value: 'people', text: 'People' },
        { value: 'machines', text: 'Machines' },
      ],
    },
    {
      type: 'sliderbattery',
      name: 'wants',
      title: 'What matters?',
      low: 'little',
      high: 'much',
      notApplicable: 'cannot say',
      sliders: [
        { id: 'facts', label: 'Facts' },
        { id: 'style', label: 'Style' },
        { id: 'speed', label: 'Speed' },
      ],
      slidersOrder: 'random',
    },
    { type: 'ranking', name: 'order', title: 'In which order?', choices: ['red', 'green', 'blue'] },
    {
      type: 'paneldynamic',
      name: 'devices',
      title: 'Your devices',
      templateElements: [
        { type: 'text', name: 'name' },
        { type: 'text', name: 'years', inputType: 'number' },
      ],
    },
    { type: 'comment', name: 'hidden', title: 'Only for the young', visibleIf: "{age} = 'young'" },
  ],
};

const answers: Answers = {
  age: 'old',
  uses: ['talk', 'other'],
  'uses-Comment': 'Writing poems, "mostly"',
  trust: { people: 5 },
  wants: { style: 80, facts: 'not-applicable' },
  order: ['blue', 'red', 'green'],
  devices: [{ name: 'Laptop', years: 3 }, { name: 'Phone' }],
};

describe('answers to a questionnaire', () => {
  let rows: readonly QuestionnaireRow[];
  const partsOf = (name: string) =>
    rows
      .filter((row) => row.question_name === name && row.part_kind !== 'whole')
      .map((row) => [row.part_kind, row.part, row.part_label, row.answer_json, row.answer_readable]);
  const whole = (name: string) => rows.find((row) => row.question_name === name && row.part_kind === 'whole');

  beforeAll(() => {
    const study = withStages(smallStudy, (all) => all.map((stage) => (stage.kind === 'questionnaire' ? { ...stage, survey } : stage)));
    const session = new PlayedSession(study);
    session.reach('profile');
    session.must({
      kind: 'questionnaire/submit',
      stageId: 'profile',
      answers,
      timings: { age: { firstChangeMilliseconds: 700, lastChangeMilliseconds: 1_900, changes: 2 } },
      order: [{ name: 'uses' }, { name: 'age' }, { name: 'trust' }, { name: 'wants', choices: ['speed', 'facts', 'style'] }],
    });
    rows = questionnaireRows({ sessionId: 's', studyDigest: 'd', state: session.state, events: session.events, log: [] });
  });

  it('have one row for each question, asked or not, with its place on the screen and its timing', () => {
    expect(rows.filter((row) => row.part_kind === 'whole').map((row) => [row.question_name, row.question_type, row.presented_position, row.answered])).toEqual([
      ['age', 'radiogroup', 2, true],
      ['uses', 'checkbox', 1, true],
      ['trust', 'matrix', 3, true],
      ['wants', 'sliderbattery', 4, true],
      ['order', 'ranking', null, true],
      ['devices', 'paneldynamic', null, true],
      ['hidden', 'comment', null, false],
    ]);
    expect(whole('age')).toMatchObject({ answer: 'old', answer_readable: 'Old', first_change_milliseconds: 700, last_change_milliseconds: 1_900, changes: 2 });
    expect(whole('wants')).toMatchObject({ choices_order: '["speed","facts","style"]', answer: '{"style":80,"facts":"not-applicable"}', first_change_milliseconds: null });
  });

  it('say of each choice whether it was ticked, and what was written beside it', () => {
    expect(partsOf('uses')).toEqual([
      ['choice', 'code', 'Writing code', 'false', 'false'],
      ['choice', 'talk', 'Talking', 'true', 'true'],
      ['choice', 'other', 'other', 'true', 'true'],
      ['comment', null, null, '"Writing poems, \\"mostly\\""', 'Writing poems, "mostly"'],
    ]);
    expect(whole('uses')?.answer_readable).toContain('Talking');
  });

  it('take a matrix and a battery apart by row, and tell "cannot say" from left out', () => {
    expect(partsOf('trust')).toEqual([
      ['row', 'people', 'People', '5', 'Fully'],
      ['row', 'machines', 'Machines', null, null],
    ]);
    expect(partsOf('wants')).toEqual([
      ['row', 'facts', 'Facts', '"not-applicable"', 'not-applicable'],
      ['row', 'style', 'Style', '80', '80'],
      ['row', 'speed', 'Speed', null, null],
    ]);
    const battery = rows.filter((row) => row.question_name === 'wants');
    expect(battery.map((row) => [row.part, row.answered, row.answer_number])).toEqual([
      [null, true, null],
      ['facts', true, null],
      ['style', true, 80],
      ['speed', false, null],
    ]);
  });

  it('give ranked choices their places, and nested panels their fields', () => {
    expect(partsOf('order').map(([kind, part, , value]) => [kind, part, value])).toEqual([
      ['rank', 'red', '2'],
      ['rank', 'green', '3'],
      ['rank', 'blue', '1'],
    ]);
    expect(partsOf('devices').map(([kind, part, , value]) => [kind, part, value])).toEqual([
      ['field', '1.name', '"Laptop"'],
      ['field', '1.years', '3'],
      ['field', '2.name', '"Phone"'],
    ]);
  });

  it('lose nothing that is stored', () => {
    const stored = Object.fromEntries(
      rows.flatMap((row): [string, unknown][] => {
        if (row.answer_json === null) return [];
        if (row.part_kind === 'whole') return [[row.question_name, JSON.parse(row.answer_json)]];
        return row.part_kind === 'comment' ? [[`${row.question_name}-Comment`, JSON.parse(row.answer_json)]] : [];
      }),
    );
    expect(stored).toEqual(answers);
  });
});
