import type { KeyChange, ProviderEntry } from '../../shared/contract/moderator.ts';
import type { StoredProvider } from './stored-settings.ts';

/** Encryption by the system. */
export interface Secrets {
  canStore(): boolean;
  encrypt(text: string): string;
  /** Throws when the system can't read what it once encrypted. */
  decrypt(cipherText: string): string;
}

/** Keys of the providers: encrypted by the system, from the environment, or in memory until the app ends. */
export class KeyRing {
  readonly #secrets: Secrets;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #inMemory = new Map<string, string>();

  constructor(secrets: Secrets, environment: Readonly<Record<string, string | undefined>>) {
    this.#secrets = secrets;
    this.#environment = environment;
  }

  canStore(): boolean {
    return this.#secrets.canStore();
  }

  /** What the file keeps after a change. Without a keyring the key itself stays in memory. */
  change(providerId: string, stored: StoredProvider['key'], change: KeyChange): StoredProvider['key'] {
    if (change.kind === 'keep') return stored;
    this.#inMemory.delete(providerId);
    switch (change.kind) {
      case 'none':
        return { kind: 'none' };
      case 'environment':
        return { kind: 'environment', variable: change.variable };
      case 'value':
        if (this.#secrets.canStore()) return { kind: 'encrypted', cipherText: this.#secrets.encrypt(change.value.trim()) };
        this.#inMemory.set(providerId, change.value.trim());
        return { kind: 'none' };
    }
  }

  forget(providerId: string): void {
    this.#inMemory.delete(providerId);
  }

  stateOf({ providerId, key }: StoredProvider): ProviderEntry['key'] {
    if (this.#inMemory.has(providerId)) return 'memory';
    if (key.kind === 'environment') return this.#fromEnvironment(key.variable) === '' ? 'environment-missing' : 'environment';
    return key.kind === 'encrypted' ? 'stored' : 'none';
  }

  /** The key for a call; empty for a provider without one, null when the one it should have is out of reach. */
  keyOf({ providerId, key }: StoredProvider): string | null {
    const held = this.#inMemory.get(providerId);
    if (held !== undefined) return held;
    switch (key.kind) {
      case 'none':
        return '';
      case 'environment':
        return this.#fromEnvironment(key.variable) || null;
      case 'encrypted':
        try {
          return this.#secrets.decrypt(key.cipherText);
        } catch {
          return null;
        }
    }
  }

  #fromEnvironment(variable: string): string {
    return this.#environment[variable]?.trim() ?? '';
  }
}
