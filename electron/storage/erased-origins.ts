import { randomBytes } from 'node:crypto';
import type { Connection } from './binding.ts';
import { sha256, wellFormed } from './canonical.ts';

/** What a tombstone keeps of an origin id: enough to recognise it when somebody brings it, and not to read it. */
export interface OriginMark {
  /** 16 bytes, in hexadecimal. */
  readonly salt: string;
  /** SHA-256 of salt and origin id. */
  readonly digest: string;
}

export function markOfOrigin(originId: string): OriginMark {
  const salt = randomBytes(16).toString('hex');
  return { salt, digest: digestOf(salt, originId) };
}

/**
 * The function that recognises erased people in what is taken in: by their origin id, or by their code, which is
 * what our own files call people by. It answers with the code, or null for nobody.
 */
export function erasedOriginsOf(database: Connection): (studyId: string) => (originId: string) => string | null {
  const erased = database.prepare<[string], { readonly code: string; readonly salt: string | null; readonly digest: string | null }>(
    `SELECT code, erased_origin_salt AS salt, erased_origin_digest AS digest FROM participant
     WHERE study_id = ? AND erased_utc_milliseconds IS NOT NULL`,
  );
  return (studyId) => {
    const tombstones = erased.all(studyId);
    return (originId) =>
      tombstones.find(({ code, salt, digest }) => code === originId || (salt !== null && digestOf(salt, originId) === digest))?.code ?? null;
  };
}

function digestOf(salt: string, originId: string): string {
  return sha256(salt + String(wellFormed(originId)));
}
