import { describe, expect, it } from 'vitest';
import { ownModelTable, readOwnModelTable } from '../../../electron/personal/own-model-table.ts';
import { checkParticipant } from '../../../electron/personal/participant-check.ts';
import { OwnModels } from '../../../electron/personal/own-models.ts';
import type { OwnModelRow } from '../../../electron/storage/people.ts';
import type { RegisteredParticipant } from '../../../shared/people/participant.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { smallStudy } from '../session/small-study.ts';

const personalArm = { kind: 'own-model', model: 'pdpo-{participant}', withoutOne: 'refuse' } as const;

function studyWith(personalisation: Study['arms'][number]['personalisation']): Study {
  const study = smallStudy;
  return { ...study, arms: study.arms.map((arm, index) => (index === 0 ? { ...arm, personalisation } : arm)) };
}

/** A register in memory, and an endpoint that has the models it is told. */
function laboratory(study: Study, has: readonly string[], people: readonly { code: string; originId: string | null }[] = [{ code: 'K7-001', originId: 'user7' }]) {
  const rows: OwnModelRow[] = [];
  const asked: string[] = [];
  const register = people.map(({ code, originId }): RegisteredParticipant => ({
    studyId: study.id,
    code,
    originId,
    origin: 'prism',
    addedAtUtcMilliseconds: 0,
    profile: {},
    excluded: null,
    withdrawn: null,
    erased: null,
  }));
  let reachable = true;
  const models = new OwnModels({
    storage: {
      listParticipants: () => register,
      readParticipant: (_, code) => register.find((each) => each.code === code) ?? null,
      listOwnModels: () => rows,
      setOwnModels: (added) => {
        for (const row of added) {
          const at = rows.findIndex((each) => each.participantCode === row.participantCode);
          rows.splice(at < 0 ? rows.length : at, at < 0 ? 0 : 1, { ...row, setAtUtcMilliseconds: 0 });
        }
      },
      removeOwnModel: (_, __, code) => void rows.splice(rows.findIndex((each) => each.participantCode === code), 1),
    },
    settings: {
      commonModelOf: (_, arm) => arm.model,
      addressOf: (providerId) => {
        if (providerId !== 'practice' && providerId !== 'cluster') throw new Error('No such provider.');
        return providerId;
      },
    },
    studyOf: () => study,
    hasModel: (_, model) => {
      asked.push(model);
      return Promise.resolve(reachable ? (has.includes(model) ? 'yes' : 'no') : 'unreachable');
    },
    monotonic: () => 0,
  });
  return { models, asked, rows, breakDown: () => (reachable = false) };
}

const armId = smallStudy.arms[0]?.id ?? '';

describe('the model that a session gets for a participant', () => {
  it('is asked for in sessions with conversations alone: before them it may still have to be trained', async () => {
    const study = studyWith(personalArm);
    const [only] = study.sessions;
    const survey = { ...only!, id: 'survey', stages: only!.stages.filter(({ kind }) => kind === 'consent') };
    const { models } = laboratory(study, []);
    const two = { ...study, sessions: [survey, only!] };
    expect([...(await models.forSession(two, 'K7-001', 1))]).toEqual([]);
    await expect(models.forSession(two, 'K7-001', 2)).rejects.toMatchObject({ code: 'no-own-model' });
    expect(await checkParticipant({ study: two, participantCode: 'K7-001', sessionNumber: 1 }, models, null)).toEqual([]);
    expect(await checkParticipant({ study: two, participantCode: 'K7-001', sessionNumber: 2 }, models, null)).toMatchObject([{ verdict: 'problem', reason: 'none' }]);
  });

  it('is the one that the rule names, when the endpoint has it', async () => {
    const study = studyWith(personalArm);
    const { models } = laboratory(study, ['pdpo-K7-001']);
    expect([...(await models.forSession(study, 'K7-001', 1))]).toEqual([[armId, { standing: 'rule', providerId: study.arms[0]?.model.providerId, model: 'pdpo-K7-001' }]]);
  });

  it('may be named after what the person is called in imported data', async () => {
    const study = studyWith({ ...personalArm, model: 'pdpo-{source}' });
    const { models } = laboratory(study, ['pdpo-user7']);
    expect((await models.forSession(study, 'K7-001', 1)).get(armId)).toMatchObject({ standing: 'rule', model: 'pdpo-user7' });
  });

  it('is named by the rule word for word, whatever braces and dollar signs the names hold', async () => {
    const study = studyWith({ ...personalArm, model: '{source}/pdpo-{participant}-$&' });
    const odd = "{participant}$&$'";
    const { models } = laboratory(study, [`${odd}/pdpo-K7-001-$&`], [{ code: 'K7-001', originId: odd }]);
    expect((await models.forSession(study, 'K7-001', 1)).get(armId)).toMatchObject({ standing: 'rule', model: `${odd}/pdpo-K7-001-$&` });
  });

  it('is the one that was named for them, before any rule', async () => {
    const study = studyWith(personalArm);
    const { models } = laboratory(study, ['pdpo-K7-001', 'special']);
    await models.set(study.id, armId, 'K7-001', { providerId: 'cluster', model: 'special' });
    expect((await models.forSession(study, 'K7-001', 1)).get(armId)).toEqual({ standing: 'mapped', providerId: 'cluster', model: 'special' });
  });

  it('is refused, without naming arm or model, when the endpoint does not have it', async () => {
    const study = studyWith(personalArm);
    const { models } = laboratory(study, []);
    const refusal = await models.forSession(study, 'K7-001', 1).then(() => null, (error: unknown) => error as { code: string; message: string });
    expect(refusal?.code).toBe('no-own-model');
    expect(refusal?.message).not.toMatch(new RegExp(`pdpo|${armId}|${study.arms[0]?.name ?? ''}`, 'u'));
  });

  it('is the common one, on record, when the study says so', async () => {
    const study = studyWith({ ...personalArm, withoutOne: 'common' });
    const { models } = laboratory(study, []);
    expect((await models.forSession(study, 'K7-001', 1)).get(armId)).toEqual({ standing: 'common' });
  });

  it('is never replaced by the common one because the network is down', async () => {
    const study = studyWith({ ...personalArm, withoutOne: 'common' });
    const { models, breakDown } = laboratory(study, ['pdpo-K7-001']);
    breakDown();
    await expect(models.forSession(study, 'K7-001', 1)).rejects.toMatchObject({ code: 'own-model-unreachable' });
  });

  it('is asked for once in a while, not twice for a check and the start after it', async () => {
    const study = studyWith(personalArm);
    const { models, asked } = laboratory(study, ['pdpo-K7-001']);
    await models.forSession(study, 'K7-001', 1);
    await models.forSession(study, 'K7-001', 1);
    expect(asked).toEqual(['pdpo-K7-001']);
  });
});

