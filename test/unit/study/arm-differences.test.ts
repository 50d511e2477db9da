import { describe, expect, it } from 'vitest';
import { armDifferences } from '../../../shared/study/arm-differences.ts';
import { templateStudy } from './templates-at-hand.ts';

describe('what tells arms apart', () => {
  const [generic, prompted, pooled, personal] = templateStudy('prism-x').arms;

  it('is every setting that is not the same in all of them', () => {
    expect(armDifferences([generic!, prompted!, pooled!, personal!]).map(({ path, values }) => [path.join('.'), values[0]])).toEqual([
      ['model.model', 'practice-brief'],
      ['personalisation.kind', 'none'],
      ['personalisation.template', null],
      ['personalisation.placeholders', null],
      ['personalisation.budget', null],
      ['personalisation.model', null],
      ['personalisation.withoutOne', null],
    ]);
  });

  it('is what a placeholder stands for, too', () => {
    const withTop = (count: number): typeof prompted => ({
      ...prompted!,
      personalisation: { kind: 'prompt', template: 'They want {{top}}.', placeholders: { top: { kind: 'top-preferences', count } } },
    });
    expect(armDifferences([withTop(3)!, withTop(1)!]).map(({ path }) => path)).toEqual([['personalisation', 'placeholders']]);
  });

  it('is one setting where a study varies one thing', () => {
    const warmer = { ...generic!, id: 'warmer', name: 'Warmer', model: { ...generic!.model, parameters: { temperature: 1.5, maximumOutputTokens: 256 } } };
    expect(armDifferences([generic!, warmer])).toEqual([{ path: ['model', 'parameters', 'temperature'], values: [1, 1.5] }]);
  });

  it('is a setting left to the endpoint in one arm and given in another', () => {
    const open = { ...generic!, model: { ...generic!.model, parameters: { temperature: 1 } } };
    expect(armDifferences([generic!, open])).toEqual([{ path: ['model', 'parameters', 'maximumOutputTokens'], values: [256, null] }]);
  });

  it('is nothing for a single arm, and names do not count', () => {
    expect(armDifferences([generic!])).toEqual([]);
    expect(armDifferences([generic!, { ...generic!, id: 'other', name: 'Other', description: 'The same again.' }])).toEqual([]);
  });
});
