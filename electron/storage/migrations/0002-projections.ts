import type { Connection } from '../binding.ts';

/** 0002: what lists, transcripts and exports read: sessions, conversations, judgements and answers as tables. */
export function migrate(database: Connection): void {
  database.exec(sessionTables);
  database.exec(conversationTables);
  database.exec(judgementTables);
  database.exec(answerTables);
}

const outcome = "('running', 'answered', 'failed', 'interrupted', 'stopped')";

const sessionTables = `
CREATE TABLE session (
  session_id TEXT NOT NULL PRIMARY KEY,
  study_id TEXT NOT NULL,
  study_digest TEXT NOT NULL REFERENCES study (digest),
  participant_code TEXT NOT NULL,
  seed TEXT NOT NULL, -- of the slot allocation
  status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'ended')),
  end_reason TEXT,
  paused_for TEXT,
  unblinded INTEGER NOT NULL CHECK (unblinded IN (0, 1)),
  reopenings INTEGER NOT NULL CHECK (reopenings >= 0), -- starts of the app during the session
  current_step INTEGER NOT NULL CHECK (current_step >= 0),
  last_sequence INTEGER NOT NULL CHECK (last_sequence >= 1),
  started_utc_milliseconds INTEGER NOT NULL,
  last_event_utc_milliseconds INTEGER NOT NULL,
  ended_utc_milliseconds INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_study ON session (study_id, started_utc_milliseconds);

CREATE TABLE session_model (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  position INTEGER NOT NULL, -- place in the list of the first event, from 0
  stage_id TEXT NOT NULL,
  arm_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  base_url TEXT NOT NULL,
  model TEXT NOT NULL,
  system_prompt TEXT NOT NULL,
  temperature REAL,
  top_p REAL,
  maximum_output_tokens INTEGER,
  seed INTEGER,
  PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  step INTEGER NOT NULL CHECK (step >= 0), -- index in the plan of the study
  entered_utc_milliseconds INTEGER,
  left_utc_milliseconds INTEGER,
  skipped INTEGER NOT NULL CHECK (skipped IN (0, 1)),
  PRIMARY KEY (session_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE pause (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  sequence INTEGER NOT NULL,
  reason TEXT NOT NULL,
  paused_utc_milliseconds INTEGER NOT NULL,
  resumed_utc_milliseconds INTEGER,
  PRIMARY KEY (session_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  sequence INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'incident')),
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  added_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE unblinding (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  sequence INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  unblinded_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, sequence)
) STRICT, WITHOUT ROWID;
`;

const conversationTables = `
CREATE TABLE conversation (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  conversation_id TEXT NOT NULL,
  stage_id TEXT NOT NULL,
  position INTEGER NOT NULL, -- place among all conversations of the session, from 0
  phase TEXT NOT NULL CHECK (phase IN ('talking', 'comparing', 'explaining', 'done', 'skipped')),
  best_slot TEXT,
  finished_utc_milliseconds INTEGER, -- end of the talking
  finish_reason TEXT, -- the moderator's, when the moderator ended the talking
  compared_utc_milliseconds INTEGER, -- ratings and ranking confirmed
  explained_utc_milliseconds INTEGER, -- qualities and feedback confirmed
  skipped_utc_milliseconds INTEGER,
  skip_reason TEXT,
  PRIMARY KEY (session_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE trial_slot (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  slot TEXT NOT NULL CHECK (slot IN ('A', 'B', 'C', 'D', 'E', 'F')),
  arm_id TEXT NOT NULL,
  PRIMARY KEY (session_id, conversation_id, slot),
  UNIQUE (session_id, conversation_id, arm_id),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE turn (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL CHECK (turn >= 0), -- voided turns included
  text TEXT NOT NULL, -- the participant's message
  status TEXT NOT NULL CHECK (status IN ('collecting', 'stalled', 'revealed', 'voided')),
  retries INTEGER NOT NULL CHECK (retries >= 0), -- how often missing replies were asked for again
  sent_utc_milliseconds INTEGER NOT NULL,
  sent_monotonic_milliseconds REAL NOT NULL,
  revealed_utc_milliseconds INTEGER,
  revealed_monotonic_milliseconds REAL,
  voided_utc_milliseconds INTEGER,
  void_reason TEXT,
  PRIMARY KEY (session_id, conversation_id, turn),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_call (
  session_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  slot TEXT NOT NULL,
  arm_id TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  base_url TEXT NOT NULL,
  model TEXT NOT NULL,
  system_prompt TEXT NOT NULL,
  temperature REAL,
  top_p REAL,
  maximum_output_tokens INTEGER,
  seed INTEGER,
  messages TEXT NOT NULL CHECK (json_valid(messages)), -- as sent, canonical JSON
  started_utc_milliseconds INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ${outcome}),
  category TEXT, -- of the last failure, when the call failed
  attempts INTEGER CHECK (attempts >= 0),
  ended_utc_milliseconds INTEGER,
  text TEXT,
  finish_reason TEXT,
  reported_model TEXT,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  reply_started_utc_milliseconds INTEGER, -- start of the attempt that succeeded
  time_to_first_token_milliseconds REAL,
  total_milliseconds REAL, -- duration of the attempt that succeeded
  call_milliseconds REAL, -- from the first attempt to the last byte, waits included
  PRIMARY KEY (session_id, call_id),
  FOREIGN KEY (session_id, conversation_id, turn) REFERENCES turn (session_id, conversation_id, turn),
  FOREIGN KEY (session_id, conversation_id, slot) REFERENCES trial_slot (session_id, conversation_id, slot),
  CHECK ((outcome = 'answered') = (text IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE call_attempt (
  session_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  attempts INTEGER NOT NULL CHECK (attempts >= 1), -- made at most
  category TEXT NOT NULL,
  status_code INTEGER,
  detail TEXT NOT NULL,
  received_text TEXT NOT NULL, -- what had arrived, kept as evidence
  started_utc_milliseconds INTEGER NOT NULL,
  ended_utc_milliseconds INTEGER NOT NULL,
  total_milliseconds REAL NOT NULL,
  retry_in_milliseconds REAL,
  PRIMARY KEY (session_id, call_id, attempt),
  FOREIGN KEY (session_id, call_id) REFERENCES model_call (session_id, call_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE response (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  slot TEXT NOT NULL,
  arm_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  text TEXT NOT NULL,
  finish_reason TEXT,
  reported_model TEXT,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  reply_started_utc_milliseconds INTEGER NOT NULL,
  time_to_first_token_milliseconds REAL,
  total_milliseconds REAL NOT NULL,
  call_milliseconds REAL NOT NULL,
  attempts INTEGER NOT NULL,
  revealed_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id, turn, slot),
  FOREIGN KEY (session_id, conversation_id, turn) REFERENCES turn (session_id, conversation_id, turn),
  FOREIGN KEY (session_id, call_id) REFERENCES model_call (session_id, call_id)
) STRICT, WITHOUT ROWID;
`;

