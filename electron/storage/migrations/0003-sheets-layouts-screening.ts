import type { Connection } from '../binding.ts';

/**
 * 0003: sessions of protocol 2. Events say in which format their payload is written. Conversations have
 * layouts, samples and repeats, judgements lie on sheets, answers hold whatever a form asks for, and replies
 * are screened; so all projections are made anew, and filled from the events when the migration has run.
 */
export function migrate(database: Connection): void {
  // Those who refer to others go first.
  for (const table of oldProjections) database.exec(`DROP TABLE ${table}`);
  database.exec('ALTER TABLE event ADD COLUMN format INTEGER NOT NULL DEFAULT 1 CHECK (format >= 1)');
  database.exec(renamedDrafts);
  database.exec(sessionTables);
  database.exec(conversationTables);
  database.exec(callTables);
  database.exec(judgementTables);
  database.exec(answerTables);
}

const oldProjections = [
  'blinding_guess', 'answer', 'consent_statement', 'consent', 'feedback', 'attribute_rating',
  'ranking_place', 'ranking', 'rating', 'response', 'call_attempt', 'model_call',
  'turn', 'trial_slot', 'conversation', 'unblinding', 'note', 'pause',
  'step', 'session_model', 'session',
] as const;

/** Feedback of a conversation has become the boxes of a text judgement. */
const renamedDrafts = `
UPDATE draft SET key = 'text:' || substr(key, 10, length(key) - 14) || ':end:feedback:good' WHERE key GLOB 'feedback:*:good';
UPDATE draft SET key = 'text:' || substr(key, 10, length(key) - 13) || ':end:feedback:bad' WHERE key GLOB 'feedback:*:bad';
`;

const slots = "('A', 'B', 'C', 'D', 'E', 'F')";
const slotOrNone = "('', 'A', 'B', 'C', 'D', 'E', 'F')";
const model = `provider_id TEXT NOT NULL,
  base_url TEXT NOT NULL,
  model TEXT NOT NULL,
  system_prompt TEXT NOT NULL,
  temperature REAL,
  top_p REAL,
  maximum_output_tokens INTEGER,
  seed INTEGER`;

const sessionTables = `
CREATE TABLE session (
  session_id TEXT NOT NULL PRIMARY KEY,
  study_id TEXT NOT NULL,
  study_digest TEXT NOT NULL REFERENCES study (digest),
  study_version INTEGER CHECK (study_version >= 1), -- null when the study was not locked
  participant_code TEXT NOT NULL,
  session_number INTEGER NOT NULL CHECK (session_number >= 1), -- which of the planned sessions
  moderator TEXT NOT NULL, -- name or initials
  allocation_row TEXT, -- null when slots were drawn for this session alone
  stratum TEXT,
  seed TEXT NOT NULL, -- of what is still drawn in the session
  status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'ended')),
  standing TEXT NOT NULL CHECK (standing IN ('kept', 'withdrawn', 'voided')),
  end_reason TEXT,
  void_reason TEXT, -- of a session that was voided after it was over
  paused_for TEXT,
  unblinded INTEGER NOT NULL CHECK (unblinded IN (0, 1)),
  reopenings INTEGER NOT NULL CHECK (reopenings >= 0), -- starts of the app during the session
  current_step INTEGER NOT NULL CHECK (current_step >= 0),
  last_sequence INTEGER NOT NULL CHECK (last_sequence >= 1),
  started_utc_milliseconds INTEGER NOT NULL,
  first_revealed_utc_milliseconds INTEGER, -- replies first shown, practice included
  last_event_utc_milliseconds INTEGER NOT NULL,
  ended_utc_milliseconds INTEGER,
  voided_utc_milliseconds INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_study ON session (study_id, started_utc_milliseconds);

CREATE TABLE session_model (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  position INTEGER NOT NULL, -- place in the list of the first event, from 0
  stage_id TEXT NOT NULL,
  arm_id TEXT NOT NULL,
  ${model},
  PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
  session_id TEXT NOT NULL REFERENCES session (session_id),
  step INTEGER NOT NULL CHECK (step >= 0), -- index in the plan of the session
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
  type_id TEXT, -- null until the participant picked it, and for a repeat
  repeat_of_session TEXT, -- earlier session; null for the same one, and for a conversation of its own
  repeat_of_conversation TEXT, -- null for a conversation of its own
  repeat_transcript TEXT CHECK (json_valid(repeat_transcript)), -- what was said in an earlier session
  phase TEXT NOT NULL CHECK (phase IN ('talking', 'judging', 'done', 'skipped')),
  preferred_slot TEXT CHECK (preferred_slot IN ${slots}), -- preferred on a sheet at the end
  picked_utc_milliseconds INTEGER, -- the participant picked the type
  finished_utc_milliseconds INTEGER, -- end of the talking
  finish_reason TEXT, -- the moderator's, when the moderator ended the talking
  judged_utc_milliseconds INTEGER, -- the last sheet at the end was confirmed
  skipped_utc_milliseconds INTEGER,
  skip_reason TEXT,
  PRIMARY KEY (session_id, conversation_id),
  CHECK (repeat_of_conversation IS NOT NULL OR (repeat_of_session IS NULL AND repeat_transcript IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE trial_slot ( -- as allocated; turn_slot says who answered
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  slot TEXT NOT NULL CHECK (slot IN ${slots}),
  arm_id TEXT NOT NULL,
  PRIMARY KEY (session_id, conversation_id, slot),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE turn (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL CHECK (turn >= 0), -- voided turns included
  text TEXT NOT NULL, -- the participant's message
  status TEXT NOT NULL CHECK (status IN ('collecting', 'stalled', 'revealed', 'voided')),
  retries INTEGER NOT NULL CHECK (retries >= 0), -- how often missing replies were asked for again
  preferred_slot TEXT CHECK (preferred_slot IN ${slots}), -- preferred when the turn was judged
  sent_utc_milliseconds INTEGER NOT NULL,
  sent_monotonic_milliseconds REAL NOT NULL,
  revealed_utc_milliseconds INTEGER,
  revealed_monotonic_milliseconds REAL,
  voided_utc_milliseconds INTEGER,
  void_reason TEXT,
  PRIMARY KEY (session_id, conversation_id, turn),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE turn_slot (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  slot TEXT NOT NULL CHECK (slot IN ${slots}),
  arm_id TEXT NOT NULL,
  sample INTEGER NOT NULL CHECK (sample >= 1), -- where an arm stands in several slots
  PRIMARY KEY (session_id, conversation_id, turn, slot),
  FOREIGN KEY (session_id, conversation_id, turn) REFERENCES turn (session_id, conversation_id, turn)
) STRICT, WITHOUT ROWID;
`;

