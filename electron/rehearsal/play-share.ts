import { createRandom, drawInteger } from '../../shared/allocation/random.ts';
import type { AllocationRow } from '../../shared/allocation/list.ts';
import { randomAnswers } from '../../shared/questionnaire/random-answers.ts';
import { drawPerson } from '../../shared/rehearsal/chooser.ts';
import { chooserForStudy, type PathFailure, type RehearsalParameters } from '../../shared/rehearsal/rehearsal.ts';
import type { Help } from '../../shared/rehearsal/synthetic-participant.ts';
import { standingOf } from '../../shared/schedule/participants.ts';
import { earlierConversationsOf } from '../../shared/session/earlier.ts';
import { Answers } from '../../shared/session/events.ts';
import { planOf } from '../../shared/session/plan.ts';
import type { SessionState } from '../../shared/session/state.ts';
import { armsOfStage, stagesOf, type Study } from '../../shared/study/protocol.ts';
import { isTrialStage } from '../../shared/study/stages.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { SessionRow, Storage } from '../storage/storage.ts';
import { type ComingParticipant, PlayedSession, type Stage } from './play-session.ts';

/** Participants who are played in a database of their own, by their rows. */
export interface Share {
  readonly study: Study;
  readonly parameters: RehearsalParameters;
  readonly rows: readonly AllocationRow[];
  /** Number of the first of them among all, from 1. */
  readonly first: number;
  /** A new folder, removed by whoever asked for the share. */
  readonly folder: string;
  /** Of `formFiller`; the same for all shares, because reading a form costs far more than all else about it. */
  readonly fillForm: Help['fillForm'];
}

/** One session as it went. */
export interface PlayedSummary {
  readonly sessionNumber: number;
  readonly outcome: 'complete' | 'left' | 'failed';
  readonly seconds: number;
  /** Places in the plan of the session: reached, and gone past. */
  readonly reached: readonly number[];
  readonly finished: readonly number[];
}

export interface PlayedParticipant {
  readonly code: string;
  readonly sessions: readonly PlayedSummary[];
  readonly failure: PathFailure | null;
  /** Of the row that was dealt, what was held and judged, as the events tell it. */
  readonly held: AllocationRow;
}

export interface PlayedShare {
  readonly participants: readonly PlayedParticipant[];
  readonly sessions: number;
  readonly events: number;
  readonly payloadBytes: number;
  readonly databaseBytes: number;
  readonly sound: boolean;
  readonly findings: readonly string[];
}

const minute = 60_000;
/** When the first participant comes: a Monday morning of no particular year. */
const opening = Date.UTC(2025, 0, 6, 9);
/** A form is filled in so many ways, dealt at random to those who come. */
const waysToAnswer = 16;

/**
 * Plays a share of the participants through all their sessions, in a new database that is marked as a
 * rehearsal, and checks that database as a whole.
 * @param played told after every participant
 */
export async function playShare({ study, parameters, rows, first, folder, fillForm }: Share, played: () => void): Promise<PlayedShare> {
  const storage = await openStorage(folder, { purpose: 'rehearsal', durability: 'none', now: () => opening });
  try {
    const { digest } = storage.lockStudy({
      study,
      rows: rows.map((row) => ({ id: row.id, stratum: row.stratum, content: row })),
      lockedBy: 'Rehearsal',
      reason: null,
      statement: null,
      lockedAtUtcMilliseconds: opening,
    });
    const stage: Stage = { study, studyDigest: digest, parameters, storage, models: modelsOf(study), fillForm };
    const chooser = chooserForStudy(study, parameters.chooser);
    const participants = rows.map((row, index) => {
      const code = `R${String(first + index).padStart(5, '0')}`;
      const person = drawPerson(chooser, createRandom(`${parameters.seed}/${code}/person`));
      const result = playParticipant(stage, { code, person, row }, opening + (first + index) * minute);
      played();
      return result;
    });
    return { participants, ...accountOf(storage) };
  } finally {
    storage.close();
  }
}

