import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyRing, type Secrets } from '../../../electron/settings/key-ring.ts';
import { openSettingsFile, type ContentStore } from '../../../electron/settings/settings-file.ts';
import { Settings } from '../../../electron/settings/settings.ts';
import { stagesOf } from '../../../shared/study/protocol.ts';
import { readStudyFiles } from '../../../electron/studies/study-files.ts';

const study = readStudyFiles('resources/studies')[0]!;
const keyring: Secrets = {
  canStore: () => true,
  encrypt: (text) => Buffer.from(text).reverse().toString('base64'),
  decrypt: (cipherText) => Buffer.from(cipherText, 'base64').reverse().toString(),
};
const noKeyring: Secrets = { ...keyring, canStore: () => false };
const key = 'sk-secret-of-the-laboratory';
const laboratory = { providerId: null, label: 'Our laboratory', baseURL: 'https://models.example.org/v1/' } as const;
const mapping = {
  armId: study.arms[0]?.id ?? '',
  providerId: 'our-laboratory',
  model: 'big-model',
  parameters: { temperature: 0.5 },
  systemPrompt: 'Be kind.',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The file as electron-store keeps it. */
function createStore(place: string): ContentStore {
  const file = join(place, 'settings.json');
  return {
    get store() {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      } catch {
        return {};
      }
    },
    set store(content) {
      writeFileSync(file, JSON.stringify(content));
    },
  };
}

function open(secrets = keyring, environment: Record<string, string> = {}) {
  const file = openSettingsFile(folder, createStore, () => new Date('2026-05-04T10:00:00Z'));
  const settings = new Settings({
    file,
    keys: new KeyRing(secrets, environment),
    studies: () => [study],
    practiceEndpoint: () => ({ baseURL: 'http://127.0.0.1:4000/v1', apiKey: 'of-this-start' }),
  });
  return { settings, file };
}

const onDisk = (): string => readFileSync(join(folder, 'settings.json'), 'utf8');

describe('keys of providers', () => {
  it('are encrypted on disk and reach only the call', () => {
    const { settings } = open();
    settings.saveProvider({ ...laboratory, key: { kind: 'value', value: ` ${key} ` } });
    expect(onDisk()).not.toContain(key);
    expect(JSON.stringify(settings.view(false))).not.toContain(key);
    const { settings: later } = open();
    expect(later.view(false).providers[1]).toMatchObject({ key: 'stored', baseURL: 'https://models.example.org/v1' });
    expect(later.endpointOf({ providerId: 'our-laboratory', baseURL: 'https://models.example.org/v1' }).apiKey).toBe(key);
  });

  it('stay in memory where the system has no keyring, and the settings say so', () => {
    const { settings } = open(noKeyring);
    settings.saveProvider({ ...laboratory, key: { kind: 'value', value: key } });
    expect(settings.view(false)).toMatchObject({ keysCanBeStored: false, providers: [{}, { key: 'memory' }] });
    expect(onDisk()).not.toContain(key);
    expect(onDisk()).not.toContain(Buffer.from(key).toString('base64'));
    expect(open(noKeyring).settings.view(false).providers[1]?.key).toBe('none');
  });

  it('come from an environment variable that is looked up at every call', () => {
    const environment: Record<string, string> = {};
    const { settings } = open(noKeyring, environment);
    settings.saveProvider({ ...laboratory, key: { kind: 'environment', variable: 'LABORATORY_KEY' } });
    const address = { providerId: 'our-laboratory', baseURL: 'https://models.example.org/v1' };
    expect(settings.view(false).providers[1]?.key).toBe('environment-missing');
    expect(() => settings.endpointOf(address)).toThrow(expect.objectContaining({ code: 'key-missing' }));
    environment['LABORATORY_KEY'] = key;
    expect(settings.endpointOf(address).apiKey).toBe(key);
  });

  it('do not follow an address to another server', () => {
    const { settings } = open();
    settings.saveProvider({ ...laboratory, key: { kind: 'value', value: key } });
    const moved = { ...laboratory, providerId: 'our-laboratory', baseURL: 'https://elsewhere.example.net/v1' };
    expect(() => settings.saveProvider({ ...moved, key: { kind: 'keep' } })).toThrow(
      expect.objectContaining({ code: 'key-for-other-server' }),
    );
    const old = { providerId: 'our-laboratory', baseURL: 'https://elsewhere.example.net/v1' };
    expect(settings.endpointOf(old).apiKey).toBe('');
    expect(() => settings.saveProvider({ ...laboratory, baseURL: 'https://me:pw@h.example/v1', key: { kind: 'none' } })).toThrow(
      expect.objectContaining({ code: 'key-in-address' }),
    );
  });
});