const reply = `finish_reason TEXT,
  reported_model TEXT,
  prompt_tokens INTEGER,
  completion_tokens INTEGER`;

const callTables = `
CREATE TABLE model_call (
  session_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  slot TEXT NOT NULL,
  arm_id TEXT NOT NULL,
  ${model},
  messages TEXT NOT NULL CHECK (json_valid(messages)), -- as sent, canonical JSON
  started_utc_milliseconds INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'answered', 'failed', 'interrupted', 'stopped')),
  category TEXT, -- of the last failure, when the call failed
  attempts INTEGER CHECK (attempts >= 0),
  ended_utc_milliseconds INTEGER,
  text TEXT, -- the reply as it came
  ${reply},
  reply_started_utc_milliseconds INTEGER, -- start of the attempt that succeeded
  time_to_first_token_milliseconds REAL,
  total_milliseconds REAL, -- duration of the attempt that succeeded
  call_milliseconds REAL, -- from the first attempt to the last byte, waits included
  PRIMARY KEY (session_id, call_id),
  FOREIGN KEY (session_id, conversation_id, turn, slot) REFERENCES turn_slot (session_id, conversation_id, turn, slot),
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

CREATE TABLE screening ( -- of replies in which something was found or changed
  session_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('shown', 'asked-again', 'masked')),
  took_headings INTEGER NOT NULL CHECK (took_headings IN (0, 1)),
  took_bold INTEGER NOT NULL CHECK (took_bold IN (0, 1)),
  took_emoji INTEGER NOT NULL CHECK (took_emoji IN (0, 1)),
  took_trailing_questions INTEGER NOT NULL CHECK (took_trailing_questions IN (0, 1)),
  text TEXT NOT NULL, -- shown instead of the reply
  screened_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, call_id),
  FOREIGN KEY (session_id, call_id) REFERENCES model_call (session_id, call_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE leak (
  session_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  leak INTEGER NOT NULL CHECK (leak >= 1), -- in the order in which they were found
  category TEXT NOT NULL,
  start_index INTEGER NOT NULL CHECK (start_index >= 0), -- UTF-16 units of the reply as it came
  end_index INTEGER NOT NULL CHECK (end_index >= start_index),
  text TEXT NOT NULL,
  PRIMARY KEY (session_id, call_id, leak),
  FOREIGN KEY (session_id, call_id) REFERENCES screening (session_id, call_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE response (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL,
  slot TEXT NOT NULL,
  arm_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  text TEXT NOT NULL, -- as it was shown; model_call.text is the reply as it came
  ${reply},
  reply_started_utc_milliseconds INTEGER NOT NULL,
  time_to_first_token_milliseconds REAL,
  total_milliseconds REAL NOT NULL,
  call_milliseconds REAL NOT NULL,
  attempts INTEGER NOT NULL,
  revealed_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id, turn, slot),
  FOREIGN KEY (session_id, conversation_id, turn, slot) REFERENCES turn_slot (session_id, conversation_id, turn, slot),
  FOREIGN KEY (session_id, call_id) REFERENCES model_call (session_id, call_id)
) STRICT, WITHOUT ROWID;
`;

