import { z } from 'zod';
import { ArmMapping } from '../../shared/contract/moderator.ts';
import { Appearance } from '../../shared/contract/participant.ts';
import { Identifier } from '../../shared/study/identifier.ts';

/** Where a provider's key comes from. A key held in memory only leaves no trace here. */
const StoredKey = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('encrypted'), cipherText: z.string().describe('Base64, encrypted by the system.') }),
  z.strictObject({ kind: z.literal('environment'), variable: z.string() }),
]);

export const StoredProvider = z.strictObject({
  providerId: Identifier,
  label: z.string(),
  baseURL: z.string(),
  key: StoredKey,
});
export type StoredProvider = z.infer<typeof StoredProvider>;

export const StoredPin = z.strictObject({
  salt: z.string().describe('Base64.'),
  hash: z.string().describe('Base64 of scrypt over the PIN.'),
});
export type StoredPin = z.infer<typeof StoredPin>;

/** The settings file. */
export const StoredSettings = z.strictObject({
  formatVersion: z.literal(1),
  appearance: Appearance,
  pin: StoredPin.nullable(),
  providers: z.array(StoredProvider),
  armMappings: z.array(z.strictObject({ studyId: Identifier, mapping: ArmMapping })),
});
export type StoredSettings = z.infer<typeof StoredSettings>;

export const initialSettings: StoredSettings = {
  formatVersion: 1,
  appearance: { theme: 'system', language: 'en' },
  pin: null,
  providers: [],
  armMappings: [],
};
