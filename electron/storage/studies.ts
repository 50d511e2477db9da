import { canonicalJson } from '../../shared/study/canonical-json.ts';
import { Study } from '../../shared/study/protocol.ts';
import { readStudy } from '../../shared/study/read-study.ts';
import type { Connection } from './binding.ts';
import { studyDigest } from './canonical.ts';
import { StorageError } from './errors.ts';
import type { StudyRow } from './storage.ts';

export function studyReaderOf(database: Connection) {
  const one = database.prepare<[string], string>('SELECT canonical_json FROM study WHERE digest = ?').pluck();
  const all = database.prepare<[], StudyRow>(
    `SELECT study.study_id AS studyId, title, digest, added_utc_milliseconds AS addedAtUtcMilliseconds, version
     FROM study LEFT JOIN study_version USING (digest) ORDER BY added_utc_milliseconds DESC, digest`,
  );
  return {
    readStudy: (digest: string): Study | null => {
      const json = one.get(digest);
      return json === undefined ? null : studyOf(digest, json);
    },
    listStudies: (): readonly StudyRow[] => all.all(),
  };
}

/** A study keeps the digest of what was stored, also when it was written in an earlier format. */
function studyOf(digest: string, json: string): Study {
  const reading = readStudy(JSON.parse(json));
  if (reading.ok) return reading.study;
  const [problem] = reading.problems;
  throw new StorageError(
    'unreadable-study',
    `The stored study ${digest} cannot be read (${JSON.stringify(problem)}). Its sessions are untouched; please report this.`,
  );
}

export function studySaverOf(database: Connection, now: () => number): (study: Study) => string {
  const add = database.prepare(
    `INSERT INTO study (digest, study_id, title, canonical_json, added_utc_milliseconds) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (digest) DO NOTHING`,
  );
  return (study) => {
    const parsed = Study.parse(study);
    const digest = studyDigest(parsed);
    add.run(digest, parsed.id, parsed.title, canonicalJson(parsed), now());
    return digest;
  };
}
