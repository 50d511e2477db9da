import { Study } from '../../shared/study/protocol.ts';
import type { Connection } from './binding.ts';
import { canonicalJson, studyDigest } from './canonical.ts';
import type { StudyRow } from './storage.ts';

export function studyReaderOf(database: Connection) {
  const one = database.prepare<[string], string>('SELECT canonical_json FROM study WHERE digest = ?').pluck();
  const all = database.prepare<[], StudyRow>(
    `SELECT study_id AS studyId, title, digest, added_utc_milliseconds AS addedAtUtcMilliseconds
     FROM study ORDER BY added_utc_milliseconds DESC, digest`,
  );
  return {
    readStudy: (digest: string): Study | null => {
      const json = one.get(digest);
      return json === undefined ? null : Study.parse(JSON.parse(json));
    },
    listStudies: (): readonly StudyRow[] => all.all(),
  };
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