/** Where a judgement belongs: key columns are never null, so "none" has a value of its own. */
const judged = `session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  turn INTEGER NOT NULL CHECK (turn >= -1), -- -1 at the end of the conversation`;
const ofConversation = 'FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)';
const given = `changes INTEGER NOT NULL CHECK (changes >= 1), -- how often it was set, the first time included
  first_given_utc_milliseconds INTEGER NOT NULL,
  given_utc_milliseconds INTEGER NOT NULL`;

const judgementTables = `
CREATE TABLE rating (
  ${judged}
  judgement_id TEXT NOT NULL,
  slot TEXT NOT NULL CHECK (slot IN ${slotOrNone}), -- empty for the preferred one or the conversation as a whole
  item TEXT NOT NULL, -- of a battery; empty for a single question
  value INTEGER CHECK (value BETWEEN 1 AND 100), -- the last one given; null when it does not apply
  not_applicable INTEGER NOT NULL CHECK (not_applicable IN (0, 1)),
  moved INTEGER NOT NULL CHECK (moved IN (0, 1)), -- 0 for a slider left where it stood
  ${given},
  PRIMARY KEY (session_id, conversation_id, turn, judgement_id, slot, item),
  ${ofConversation},
  CHECK ((value IS NULL) = (not_applicable = 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE ranking (
  ${judged}
  judgement_id TEXT NOT NULL,
  ${given},
  PRIMARY KEY (session_id, conversation_id, turn, judgement_id),
  ${ofConversation}
) STRICT, WITHOUT ROWID;

CREATE TABLE ranking_place (
  ${judged}
  judgement_id TEXT NOT NULL,
  slot TEXT NOT NULL CHECK (slot IN ${slots}),
  place INTEGER NOT NULL CHECK (place >= 1), -- 1 is best; tied slots share one
  PRIMARY KEY (session_id, conversation_id, turn, judgement_id, slot),
  FOREIGN KEY (session_id, conversation_id, turn, judgement_id) REFERENCES ranking (session_id, conversation_id, turn, judgement_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE choice (
  ${judged}
  judgement_id TEXT NOT NULL,
  slot TEXT CHECK (slot IN ${slots}), -- the better one; null for no difference
  strength INTEGER CHECK (strength >= 1), -- 1 weakest; null where that is not asked or nothing is better
  ${given},
  PRIMARY KEY (session_id, conversation_id, turn, judgement_id),
  ${ofConversation}
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet ( -- confirmed ones
  ${judged}
  sheet_id TEXT NOT NULL,
  preferred_slot TEXT CHECK (preferred_slot IN ${slots}), -- null when the sheet does not say
  tied TEXT NOT NULL CHECK (json_valid(tied)), -- array of slots among which the preferred one was drawn
  confirmed_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id, turn, sheet_id),
  ${ofConversation}
) STRICT, WITHOUT ROWID;

CREATE TABLE judgement_text (
  ${judged}
  judgement_id TEXT NOT NULL,
  box TEXT NOT NULL,
  sheet_id TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (session_id, conversation_id, turn, judgement_id, box),
  FOREIGN KEY (session_id, conversation_id, turn, sheet_id) REFERENCES sheet (session_id, conversation_id, turn, sheet_id)
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

CREATE TABLE answer ( -- one row for each question that was shown or answered
  session_id TEXT NOT NULL REFERENCES session (session_id),
  stage_id TEXT NOT NULL,
  question TEXT NOT NULL, -- name in the form
  value TEXT CHECK (json_valid(value)), -- canonical JSON; null when it was shown and not answered
  presented INTEGER CHECK (presented >= 1), -- place among the questions shown; null when that was not recorded
  choices TEXT CHECK (json_valid(choices)), -- array of its choices in the order in which they were shown
  first_change_milliseconds REAL,
  last_change_milliseconds REAL,
  changes INTEGER CHECK (changes >= 1),
  answered_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, stage_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_text ( -- instructions, breaks, messages and debriefs that were read
  session_id TEXT NOT NULL REFERENCES session (session_id),
  stage_id TEXT NOT NULL,
  answer TEXT, -- what was written into the box of a message
  confirmed_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, stage_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE blinding_guess (
  session_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  stage_id TEXT NOT NULL,
  slot TEXT CHECK (slot IN ${slots}), -- null for none of them
  sure TEXT,
  given_utc_milliseconds INTEGER NOT NULL,
  PRIMARY KEY (session_id, conversation_id, stage_id),
  FOREIGN KEY (session_id, conversation_id) REFERENCES conversation (session_id, conversation_id)
) STRICT, WITHOUT ROWID;
`;
