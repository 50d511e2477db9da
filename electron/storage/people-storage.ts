import type { Connection } from './binding.ts';
import { copyForgetterOf, copyReaderOf, copyWriterOf } from './copies.ts';
import { erasedOriginsOf } from './erased-origins.ts';
import { erasableCounterOf, eraserOf } from './erasure.ts';
import { importRunReaderOf } from './import-runs.ts';
import { importedReaderOf } from './imported.ts';
import { ownModelReaderOf, ownModelWriterOf } from './own-models.ts';
import { participantCheckOf, participantReaderOf, participantWriterOf, sessionRegistrarOf } from './participants.ts';
import type { ReadablePeople, WritablePeople } from './people.ts';
import { personNoteReaderOf, summaryWriterOf } from './person-notes.ts';
import { stagedTakerOf } from './take-staged.ts';
import { tuningReaderOf, tuningWriterOf } from './tuning-rows.ts';

/** Everything that is read of people. */
export function peopleReaderOf(database: Connection): ReadablePeople {
  return {
    ...participantReaderOf(database),
    ...personNoteReaderOf(database),
    ...importedReaderOf(database),
    listImportRuns: importRunReaderOf(database),
    listOwnModels: ownModelReaderOf(database),
    listTuningRows: tuningReaderOf(database),
    listCopies: copyReaderOf(database),
    erasedOrigins: erasedOriginsOf(database),
    countErasable: erasableCounterOf(database),
  };
}

/** Everything that is written of people. */
export function peopleWriterOf(database: Connection, now: () => number): WritablePeople {
  const check = participantCheckOf(database);
  const register = sessionRegistrarOf(database);
  return {
    ...participantWriterOf(database, now),
    ...ownModelWriterOf(database, check, now),
    ...tuningWriterOf(database, now),
    registerFromSession: (studyId, code) => { register(studyId, code, now()); },
    setSummary: summaryWriterOf(database, check),
    takeStaged: stagedTakerOf(database, now),
    recordCopy: copyWriterOf(database, now),
    forgetCopy: copyForgetterOf(database, now),
    eraseParticipant: eraserOf(database, now),
  };
}
