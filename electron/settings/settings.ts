import type { ArmMapping, KeyChange, SettingsView } from '../../shared/contract/moderator.ts';
import type { Appearance } from '../../shared/contract/participant.ts';
import type { Arm, ModelChoice } from '../../shared/study/arms.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { ModelEndpoint } from '../models/call-record.ts';
import type { KeyRing } from './key-ring.ts';
import { hashPin } from './pin.ts';
import {
  commonModelOf,
  mappingOf,
  practiceBaseURL,
  practiceProviderId,
  resolveModels,
  type OwnModelsOfParticipant,
  type ResolvedModels,
} from './resolve-models.ts';
import type { SettingsFile } from './settings-file.ts';
import type { StoredPin, StoredProvider, StoredSettings } from './stored-settings.ts';

export interface SettingsSurroundings {
  readonly file: SettingsFile;
  readonly keys: KeyRing;
  readonly studies: () => readonly Study[];
  /** The practice models as they run now. */
  readonly practiceEndpoint: () => ModelEndpoint;
}

/** What is set up once for all sessions: appearance, PIN, providers, and which model answers for which arm. */
export class Settings {
  readonly #file: SettingsFile;
  readonly #keys: KeyRing;
  readonly #studies: () => readonly Study[];
  readonly #practiceEndpoint: () => ModelEndpoint;

  constructor({ file, keys, studies, practiceEndpoint }: SettingsSurroundings) {
    this.#file = file;
    this.#keys = keys;
    this.#studies = studies;
    this.#practiceEndpoint = practiceEndpoint;
  }

