import { safeStorage } from 'electron';
import type { Secrets } from './key-ring.ts';

/**
 * The system's keyring, through Electron. The backend `basic_text` encrypts with a password that
 * is in Electron's source: that is no encryption, so keys are not stored with it.
 */
export function createSystemSecrets(): Secrets {
  return {
    canStore() {
      if (!safeStorage.isEncryptionAvailable()) return false;
      if (process.platform !== 'linux') return true;
      return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
    },
    encrypt: (text) => safeStorage.encryptString(text).toString('base64'),
    decrypt: (cipherText) => safeStorage.decryptString(Buffer.from(cipherText, 'base64')),
  };
}
