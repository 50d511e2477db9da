import { safeStorage } from 'electron';
import type { Secrets } from './key-ring.ts';

/**
 * The system's keyring, through Electron. The backend `basic_text` encrypts with a password that
 * is in Electron's source: that is no encryption, so keys are not stored with it.
 */
export function createSystemSecrets(): Secrets {
  return {
    canStore() {
      if (!system.isEncryptionAvailable()) return false;
      if (process.platform !== 'linux') return true;
      return !['basic_text', 'unknown'].includes(system.getSelectedStorageBackend());
    },
    encrypt: (text) => system.encryptString(text).toString('base64'),
    decrypt: (cipherText) => system.decryptString(Buffer.from(cipherText, 'base64')),
  };
}

/** The calls that every supported Electron has; the newest ones offer others that wait. */
interface SystemEncryption {
  isEncryptionAvailable(): boolean;
  getSelectedStorageBackend(): string;
  encryptString(text: string): Buffer;
  decryptString(cipherText: Buffer): string;
}

const system: SystemEncryption = safeStorage;
