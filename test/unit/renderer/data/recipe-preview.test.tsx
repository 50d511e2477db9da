import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { FindingList } from '../../../../renderer/data/finding-list.tsx';
import { RecipePreview } from '../../../../renderer/data/recipe-preview.tsx';
import type { DataFinding, PreferencePreview } from '../../../../shared/contract/data.ts';

// Numbers are written in the page's language.
vi.stubGlobal('document', { documentElement: { lang: 'en' } });

function finding(severity: DataFinding['severity'], places: readonly string[] = [], count = places.length): DataFinding {
  return { id: severity, severity, message: `This is a ${severity}.`, count, places: [...places] };
}

const nothing: PreferencePreview = {
  pairs: 0,
  train: 0,
  test: 0,
  participants: 0,
  conversations: 0,
  fromRatings: 0,
  fromRankings: 0,
  fromChoices: 0,
  leftOut: [{ reason: 'The two were level', count: 1_204 }],
  lengths: { prompt: { median: 0, longest: 0 }, chosen: { median: 0, longest: 0 }, rejected: { median: 0, longest: 0 }, chosenIsLonger: 0 },
  perParticipant: { fewest: 0, most: 0 },
  findings: [],
  examples: [],
};

describe('what the checks of preference data found', () => {
  it('begins with what must not be overlooked', () => {
    const page = renderToStaticMarkup(<FindingList findings={[finding('note'), finding('problem'), finding('warning')]} />);
    const places = ['problem', 'warning', 'note'].map((severity) => page.indexOf(`This is a ${severity}.`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('shows first places, and says how many more there are', () => {
    expect(renderToStaticMarkup(<FindingList findings={[finding('warning', ['c1', 'c2'], 7)]} />)).toContain('2 places and 5 more');
    expect(renderToStaticMarkup(<FindingList findings={[finding('warning', ['c1'])]} />)).toContain('<summary>One place</summary>');
  });
});

describe('what a recipe makes', () => {
  it('claims no share of longer replies where there is no pair, and still says why', () => {
    const page = renderToStaticMarkup(<RecipePreview preview={nothing} />);
    expect(page).not.toContain('0%');
    expect(page).toContain('The two were level');
    expect(page).toContain('1,204');
  });

  it('shows words of people as words, whatever they look like', () => {
    const example = { participantCode: 'P1', conversationId: 'c1', turn: 0, from: 'rating', split: 'train', message: '<b>Hi</b>', earlierExchanges: 0, chosen: '![x](y)', rejected: 'No' } as const;
    const page = renderToStaticMarkup(<RecipePreview preview={{ ...nothing, pairs: 1, examples: [example] }} />);
    expect(page).toContain('&lt;b&gt;Hi&lt;/b&gt;');
    expect(page).toContain('![x](y)');
    expect(page).toContain('P1 · c1 · turn 1 · from a rating · training');
  });
});
