import type { Connection } from '../binding.ts';

/** 0004: studies are written, locked, dealt and rehearsed here: drafts, versions, allocation lists, rehearsals. */
export function migrate(database: Connection): void {
  database.exec(`
CREATE TABLE study_draft (
  study_id TEXT NOT NULL PRIMARY KEY CHECK (length(study_id) BETWEEN 1 AND 200),
  title TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)), -- may be half a study
  made_from_template TEXT,
  made_from_digest TEXT CHECK (length(made_from_digest) = 64),
  updated_utc_milliseconds INTEGER NOT NULL,
  CHECK (made_from_template IS NULL OR made_from_digest IS NULL)
) STRICT, WITHOUT ROWID;

-- What participants are dealt. The digest is that of allocation.ts, over the rows.
CREATE TABLE allocation_list (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  study_id TEXT NOT NULL CHECK (length(study_id) > 0),
  planned_rows INTEGER NOT NULL CHECK (planned_rows >= 1),
  design TEXT NOT NULL CHECK (json_valid(design)), -- allocation plan of the first version with this list
  added_utc_milliseconds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE allocation_row (
  list_digest TEXT NOT NULL REFERENCES allocation_list (digest),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  row_id TEXT NOT NULL CHECK (length(row_id) BETWEEN 1 AND 200),
  stratum TEXT,
  content TEXT NOT NULL CHECK (json_valid(content)), -- canonical JSON
  PRIMARY KEY (list_digest, ordinal),
  UNIQUE (list_digest, row_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE study_version (
  study_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  digest TEXT NOT NULL UNIQUE REFERENCES study (digest),
  list_digest TEXT NOT NULL REFERENCES allocation_list (digest),
  locked_utc_milliseconds INTEGER NOT NULL,
  locked_by TEXT NOT NULL CHECK (length(locked_by) > 0),
  reason TEXT CHECK (length(reason) > 0), -- of an amendment
  statement TEXT CHECK (length(statement) > 0), -- which sessions fall under which version
  PRIMARY KEY (study_id, version),
  CHECK ((version = 1) = (reason IS NULL)),
  CHECK (version = 1 OR statement IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER study_version_follows BEFORE INSERT ON study_version
WHEN NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM study_version WHERE study_id = NEW.study_id)
  OR NEW.study_id IS NOT (SELECT study_id FROM study WHERE digest = NEW.digest)
  OR NEW.study_id IS NOT (SELECT study_id FROM allocation_list WHERE digest = NEW.list_digest)
BEGIN SELECT RAISE(ABORT, 'a version must follow the last one of its study'); END;

-- A list is whole when its last row is in, and stays as it is.
CREATE TRIGGER allocation_row_fits BEFORE INSERT ON allocation_row
WHEN NEW.ordinal > (SELECT planned_rows FROM allocation_list WHERE digest = NEW.list_digest)
BEGIN SELECT RAISE(ABORT, 'an allocation list is never longer than planned'); END;
${frozen.map(neverChanges).join('')}
-- Which rows of the list this laptop deals.
CREATE TABLE study_part (
  study_id TEXT NOT NULL PRIMARY KEY,
  part INTEGER NOT NULL CHECK (part >= 1),
  parts INTEGER NOT NULL CHECK (parts BETWEEN part AND 100)
) STRICT, WITHOUT ROWID;

CREATE TABLE rehearsal (
  id INTEGER NOT NULL PRIMARY KEY,
  study_id TEXT NOT NULL CHECK (length(study_id) > 0),
  study_digest TEXT NOT NULL CHECK (length(study_digest) = 64), -- of a draft, too, so not always in study
  created_utc_milliseconds INTEGER NOT NULL,
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT;
CREATE INDEX rehearsal_by_study ON rehearsal (study_id, id);
${neverChanges(['rehearsal', 'the result of a rehearsal'])}`);
}

const frozen = [
  ['study_version', 'a locked version'],
  ['allocation_list', 'an allocation list'],
  ['allocation_row', 'a row of an allocation list'],
] as const;

function neverChanges([table, what]: readonly [string, string]): string {
  return `
CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${what} is never changed'); END;
CREATE TRIGGER ${table}_never_goes BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${what} is never deleted'); END;
`;
}
