import { describe, expect, it } from 'vitest';
import { balancingSamples, neededMultiple, verdictOf } from '../../../../renderer/design/panels/balance-verdict.ts';
import { dealtAllocation, rowsPerStratumOf } from '../../../../renderer/design/panels/dealt-allocation.ts';
import { readRehearsal, textsOfRehearsal, type RehearsalTexts } from '../../../../renderer/design/panels/rehearsal-texts.ts';
import { linearScale, roundTicks } from '../../../../renderer/design/panels/scale.ts';
import { usualRehearsal } from '../../../../shared/rehearsal/rehearsal.ts';
import { designOf } from '../../../../shared/study/allocation-design.ts';
import { templateStudy } from '../../study/templates-at-hand.ts';

describe('the allocation of a planned sample', () => {
  const study = templateStudy('prism-x');
  const design = designOf(study);
  const tablesFor = (participants: number) => {
    const dealt = dealtAllocation({ design: { ...design, stages: design.stages.map((stage) => ({ ...stage, armsPerConversation: Math.min(2, stage.armIds.length) })) }, rowsPerStratum: participants, listed: 5 });
    if (!dealt.ok) throw new Error('Nothing was dealt.');
    return dealt;
  };

  it('suggests samples at which the tables that suggest them are indeed balanced', () => {
    const advised = Array.from({ length: 24 }, (_, index) => index + 2).flatMap((participants) =>
      tablesFor(participants).tables.flatMap((table) => {
        const samples = balancingSamples(table, participants, 1);
        return samples === null ? [] : [{ table, participants, samples }];
      }),
    );
    expect(advised.length).toBeGreaterThan(0);
    for (const { table, participants, samples } of advised) {
      expect(samples.above).toBeGreaterThan(participants);
      const again = tablesFor(samples.above).tables.find((each) => each.table === table.table && each.stageIds.join() === table.stageIds.join());
      expect([table.table, again && verdictOf(again)]).toEqual([table.table, 'balanced']);
    }
  });

  it('names the multiple that a sample has to be, and the nearest whole blocks of all strata together', () => {
    expect(neededMultiple({ reason: { code: 'indivisible', total: 20, cells: 8 } }, 10)).toBe(4);
    expect(neededMultiple({ reason: { code: 'no-such-design', total: 20, cells: 4 } }, 10)).toBeNull();
    expect(balancingSamples({ reason: { code: 'unfinished-block', rows: 5, blockLength: 12 } }, 10, 2)).toEqual({ below: null, above: 24 });
    expect(balancingSamples({ reason: { code: 'other-aims' } }, 10, 1)).toBeNull();
  });

  it('hands back the beginning of the list and counts the whole, and says when there is nothing to deal', () => {
    const dealt = tablesFor(30);
    expect([dealt.rows.length, dealt.total]).toEqual([5, 30]);
    expect(dealtAllocation({ design: { ...designOf(study), strata: ['a', 'a'] }, rowsPerStratum: 3, listed: 1 })).toEqual({ ok: false });
  });

  it('deals as many rows as the lock does', () => {
    const copy = structuredClone(study);
    copy.analysis.plannedParticipants = 25;
    copy.allocation.strata = { question: 'Where?', values: [{ id: 'here', label: 'Here' }, { id: 'there', label: 'There' }] };
    expect(rowsPerStratumOf(copy)).toBe(13);
  });
});

describe('the assumptions of a rehearsal', () => {
  const base = usualRehearsal(templateStudy('prism-x'), 200, 'seed');
  const texts = textsOfRehearsal(base);
  const read = (change: Partial<RehearsalTexts>) => readRehearsal({ ...texts, ...change }, base);

  it('come back as they were when nothing is typed', () => {
    expect(readRehearsal(texts, base)).toEqual({ ok: true, parameters: base });
  });

  it('take percentages and decimal commas', () => {
    expect(read({ dropOut: '7', lengthBias: '0,3', sampleSizes: '50, 100 200' })).toMatchObject({
      ok: true,
      parameters: { chooser: { dropOut: 0.07, lengthBias: 0.3 }, power: { sampleSizes: [50, 100, 200] } },
    });
  });

  it('name every field that holds no number or one out of order', () => {
    const [armId = ''] = Object.keys(texts.worths);
    expect(read({ participants: '0', noise: 'much', worths: { ...texts.worths, [armId]: '99' }, sampleSizes: '50 x', seed: ' ' })).toEqual({
      ok: false,
      fields: expect.arrayContaining(['participants', 'noise', `worth:${armId}`, 'sampleSizes', 'seed']) as unknown,
    });
  });
});

describe('axes', () => {
  it('count in round steps', () => {
    expect(roundTicks(0, 1_098, 6)).toEqual([0, 200, 400, 600, 800, 1_000]);
    expect(roundTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(roundTicks(3, 3, 5)).toEqual([3]);
  });

  it('put a value where it belongs, and a single one in the middle', () => {
    expect(linearScale([0, 10], [100, 200])(5)).toBe(150);
    expect(linearScale([4, 4], [0, 10])(4)).toBe(5);
  });
});
