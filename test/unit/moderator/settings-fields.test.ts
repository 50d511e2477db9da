import { describe, expect, it } from 'vitest';
import { readParameters, textsOf } from '../../../renderer/settings/parameter-fields.ts';
import { keyChangeOf, problemOfAddress } from '../../../renderer/settings/provider-fields.ts';

const nothingTyped = { temperature: '', topP: '', maximumOutputTokens: '', seed: '' };

describe('parameters of a model, as typed', () => {
  it('leave out what is empty, so that the endpoint uses its own default', () => {
    expect(readParameters(nothingTyped)).toEqual({ parameters: {}, wrong: [] });
  });

  it('come back as they were stored', () => {
    const parameters = { temperature: 0, topP: 0.9, maximumOutputTokens: 256, seed: -3 };
    expect(readParameters(textsOf(parameters)).parameters).toEqual(parameters);
  });

  it('may be written with a comma', () => {
    expect(readParameters({ ...nothingTyped, temperature: ' 0,7 ' }).parameters).toEqual({ temperature: 0.7 });
  });

  it('name every value that cannot be sent, by the rules of the study file', () => {
    const read = readParameters({ temperature: '3', topP: '0', maximumOutputTokens: '12.5', seed: 'seven' });
    expect(read).toEqual({ parameters: null, wrong: ['temperature', 'topP', 'maximumOutputTokens', 'seed'] });
  });
});

describe('a provider, as typed', () => {
  it('takes a pasted key without the line break that came along', () => {
    expect(keyChangeOf('value', ' sk-123\n', '')).toEqual({ kind: 'value', value: 'sk-123' });
    expect(keyChangeOf('value', '  ', '')).toBeNull();
  });

  it('takes a key from a variable only by a name that a variable can have', () => {
    expect(keyChangeOf('environment', '', 'LAB_KEY')).toEqual({ kind: 'environment', variable: 'LAB_KEY' });
    expect(keyChangeOf('environment', '', '1KEY')).toBeNull();
  });

  it('keeps or drops the key without asking for more', () => {
    expect(keyChangeOf('keep', '', '')).toEqual({ kind: 'keep' });
    expect(keyChangeOf('none', 'typed before', '')).toEqual({ kind: 'none' });
  });

  it('says what is wrong with an address', () => {
    expect(['', 'lab server', 'ftp://lab/v1', 'https://me:secret@lab/v1', ' http://localhost:11434/v1 '].map(problemOfAddress)).toEqual([
      'missing',
      'not-an-address',
      'not-an-address',
      'with-key',
      null,
    ]);
  });
});
