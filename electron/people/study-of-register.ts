import { readStudy } from '../../shared/study/read-study.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { ReadableStorage, SessionRow } from '../storage/storage.ts';

/** The study that a participant's next session would be held under, by the sessions begun so far. */
export type StudyOfRegister = (studyId: string, own: readonly SessionRow[]) => Study;

/**
 * People may be registered and imported before a study is locked, so that its prompts can be tried on them: a
 * study that was never locked is its draft.
 */
export function studyOfRegister(schedule: Pick<Schedule, 'studyFor'>, storage: Pick<ReadableStorage, 'readStudyDraft'>): StudyOfRegister {
  return (studyId, own) => {
    try {
      return schedule.studyFor(studyId, own);
    } catch (error) {
      const draft = error instanceof CallRefusal && error.code === 'unknown-study' ? storage.readStudyDraft(studyId) : null;
      if (draft === null) throw error;
      const reading = readStudy(draft.content);
      if (!reading.ok) throw new CallRefusal('unfinished-draft', message('people.unfinished-draft'));
      return reading.study;
    }
  };
}