/** Sessions as the schedule says: at the earliest that the gap allows, until there is none left. */
function playParticipant(stage: Stage, coming: ComingParticipant, startsAt: number): PlayedParticipant {
  const { study, storage } = stage;
  const { code } = coming;
  const own: SessionRow[] = [];
  const states: { readonly sessionId: string; readonly state: SessionState }[] = [];
  const sessions: PlayedSummary[] = [];
  const ended = (failure: PathFailure | null): PlayedParticipant => ({
    code,
    sessions,
    failure,
    held: heldOf(coming.row, states.map(({ state }) => state)),
  });
  let now = startsAt;
  for (;;) {
    const standing = standingOf(study, own, now, null);
    if (standing.kind === 'early' && standing.from !== null) {
      now = standing.from;
      continue;
    }
    if (standing.kind !== 'new' && standing.kind !== 'due') return ended(null);
    const sessionNumber = standing.kind === 'new' ? 1 : standing.sessionNumber;
    const session = new PlayedSession(stage, coming, {
      sessionNumber,
      startsAt: now,
      earlier: states.flatMap(({ sessionId, state }) => earlierConversationsOf(sessionId, state)),
      earlierAnswers: Object.assign({}, ...states.map(({ state }) => state.answers)) as SessionState['answers'],
    });
    const outcome = session.play();
    sessions.push(summaryOf(study, sessionNumber, outcome.kind, outcome.state));
    states.push({ sessionId: session.sessionId, state: outcome.state });
    if (outcome.kind === 'failed') {
      const { stageId, reason } = outcome;
      return ended({ participantCode: code, sessionNumber, stageId, reason });
    }
    const row = storage.readSession(session.sessionId);
    if (row === null) throw new Error(`Session ${session.sessionId} was not stored.`);
    own.push(row);
    now = row.endedAtUtcMilliseconds ?? now;
  }
}

function heldOf(dealt: AllocationRow, states: readonly SessionState[]): AllocationRow {
  const conversations = states.flatMap(({ conversations: all }) =>
    all.map((each) => ({ ...each, position: all.filter(({ stageId }) => stageId === each.stageId).indexOf(each) + 1 })),
  );
  const done = conversations.filter(({ phase }) => phase === 'done');
  const armIds = (slots: SessionState['conversations'][number]['slots']): readonly string[] => slots.map((slot) => slot.armId);
  return {
    ...dealt,
    conversations: done
      .filter(({ repeatOf }) => repeatOf === null)
      .map(({ stageId, position, typeId, slots }) => ({ stageId, position, typeId, armIds: armIds(slots) })),
    repeats: done.flatMap(({ stageId, position, slots }) =>
      dealt.repeats
        .filter((repeat) => repeat.stageId === stageId && repeat.position === position)
        .map((repeat) => ({ ...repeat, armIds: armIds(slots) })),
    ),
  };
}

function summaryOf(study: Study, sessionNumber: number, outcome: PlayedSummary['outcome'], state: SessionState): PlayedSummary {
  const places = planOf(study, sessionNumber).map((_, place) => place);
  const isOver = (place: number): boolean => {
    const step = state.steps[place];
    return step !== undefined && step.leftAt !== null && (outcome === 'complete' || place < state.currentStep);
  };
  return {
    sessionNumber,
    outcome,
    seconds: (state.lastEventAt.utcMilliseconds - state.startedAt.utcMilliseconds) / 1_000,
    reached: places.filter((place) => (state.steps[place]?.enteredAt ?? null) !== null),
    finished: places.filter(isOver),
  };
}

/** The models of the study file: a rehearsal asks none, and needs no settings. */
function modelsOf(study: Study): Stage['models'] {
  return stagesOf(study)
    .filter(isTrialStage)
    .flatMap((stage) =>
      armsOfStage(study, stage).map((arm) => ({ stageId: stage.id, armId: arm.id, model: { ...arm.model, baseURL: 'rehearsal' } })),
    );
}

/** Fills forms in, each in one of a number of ways that follow from the seed alone, whoever plays which share. */
export function formFiller(seed: string): Help['fillForm'] {
  const known = new Map<string, ReturnType<Help['fillForm']>>();
  return ({ stage: { id, survey, language } }, random) => {
    const way = drawInteger(random, waysToAnswer);
    const key = `${id}/${way}`;
    let filled = known.get(key);
    if (filled === undefined) {
      const { answers, order } = randomAnswers(survey, language, createRandom(`${seed}/form/${key}`));
      filled = { answers: Answers.parse(answers), order: [...order] };
      known.set(key, filled);
    }
    return filled;
  };
}

function accountOf(storage: Storage): Omit<PlayedShare, 'participants'> {
  const one = (sql: string): number => Number(Object.values(storage.select(sql)[0] ?? {})[0] ?? 0);
  const { sound, findings } = storage.verify();
  return {
    sessions: one('SELECT count(*) FROM session'),
    events: one('SELECT count(*) FROM event'),
    payloadBytes: one('SELECT sum(length(CAST(payload AS BLOB))) FROM event_payload'),
    databaseBytes: one('SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()'),
    sound,
    findings,
  };
}