describe('the table of own models', () => {
  const known = { commonProviderId: 'practice', isParticipant: (code: string) => code.startsWith('K7'), isProvider: (id: string) => ['practice', 'cluster'].includes(id) };

  it('goes out and comes in without loss', () => {
    const rows = [
      { participantCode: 'K7-001', model: 'ft:base:ä,"quoted"', providerId: 'cluster' },
      { participantCode: 'K7-002', model: 'pdpo-2', providerId: 'practice' },
    ];
    const text = ownModelTable(rows.map((row) => ({ ...row, studyId: 's', armId: 'a', origin: 'csv', setAtUtcMilliseconds: 0 })));
    expect(readOwnModelTable(text, 'models.csv', known)).toEqual({ rows, problems: [] });
  });

  it('names file, line and column of every problem', () => {
    const { problems } = readOwnModelTable('participant;model;provider\r\nK7-001;m;practice\r\nX1;;nowhere\r\nK7-001;m;\r\n', 'models.csv', known);
    expect(problems).toHaveLength(4);
    expect(problems.filter((problem) => problem.includes('models.csv, line 3'))).toHaveLength(3);
    expect(problems[3]).toContain('models.csv, line 4, column participant: K7-001');
  });

  it('names the line on which a row begins, as in tables of participants', () => {
    const windows = '\uFEFFparticipant;model\r\nK7-001;"one\r\ntwo"\r\n\r\nX1;m\r\n;\r\nX2; "three\r\n\r\nfour" \r\nX3;m\r\n';
    const linesOf = (text: string) => readOwnModelTable(text, 'models.csv', known).problems.map((problem) => /line (\d+)/u.exec(problem)?.[1]);
    expect(linesOf(windows)).toEqual(['5', '7', '10']);
    expect(linesOf('participant,model\nK7-001,m\n\nK7-002,"never closed\nK7-003,m\n')).toEqual(['4']);
    expect(readOwnModelTable('participant,model\nK7-001,m,\nK7-002\nK7-003,m\n', 'models.csv', known).problems).toEqual([
      'models.csv, line 2: the line has 3 cells, the first line names 2 columns. Check for a missing or superfluous separator.',
      'models.csv, line 3: the line has 1 cell, the first line names 2 columns. Check for a missing or superfluous separator.',
    ]);
  });

  it('says which column is missing', () => {
    expect(readOwnModelTable('code,model\nK7-001,m\n', 'models.csv', known).problems).toEqual([expect.stringContaining('"participant"')]);
  });

  it('is taken whole or not at all', async () => {
    const study = studyWith(personalArm);
    const { models, rows } = laboratory(study, []);
    const view = await models.importTable(study.id, armId, 'participant,model\nK7-001,m\nnobody,m\n', 'models.csv');
    expect(view.problems).toEqual([expect.stringContaining('line 3')]);
    expect(rows).toEqual([]);
  });
});

it('checking all shows who has a model, and what happens to the others', async () => {
  const study = studyWith(personalArm);
  const people = [
    { code: 'K7-001', originId: null },
    { code: 'K7-002', originId: null },
  ];
  const { models } = laboratory(study, ['pdpo-K7-002'], people);
  const { entries } = await models.check(study.id, armId);
  expect(entries).toEqual([
    { participantCode: 'K7-001', standing: null, model: 'pdpo-K7-001', providerId: study.arms[0]?.model.providerId, answers: 'no', mapped: false },
    { participantCode: 'K7-002', standing: 'rule', model: 'pdpo-K7-002', providerId: study.arms[0]?.model.providerId, answers: 'yes', mapped: false },
  ]);
});
