import type { z } from 'zod';
import { ConversationRow, conversationRows } from './conversations.ts';
import { eventRow, EventRow } from './events.ts';
import type { ExportedSession } from './exported-session.ts';
import { QuestionnaireRow, questionnaireRows } from './questionnaires.ts';
import { RankingRow, rankingRows } from './rankings.ts';
import { RatingRow, ratingRows } from './ratings.ts';
import { ResponseRow, responseRows } from './responses.ts';
import { sessionRow, SessionRow } from './sessions.ts';
import type { StoredEvent } from '../session/stored-event.ts';

/** Grows when a column is taken away or changes its meaning, not when one is added. */
export const exportFormatVersion = 1;

interface FileOf<Source, Schema extends z.ZodObject> {
  readonly name: string;
  /** What the file holds, for the codebook. */
  readonly meaning: string;
  readonly schema: Schema;
  readonly rows: (source: Source) => readonly z.input<Schema>[];
}

/** A file of rows about sessions: a CSV table, or one JSON object a line. */
export type SessionFile = FileOf<ExportedSession, z.ZodObject>;

/** The one file that needs no state, so that it can hold sessions whose words were erased. */
export const eventsFile = {
  name: 'events.jsonl',
  meaning: 'Everything that happened, an event a line, in the order in which it was stored. All other files are derived from it.',
  schema: EventRow,
  rows: (log) => log.map(eventRow),
} satisfies FileOf<readonly StoredEvent[], typeof EventRow>;

export const sessionFiles: readonly SessionFile[] = [
  {
    name: 'sessions.jsonl',
    meaning: 'A session a line: participant, allocation, models, plan, pauses, notes, incidents.',
    schema: SessionRow,
    rows: (session) => [sessionRow(session)],
  } satisfies FileOf<ExportedSession, typeof SessionRow>,
  {
    name: 'conversations.jsonl',
    meaning: 'A conversation a line, with its whole history by turn and slot, and its judgements. Voided turns are in it, with the status voided.',
    schema: ConversationRow,
    rows: conversationRows,
  } satisfies FileOf<ExportedSession, typeof ConversationRow>,
  {
    name: 'responses.csv',
    meaning: 'A response a row. Ratings and ranks are of a slot over the whole conversation and repeat in each of its turns; analyses of judgements take ratings.csv and rankings.csv, or one turn a conversation.',
    schema: ResponseRow,
    rows: responseRows,
  } satisfies FileOf<ExportedSession, typeof ResponseRow>,
  {
    name: 'ratings.csv',
    meaning: 'A rated slot of a conversation a row.',
    schema: RatingRow,
    rows: ratingRows,
  } satisfies FileOf<ExportedSession, typeof RatingRow>,
  {
    name: 'rankings.csv',
    meaning: 'A ranked slot of a conversation a row; the rows of one conversation are one ranking, not independent of each other.',
    schema: RankingRow,
    rows: rankingRows,
  } satisfies FileOf<ExportedSession, typeof RankingRow>,
  {
    name: 'questionnaires.csv',
    meaning: 'An answer a row: consent, questionnaires item by item, qualities of the best slot, feedback, blinding guesses.',
    schema: QuestionnaireRow,
    rows: questionnaireRows,
  } satisfies FileOf<ExportedSession, typeof QuestionnaireRow>,
];
