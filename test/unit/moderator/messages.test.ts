import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import en from '../../../resources/messages/en.json' with { type: 'json' };
import { FailureCategory } from '../../../shared/session/events.ts';
import { ConnectionVerdict, PreflightCheck } from '../../../shared/contract/moderator.ts';

const sentences: Readonly<Record<string, string>> = en;

/** Every reason that the check before a session gives, by line. */
const preflightReasons: Readonly<Record<PreflightCheck['id'], readonly string[]>> = {
  models: ['ok', 'slow', 'failed', 'key-missing'],
  disk: ['ok', 'low', 'full'],
  database: ['ok', 'damaged'],
  clock: ['ok', 'odd'],
  display: ['second', 'same'],
  power: ['mains', 'battery', 'battery-low', 'unknown'],
  pin: ['ok', 'missing'],
  keys: ['ok', 'memory-only'],
  'own-models': ['ok', 'common', 'none', 'unreachable'],
  'about-participant': ['ok', 'dropped', 'refused'],
};

describe('sentences that are chosen by a code', () => {
  it('exist for every outcome of the check before a session', () => {
    const keys = Object.entries(preflightReasons).flatMap(([id, reasons]) =>
      ['name', ...reasons].map((reason) => `preflight.${id}.${reason}`),
    );
    expect(keys.filter((key) => sentences[key] === undefined)).toEqual([]);
    expect(Object.keys(preflightReasons).toSorted()).toEqual(PreflightCheck.shape.id.options.toSorted());
  });

  it('exist for every trouble with a reply and every verdict on a connection', () => {
    const keys = [
      ...FailureCategory.options.map((category) => `live.trouble.${category}`),
      ...ConnectionVerdict.shape.verdict.options.map((verdict) => `settings.verdict.${verdict}`),
    ];
    expect(keys.filter((key) => sentences[key] === undefined)).toEqual([]);
  });

  it('name neither models nor endpoints where the moderator is blind', () => {
    const live = Object.entries(sentences).filter(([key]) => key.startsWith('live.trouble.'));
    expect(live.filter(([, sentence]) => /\{(model|arm|slot|provider|endpoint)/.test(sentence))).toEqual([]);
  });
});

describe('the message catalogue', () => {
  it('is readable as ICU messages throughout', () => {
    const broken = Object.entries(sentences).filter(([, sentence]) => {
      try {
        new IntlMessageFormat(sentence, 'en', undefined, { ignoreTag: true });
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toEqual([]);
  });

  it('says how full the battery is only when that is known', () => {
    const format = new IntlMessageFormat(sentences['preflight.power.battery'] ?? '', 'en');
    expect(format.format({ percent: -1 })).toBe('On battery. Plug in for a long session.');
    expect(format.format({ percent: 64 })).toBe('On battery, 64% left. Plug in for a long session.');
  });
});
