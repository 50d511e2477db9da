import type { Connection } from '../binding.ts';

/**
 * 0005: people. A register of participants with what is known of them, conversations that were held elsewhere,
 * models of their own, training jobs, the copies that left the database, and what is left of erased sessions.
 * Everybody who has a session is in the register afterwards.
 */
export function migrate(database: Connection): void {
  database.exec(register);
  database.exec(imported);
  database.exec(models);
  database.exec(copies);
  database.exec(erasure);
  database.exec(everybodyWithASession);
}

const register = `
CREATE TABLE participant (
  number INTEGER NOT NULL PRIMARY KEY, -- in the order in which they were registered
  study_id TEXT NOT NULL CHECK (length(study_id) > 0),
  code TEXT NOT NULL,
  added_utc_milliseconds INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('app', 'csv', 'prism', 'session')),
  origin_id TEXT CHECK (length(origin_id) > 0), -- name where the data come from
  origin_digest TEXT CHECK (length(origin_digest) = 64), -- SHA-256 of the profile as it was imported
  profile TEXT NOT NULL CHECK (json_valid(profile)), -- canonical JSON
  excluded_utc_milliseconds INTEGER,
  excluded_reason TEXT,
  excluded_by TEXT,
  withdrawn_utc_milliseconds INTEGER,
  withdrawn_reason TEXT,
  withdrawn_by TEXT,
  erased_utc_milliseconds INTEGER,
  erased_reason TEXT,
  erased_by TEXT,
  erased_origin_salt TEXT CHECK (length(erased_origin_salt) = 32),
  erased_origin_digest TEXT CHECK (length(erased_origin_digest) = 64), -- SHA-256 of salt and origin id: the same import is not taken again
  UNIQUE (study_id, code),
  CHECK ((excluded_utc_milliseconds IS NULL) = (excluded_reason IS NULL) AND (excluded_reason IS NULL) = (excluded_by IS NULL)),
  CHECK ((withdrawn_utc_milliseconds IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_reason IS NULL) = (withdrawn_by IS NULL)),
  CHECK ((erased_utc_milliseconds IS NULL) = (erased_reason IS NULL) AND (erased_reason IS NULL) = (erased_by IS NULL)),
  CHECK ((erased_origin_salt IS NULL) = (erased_origin_digest IS NULL) AND (erased_origin_digest IS NULL OR erased_utc_milliseconds IS NOT NULL)),
  CHECK (erased_utc_milliseconds IS NULL OR (profile = '{}' AND origin_id IS NULL AND origin_digest IS NULL))
) STRICT;
CREATE UNIQUE INDEX participant_by_origin ON participant (study_id, origin_id) WHERE origin_id IS NOT NULL;

-- The row of a participant is what their sessions, and whoever asks later, can be told by.
CREATE TRIGGER participant_never_goes BEFORE DELETE ON participant
BEGIN SELECT RAISE(ABORT, 'a participant is erased, never deleted'); END;
CREATE TRIGGER participant_stays_erased BEFORE UPDATE ON participant
WHEN OLD.erased_utc_milliseconds IS NOT NULL
  AND (NEW.erased_utc_milliseconds IS NOT OLD.erased_utc_milliseconds OR NEW.code IS NOT OLD.code
    OR NEW.erased_origin_digest IS NOT OLD.erased_origin_digest OR NEW.erased_origin_salt IS NOT OLD.erased_origin_salt)
BEGIN SELECT RAISE(ABORT, 'an erased participant stays erased'); END;

CREATE TABLE participant_note (
  id INTEGER NOT NULL PRIMARY KEY,
  study_id TEXT NOT NULL,
  participant_code TEXT NOT NULL,
  text TEXT NOT NULL CHECK (length(text) > 0),
  written_by TEXT NOT NULL,
  added_utc_milliseconds INTEGER NOT NULL,
  FOREIGN KEY (study_id, participant_code) REFERENCES participant (study_id, code)
) STRICT;
CREATE INDEX participant_note_by_participant ON participant_note (study_id, participant_code);

CREATE TABLE participant_summary (
  study_id TEXT NOT NULL,
  participant_code TEXT NOT NULL,
  text TEXT NOT NULL, -- as it is used
  made_text TEXT NOT NULL, -- as the model wrote it
  provider_id TEXT NOT NULL,
  model TEXT NOT NULL,
  request TEXT NOT NULL CHECK (json_valid(request)), -- messages that the model was sent
  made_utc_milliseconds INTEGER NOT NULL,
  reviewed_by TEXT,
  reviewed_utc_milliseconds INTEGER,
  PRIMARY KEY (study_id, participant_code),
  FOREIGN KEY (study_id, participant_code) REFERENCES participant (study_id, code),
  CHECK ((reviewed_by IS NULL) = (reviewed_utc_milliseconds IS NULL))
) STRICT, WITHOUT ROWID;
`;