  /** For the settings screen. While a session is live it holds nothing about models. */
  view(lockedBySession: boolean): SettingsView {
    const { appearance, pin, providers } = this.#file.read();
    const base = {
      appearance,
      keysCanBeStored: this.#keys.canStore(),
      pinIsSet: pin !== null,
      lockedBySession,
    };
    if (lockedBySession) return { ...base, providers: [], studies: [] };
    return {
      ...base,
      providers: [
        {
          providerId: practiceProviderId,
          label: message('settings.practice-provider'),
          baseURL: practiceBaseURL,
          builtIn: true,
          key: 'none',
          environmentVariable: null,
        },
        ...providers.map((provider) => ({
          providerId: provider.providerId,
          label: provider.label,
          baseURL: provider.baseURL,
          builtIn: false,
          key: this.#keys.stateOf(provider),
          environmentVariable: provider.key.kind === 'environment' ? provider.key.variable : null,
        })),
      ],
      studies: this.#studies().map((study) => ({
        studyId: study.id,
        title: study.title,
        arms: study.arms.map(({ id, name, description, model }) => {
          const mapping = mappingOf(this.#file.read(), study.id, id);
          return { armId: id, name, description, ...(mapping ?? model), changed: mapping !== undefined };
        }),
      })),
    };
  }

  appearance(): Appearance {
    return this.#file.read().appearance;
  }

  pin(): StoredPin | null {
    return this.#file.read().pin;
  }

  setAppearance(appearance: Appearance): void {
    this.#change({ appearance });
  }

  async setPin(pin: string): Promise<void> {
    this.#change({ pin: await hashPin(pin) });
  }

  saveProvider(wanted: { providerId: string | null; label: string; baseURL: string; key: KeyChange }): void {
    const { providers } = this.#file.read();
    const known = providers.find((provider) => provider.providerId === wanted.providerId);
    if (wanted.providerId !== null && known === undefined) throw unknownProvider();
    const baseURL = cleanAddress(wanted.baseURL);
    if (known !== undefined && this.#keys.stateOf(known) !== 'none' && wanted.key.kind === 'keep' && !sameServer(known.baseURL, baseURL)) {
      // A stored key goes only where it was meant to go.
      throw new CallRefusal('key-for-other-server', message('settings.key-for-other-server'));
    }
    const providerId = known?.providerId ?? newProviderId(wanted.label, providers);
    const key = this.#keys.change(providerId, known?.key ?? { kind: 'none' }, wanted.key);
    const saved: StoredProvider = { providerId, label: wanted.label, baseURL, key };
    this.#change({
      providers: known === undefined ? [...providers, saved] : providers.map((each) => (each === known ? saved : each)),
    });
  }

  removeProvider(providerId: string): void {
    const { providers, armMappings } = this.#file.read();
    if (!providers.some((provider) => provider.providerId === providerId)) throw unknownProvider();
    if (armMappings.some(({ mapping }) => mapping.providerId === providerId)) {
      throw new CallRefusal('provider-in-use', message('settings.provider-in-use'));
    }
    this.#keys.forget(providerId);
    this.#change({ providers: providers.filter((provider) => provider.providerId !== providerId) });
  }

  mapArm(studyId: string, mapping: ArmMapping): void {
    this.#requireArm(studyId, mapping.armId);
    if (mapping.providerId !== practiceProviderId) this.#provider(mapping.providerId);
    this.#change({ armMappings: [...this.#mappingsWithout(studyId, mapping.armId), { studyId, mapping }] });
  }

  resetArm(studyId: string, armId: string): void {
    this.#requireArm(studyId, armId);
    this.#change({ armMappings: this.#mappingsWithout(studyId, armId) });
  }

  resolveModels(study: Study, own: OwnModelsOfParticipant | null): ResolvedModels {
    return resolveModels(study, this.#file.read(), own);
  }

  /** The model that an arm has for everybody. */
  commonModelOf(study: Study, arm: Arm): ModelChoice {
    return commonModelOf(study, arm, this.#file.read());
  }

  /** Where a provider is reached, with its key. Asked at every call; never kept, logged or sent on. */
  endpointOf({ providerId, baseURL }: { readonly providerId: string; readonly baseURL: string }): ModelEndpoint {
    if (providerId === practiceProviderId) return this.#practiceEndpoint();
    const provider = this.#provider(providerId);
    const apiKey = this.#keys.keyOf(provider);
    if (apiKey === null) throw new CallRefusal('key-missing', message('settings.key-missing'));
    // A session keeps the address it began with; the key does not follow it to another server.
    return { baseURL, apiKey: sameServer(provider.baseURL, baseURL) ? apiKey : '' };
  }

  addressOf(providerId: string): string {
    return providerId === practiceProviderId ? practiceBaseURL : this.#provider(providerId).baseURL;
  }

  /** Whether any of these models depends on a key that is gone when the app ends. */
  dependsOnMemory(models: ResolvedModels): boolean {
    const { providers } = this.#file.read();
    return models.some(({ model }) =>
      providers.some((each) => each.providerId === model.providerId && this.#keys.stateOf(each) === 'memory'),
    );
  }

  #provider(providerId: string): StoredProvider {
    const provider = this.#file.read().providers.find((each) => each.providerId === providerId);
    if (provider === undefined) throw unknownProvider();
    return provider;
  }

  #requireArm(studyId: string, armId: string): void {
    const study = this.#studies().find((each) => each.id === studyId);
    if (study?.arms.some((arm) => arm.id === armId) !== true) {
      throw new CallRefusal('unknown-arm', message('settings.unknown-arm'));
    }
  }

  #mappingsWithout(studyId: string, armId: string): StoredSettings['armMappings'] {
    return this.#file.read().armMappings.filter((each) => each.studyId !== studyId || each.mapping.armId !== armId);
  }

  #change(change: Partial<StoredSettings>): void {
    this.#file.write({ ...this.#file.read(), ...change });
  }
}

function unknownProvider(): CallRefusal {
  return new CallRefusal('unknown-provider', message('settings.unknown-provider'));
}

function cleanAddress(address: string): string {
  const url = new URL(address.trim());
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    throw new CallRefusal('key-in-address', message('settings.key-in-address'));
  }
  return address.trim().replace(/\/+$/, '');
}

function sameServer(left: string, right: string): boolean {
  return new URL(left).origin === new URL(right).origin;
}

function newProviderId(label: string, providers: readonly StoredProvider[]): string {
  const words = label.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 40);
  const base = words === '' || words === practiceProviderId ? 'provider' : words;
  const taken = new Set(providers.map((provider) => provider.providerId));
  let candidate = base;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `${base}-${number}`;
  return candidate;
}
