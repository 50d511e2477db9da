import type { HomeView, SessionEntry, StudyEntry } from '../../shared/contract/moderator.ts';
import { planOf, titleOfStep } from '../../shared/session/plan.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { SessionRow, Storage } from '../storage/storage.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { StudyShelf, StudyVersion } from '../studies/study-shelf.ts';

export interface HomeSurroundings {
  readonly appVersion: string;
  readonly storage: Pick<Storage, 'folder' | 'listSessions' | 'select'>;
  readonly shelf: StudyShelf;
  readonly schedule: Pick<Schedule, 'due'>;
  liveSessionId(): string | null;
  pinIsSet(): boolean;
  displays(): number;
}

/** Studies, sessions and the state of the app, as the first screen shows them. */
export function homeView({ appVersion, storage, shelf, schedule, ...asked }: HomeSurroundings): HomeView {
  const sessions = storage.listSessions();
  const codes = takenCodesIn(storage);
  return {
    appVersion,
    dataFolder: storage.folder,
    studies: shelf.all().map((version) => studyEntry(version, sessions, codes.get(version.study.id) ?? [])),
    sessions: sessions.map((row) => sessionEntry(row, shelf.version(row.studyDigest))),
    due: schedule.due(),
    lastModerator: sessions.find((session) => session.moderator !== '')?.moderator ?? '',
    liveSessionId: asked.liveSessionId(),
    pinIsSet: asked.pinIsSet(),
    displays: asked.displays(),
  };
}

function studyEntry({ study, locked, startable }: StudyVersion, sessions: readonly SessionRow[], takenCodes: readonly string[]): StudyEntry {
  const own = sessions.filter((session) => session.studyId === study.id);
  const count = (status: SessionRow['status']): number => own.filter((session) => session.status === status).length;
  return {
    studyId: study.id,
    title: study.title,
    summary: study.summary,
    expectedMinutes: study.sessions.map((session) => session.expectedMinutes),
    version: locked?.version ?? null,
    startable,
    strata: study.allocation.strata,
    sessions: { complete: count('complete'), ended: count('ended'), running: count('running') },
    takenCodes: [...takenCodes],
  };
}

/** Without reading anybody's profile; whoever has a session is registered. */
function takenCodesIn(storage: Pick<Storage, 'select'>): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, string[]>();
  for (const { study_id: studyId, code } of storage.select('SELECT study_id, code FROM participant ORDER BY number')) {
    const ofStudy = codes.get(String(studyId)) ?? [];
    ofStudy.push(String(code));
    codes.set(String(studyId), ofStudy);
  }
  return codes;
}

function sessionEntry(row: SessionRow, study: Study): SessionEntry {
  const step = planOf(study, row.sessionNumber)[row.currentStep];
  return {
    sessionId: row.sessionId,
    studyId: row.studyId,
    studyTitle: study.title,
    participantCode: row.participantCode,
    sessionNumber: row.sessionNumber,
    sessionCount: study.sessions.length,
    moderator: row.moderator,
    status: row.status,
    standing: row.standing,
    startedAtUtcMilliseconds: row.startedAtUtcMilliseconds,
    lastEventAtUtcMilliseconds: row.lastEventAtUtcMilliseconds,
    step: step === undefined ? '' : titleOfStep(step),
    endReason: row.endReason,
    unblinded: row.unblinded,
  };
}
