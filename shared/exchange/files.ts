import type { z } from 'zod';
import type { StoredEvent } from '../session/stored-event.ts';
import { AllocationRow, allocationRows, type ExportedList } from './allocation.ts';
import { ChoiceRow, choiceRows } from './choices.ts';
import { ConsentRow, consentRows } from './consents.ts';
import { ConversationRow, conversationRows } from './conversations.ts';
import { DictionaryRow, dictionaryRows, type ExportedStudy } from './dictionary.ts';
import { eventRow, EventRow } from './events.ts';
import type { ExportedSession } from './exported-session.ts';
import { GuessRow, guessRows } from './guesses.ts';
import { IncidentRow, incidentRows } from './incidents.ts';
import { LeakRow, leakRows } from './leaks.ts';
import { type ExportedParticipant, ParticipantRow, participantRows } from './participants.ts';
import { QuestionnaireRow, questionnaireRows } from './questionnaires.ts';
import { RankingRow, rankingRows } from './rankings.ts';
import { RatingRow, ratingRows } from './ratings.ts';
import { ResponseRow, responseRows } from './responses.ts';
import { sessionRow, SessionRow } from './sessions.ts';
import { SheetRow, sheetRows } from './sheets.ts';
import { TextRow, textRows } from './texts.ts';
import { TurnRow, turnRows } from './turns.ts';

/** Grows when a column is taken away or changes its meaning, not when one is added. */
export const exportFormatVersion = 2;

/** A file of rows: a CSV table, or one JSON object a line. */
interface FileOf<Source, Schema extends z.ZodObject> {
  readonly name: string;
  /** What the file holds, for the codebook. */
  readonly meaning: string;
  readonly schema: Schema;
  readonly rows: (source: Source) => readonly z.input<Schema>[];
}

/** Keeps rows and schema of a file together, and lets it stand in a list with others. */
function file<Source, Schema extends z.ZodObject>(
  name: string,
  meaning: string,
  schema: Schema,
  rows: (source: Source) => readonly z.input<Schema>[],
): FileOf<Source, z.ZodObject> {
  return { name, meaning, schema, rows };
}

/** The one file that needs no state, so that it can hold sessions whose words were erased. */
export const eventsFile = file<readonly StoredEvent[], typeof EventRow>(
  'events.jsonl',
  'Everything that happened, an event a line, in the order in which it was stored. All other files are derived from it.',
  EventRow,
  (log) => log.map(eventRow),
);

/** What every version of the study asks for. */
export const dictionaryFile = file<ExportedStudy, typeof DictionaryRow>(
  'judgements.csv',
  'What the judgements are: one a row, an item or box of it where it has several. The files of answers name them by stage, sheet and judgement.',
  DictionaryRow,
  dictionaryRows,
);

/** What was dealt to whom. */
export const allocationFile = file<ExportedList, typeof AllocationRow>(
  'allocation.jsonl',
  'The allocation list of each locked version, a row a line: what it deals, and which participant and sessions used it. Empty for a study that was never locked.',
  AllocationRow,
  allocationRows,
);

/** Who is out of the study, and why. */
export const participantsFile = file<ExportedParticipant, typeof ParticipantRow>(
  'participants.csv',
  'A participant of the register a row: where they come from, and whether and why they were excluded, withdrew or were erased.',
  ParticipantRow,
  participantRows,
);

/** A file of rows about sessions. */
export type SessionFile = FileOf<ExportedSession, z.ZodObject>;

export const sessionFiles: readonly SessionFile[] = [
  file<ExportedSession, typeof SessionRow>(
    'sessions.jsonl',
    'A session a line: participant, standing, row of the allocation list, slots, models, plan, pauses, notes, incidents.',
    SessionRow,
    (session) => [sessionRow(session)],
  ),
  file('consents.csv', 'A consent a row, and each of its statements a row.', ConsentRow, consentRows),
  file(
    'questionnaires.csv',
    'The answers to questionnaires, and what was written into the box of a message stage. One row of part_kind whole for every question, asked or not, and one for every part of it.',
    QuestionnaireRow,
    questionnaireRows,
  ),
  file(
    'conversations.jsonl',
    'A conversation a line, with its whole history by turn and slot, and its judgements. Voided turns are in it, with the status voided.',
    ConversationRow,
    conversationRows,
  ),
  file('turns.csv', 'A turn of a conversation a row, voided ones included: the message, when replies were shown, which was preferred.', TurnRow, turnRows),
  file(
    'responses.csv',
    'A response a row, also those that were never shown (see fate). Judgements are in files of their own: those of a turn by turn_index and slot, those of a whole conversation without a turn.',
    ResponseRow,
    responseRows,
  ),
  file('leaks.csv', 'A passage a row that was found in a response and gives its arm away, with what was done about it.', LeakRow, leakRows),
  file('sheets.csv', 'A sheet of judgements a row: when it was shown and handed in, and which slot it found to be preferred.', SheetRow, sheetRows),
  file('ratings.csv', 'An answer on a slider, a scale or an item of a battery a row, after a turn or at the end of a conversation.', RatingRow, ratingRows),
  file(
    'rankings.csv',
    'A ranked slot a row; the rows of one ranking (same session, conversation, turn and judgement) are not independent of each other.',
    RankingRow,
    rankingRows,
  ),
  file(
    'choices.csv',
    'A slot that was there to choose from a row; the rows of one choice (same session, conversation, turn and judgement) are one observation.',
    ChoiceRow,
    choiceRows,
  ),
  file('texts.csv', 'What was written on a sheet of judgements, a box a row.', TextRow, textRows),
  file('guesses.csv', 'A blinding guess a row: which slot felt personalised, and whether that was right.', GuessRow, guessRows),
  file(
    'incidents.csv',
    "What did not go as planned, a row each in the order of time: notes, incidents, pauses, restarts, what the moderator voided, skipped or ended, unblindings.",
    IncidentRow,
    incidentRows,
  ),
];

/** All files of rows, as the codebook lists them. */
export const rowFiles = [eventsFile, dictionaryFile, allocationFile, participantsFile, ...sessionFiles];