const judgementTables = `
CREATE TABLE rating (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  slot TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 100), -- the last one given
  changes INTEGER NOT NULL CHECK (changes >= 1), -- how often it was set, the first time included
  first_given_utc_milliseconds INTEGER NOT NULL,
  given_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id, slot),
  FOREIGN KEY (session_id, conversation_id, slot) REFERENCES trial_slot (session_id, conversation_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE ranking (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  changes INTEGER NOT NULL CHECK (changes >= 1),
  first_given_utc_milliseconds INTEGER NOT NULL,
  given_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ranking_place (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  slot TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 1), -- 1 is best
  PRIMARY KEY (session_id, conversation_id, slot),
  UNIQUE (session_id, conversation_id, place),
  FOREIGN KEY (session_id, conversation_id) REFERENCES ranking (session_id, conversation_id),
  FOREIGN KEY (session_id, conversation_id, slot) REFERENCES trial_slot (session_id, conversation_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribute_rating (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  attribute TEXT NOT NULL,
  slot TEXT, -- the one ranked best
  value INTEGER CHECK (value BETWEEN 1 AND 100), -- null when it does not apply
  not_applicable INTEGER NOT NULL CHECK (not_applicable IN (0, 1)),
  changes INTEGER NOT NULL CHECK (changes >= 1),
  first_given_utc_milliseconds INTEGER NOT NULL,
  given_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id, attribute),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id),
  CHECK ((value IS NULL) = (not_applicable = 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  good TEXT NOT NULL,
  bad TEXT NOT NULL,
  given_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;
`;

const answerTables = `
CREATE TABLE consent (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  stage_id TEXT NOT NULL,
  version TEXT NOT NULL,
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  answered_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, stage_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_statement (
  session_id TEXT NOT NULL,
  stage_id TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  PRIMARY KEY (session_id, stage_id, statement_id),
  FOREIGN KEY (session_id, stage_id) REFERENCES consent (session_id, stage_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  stage_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  slider_id TEXT NOT NULL, -- empty for a choice or a text; sliders have one row each
  text TEXT, -- a text, or the value of a choice
  value INTEGER CHECK (value BETWEEN 1 AND 100), -- of a slider
  first_change_milliseconds REAL, -- timings are those of the whole item
  last_change_milliseconds REAL,
  changes INTEGER,
  answered_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, stage_id, item_id, slider_id),
  CHECK ((text IS NULL) = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE blinding_guess (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  stage_id TEXT NOT NULL,
  slot TEXT, -- null for none of them
  sure TEXT,
  given_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id, stage_id),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;
`;
