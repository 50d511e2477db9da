import type { Connection } from '../binding.ts';

/** 0001: what happened in sessions, by which study, and what was typed but not handed in. */
export function migrate(database: Connection): void {
  database.exec(`
CREATE TABLE study (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64), -- SHA-256 of canonical_json
  study_id TEXT NOT NULL CHECK (length(study_id) > 0),
  title TEXT NOT NULL,
  canonical_json TEXT NOT NULL CHECK (json_valid(canonical_json)),
  added_utc_milliseconds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX study_by_id ON study (study_id, added_utc_milliseconds);

-- Append-only, one chain of hashes a session. See canonical.ts for what a hash covers.
CREATE TABLE event (
  session_id TEXT NOT NULL CHECK (length(session_id) BETWEEN 1 AND 200),
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  study_id TEXT NOT NULL CHECK (length(study_id) > 0),
  utc_milliseconds INTEGER NOT NULL,
  monotonic_milliseconds REAL NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('participant', 'moderator', 'system')),
  kind TEXT NOT NULL CHECK (length(kind) > 0),
  payload_digest TEXT NOT NULL CHECK (length(payload_digest) = 64),
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (session_id, sequence)
) STRICT, WITHOUT ROWID;

-- Apart from its event, so that it can be erased on request while the chain still verifies.
CREATE TABLE event_payload (
  session_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  salt TEXT CHECK (length(salt) = 64),
  payload TEXT CHECK (json_valid(payload)), -- canonical JSON
  erased_utc_milliseconds INTEGER,
  PRIMARY KEY (session_id, sequence),
  FOREIGN KEY (session_id, sequence) REFERENCES event (session_id, sequence),
  CHECK ((salt IS NULL) = (payload IS NULL)),
  CHECK ((payload IS NULL) = (erased_utc_milliseconds IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM event WHERE session_id = NEW.session_id)
  OR NEW.previous_hash IS NOT coalesce(
    (SELECT hash FROM event WHERE session_id = NEW.session_id ORDER BY sequence DESC LIMIT 1),
    '${'0'.repeat(64)}')
BEGIN SELECT RAISE(ABORT, 'an event must follow the last one of its session'); END;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TRIGGER event_payload_is_only_erased BEFORE UPDATE ON event_payload
WHEN NEW.payload IS NOT NULL OR OLD.payload IS NULL
  OR NEW.session_id IS NOT OLD.session_id OR NEW.sequence IS NOT OLD.sequence
BEGIN SELECT RAISE(ABORT, 'a payload can be erased, not changed'); END;
CREATE TRIGGER event_payload_never_goes BEFORE DELETE ON event_payload
BEGIN SELECT RAISE(ABORT, 'the row of a payload is never deleted'); END;

CREATE TRIGGER study_never_changes BEFORE UPDATE ON study
BEGIN SELECT RAISE(ABORT, 'a version of a study is never changed'); END;
CREATE TRIGGER study_never_goes BEFORE DELETE ON study
BEGIN SELECT RAISE(ABORT, 'a version of a study is never deleted'); END;

CREATE TABLE draft (
  session_id TEXT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 400),
  value TEXT NOT NULL CHECK (json_valid(value)),
  saved_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, key)
) STRICT, WITHOUT ROWID;
`);
}