const imported = `
CREATE TABLE imported_conversation (
  ordinal INTEGER NOT NULL PRIMARY KEY, -- in the order of the file
  study_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL CHECK (length(conversation_id) > 0),
  participant_code TEXT NOT NULL,
  type TEXT,
  generated_at TEXT, -- as in the file
  turns INTEGER NOT NULL CHECK (turns >= 0),
  opening TEXT NOT NULL, -- beginning of the first message
  digest TEXT NOT NULL CHECK (length(digest) = 64), -- SHA-256 of the content
  content TEXT NOT NULL CHECK (json_valid(content)), -- canonical JSON
  UNIQUE (study_id, conversation_id),
  FOREIGN KEY (study_id, participant_code) REFERENCES participant (study_id, code)
) STRICT;
CREATE INDEX imported_conversation_by_participant ON imported_conversation (study_id, participant_code);

CREATE TABLE import_run (
  id INTEGER NOT NULL PRIMARY KEY,
  study_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('csv', 'prism')),
  source TEXT NOT NULL, -- name of the file or folder, without its path
  summary TEXT NOT NULL, -- counts
  run_utc_milliseconds INTEGER NOT NULL
) STRICT;
`;

const models = `
CREATE TABLE own_model (
  study_id TEXT NOT NULL,
  arm_id TEXT NOT NULL,
  participant_code TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  model TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('csv', 'app', 'tuning')),
  set_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (study_id, arm_id, participant_code),
  FOREIGN KEY (study_id, participant_code) REFERENCES participant (study_id, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_model_by_participant ON own_model (study_id, participant_code);

CREATE TABLE tuning_job (
  id INTEGER NOT NULL PRIMARY KEY,
  content TEXT NOT NULL CHECK (json_valid(content)),
  created_utc_milliseconds INTEGER NOT NULL,
  updated_utc_milliseconds INTEGER NOT NULL
) STRICT;
`;

const copies = `
CREATE TABLE copy_made ( -- words of participants that left the database, in files or to endpoints
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('export', 'preference-data', 'tuning', 'participants-csv', 'conversation', 'summary')),
  place TEXT NOT NULL, -- file, folder, service or endpoint
  made_utc_milliseconds INTEGER NOT NULL
) STRICT;

CREATE TABLE copy_made_person (
  study_id TEXT NOT NULL,
  participant_code TEXT NOT NULL,
  copy_id INTEGER NOT NULL REFERENCES copy_made (id),
  PRIMARY KEY (study_id, participant_code, copy_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_made_person_by_copy ON copy_made_person (copy_id);
`;

const erasure = `
-- What is still told of a session whose payloads were all erased; the rest of its row follows from the kinds and times of its events.
CREATE TABLE erased_session (
  session_id TEXT NOT NULL PRIMARY KEY,
  study_digest TEXT NOT NULL REFERENCES study (digest),
  study_version INTEGER CHECK (study_version >= 1),
  participant_code TEXT NOT NULL,
  session_number INTEGER NOT NULL CHECK (session_number >= 1),
  moderator TEXT NOT NULL,
  allocation_row TEXT,
  stratum TEXT,
  seed TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('kept', 'withdrawn', 'voided')),
  current_step INTEGER NOT NULL CHECK (current_step >= 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER erased_session_never_changes BEFORE UPDATE ON erased_session
BEGIN SELECT RAISE(ABORT, 'what is left of an erased session is never changed'); END;
CREATE TRIGGER erased_session_never_goes BEFORE DELETE ON erased_session
BEGIN SELECT RAISE(ABORT, 'what is left of an erased session is never deleted'); END;

-- Has a row while something was erased whose bytes may still lie in the file.
CREATE TABLE pending_compaction (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  since_utc_milliseconds INTEGER NOT NULL
) STRICT;
`;

/** From the events, because the projections may be filled only after the migration; from the sessions for what was erased. */
const everybodyWithASession = `
INSERT INTO participant (study_id, code, added_utc_milliseconds, origin, profile)
SELECT study_id, code, min(begun), 'session', '{}' FROM (
  SELECT study_id, json_extract(payload, '$.participantCode') AS code, utc_milliseconds AS begun
    FROM event JOIN event_payload USING (session_id, sequence) WHERE sequence = 1 AND payload IS NOT NULL
  UNION ALL
  SELECT study_id, participant_code, started_utc_milliseconds FROM session
) WHERE code IS NOT NULL GROUP BY study_id, code ORDER BY min(begun), study_id, code;
`;