describe('arms', () => {
  it('use the mapped model in earnest and the study file’s stand-ins in the practice round', () => {
    const { settings } = open();
    settings.saveProvider({ ...laboratory, key: { kind: 'none' } });
    settings.mapArm(study.id, mapping);
    const models = settings.resolveModels(study, null);
    const practiceStage = stagesOf(study).find((stage) => stage.kind === 'practice');
    expect(models.filter(({ model }) => model.model === 'big-model')).toMatchObject([
      { armId: mapping.armId, model: { baseURL: 'https://models.example.org/v1', systemPrompt: 'Be kind.' } },
    ]);
    expect(models.filter(({ stageId }) => stageId === practiceStage?.id).every(({ model }) => model.baseURL === 'practice')).toBe(true);
    settings.resetArm(study.id, mapping.armId);
    expect(settings.resolveModels(study, null).every(({ model }) => model.baseURL === 'practice')).toBe(true);
  });

  it('keep their provider from being removed', () => {
    const { settings } = open();
    settings.saveProvider({ ...laboratory, key: { kind: 'none' } });
    settings.mapArm(study.id, mapping);
    expect(() => settings.removeProvider('our-laboratory')).toThrow(expect.objectContaining({ code: 'provider-in-use' }));
    expect(() => settings.mapArm(study.id, { ...mapping, providerId: 'nobody' })).toThrow(
      expect.objectContaining({ code: 'unknown-provider' }),
    );
  });

  it('are not shown while a session is live', () => {
    const { settings } = open();
    settings.saveProvider({ ...laboratory, key: { kind: 'none' } });
    expect(settings.view(true)).toMatchObject({ lockedBySession: true, providers: [], studies: [] });
  });
});

describe('the settings file', () => {
  it.each([
    ['half a file', '{"formatVersion": 1, "appear', 'not complete JSON'],
    ['a field that is none of ours', JSON.stringify({ formatVersion: 1, theme: 'dark' }), 'field "appearance"'],
  ])('that holds %s is set aside and reported, never emptied', (_what, content, sentence) => {
    writeFileSync(join(folder, 'settings.json'), content);
    const { settings, file } = open();
    expect(file.problem).toContain(sentence);
    expect(readFileSync(join(folder, 'settings.broken-2026-05-04T10-00-00.000Z.json'), 'utf8')).toBe(content);
    settings.setAppearance({ theme: 'dark', language: 'en' });
    expect(open().settings.appearance().theme).toBe('dark');
    expect(readdirSync(folder).sort()).toEqual(['settings.broken-2026-05-04T10-00-00.000Z.json', 'settings.json']);
  });

  it('gives two providers of the same name different identifiers', () => {
    const { settings } = open();
    settings.saveProvider({ ...laboratory, key: { kind: 'none' } });
    settings.saveProvider({ ...laboratory, key: { kind: 'none' } });
    settings.saveProvider({ ...laboratory, label: 'Практика 7', key: { kind: 'none' } });
    expect(settings.view(false).providers.map((each) => each.providerId)).toEqual([
      'practice',
      'our-laboratory',
      'our-laboratory-2',
      'provider',
    ]);
  });
});
