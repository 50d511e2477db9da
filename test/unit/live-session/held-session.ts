import type { ChatMessage, Instant, RecordedEvent, ResolvedModel, SessionEvent } from '../../../shared/session/events.ts';
import type { AttemptEvent, CallResult } from '../../../electron/models/call-record.ts';
import type { AskArm } from '../../../electron/session/ask-arm.ts';
import { continueSession, startSession, type LiveSession } from '../../../electron/session/live-session.ts';
import type { SessionStorage } from '../../../electron/session/session-log.ts';
import { InvalidEventError, StorageFailure } from '../../../electron/storage/errors.ts';
import { armsOfStage, stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';

/** A call that waits until the test says how it goes. */
export interface AskedCall {
  readonly model: ResolvedModel;
  readonly messages: readonly ChatMessage[];
  readonly signal: AbortSignal;
  readonly report: (event: AttemptEvent) => void;
  readonly answer: (text: string) => void;
  readonly fail: () => void;
  /** As when there is no key, or no server to ask at all. */
  readonly breakOff: (error: Error) => void;
}

/** A list for a disk; it can be made to run full. */
class ListStorage implements SessionStorage {
  readonly events: RecordedEvent[] = [];
  readonly #drafts = new Map<string, unknown>();
  full = false;
  /** Says which events do not fit, as the schema would. */
  unfit: (event: SessionEvent) => boolean = () => false;

  readonly readEvents = () => this.events;
  readonly readDrafts = () => Object.fromEntries(this.#drafts);

  readonly appendEvents: SessionStorage['appendEvents'] = (sessionId, events, options) => {
    this.#refuseWhenFull();
    const unfit = events.find(({ event }) => this.unfit(event))?.event;
    if (unfit) throw new InvalidEventError(sessionId, unfit.kind, 'it does not fit.');
    const recorded = events.map(({ event, at, actor }, index) => ({
      ...event,
      sequence: this.events.length + index + 1,
      at,
      actor,
    }));
    this.events.push(...recorded);
    for (const key of options?.forgetDrafts ?? []) this.#drafts.delete(key);
    return recorded;
  };

  readonly saveDraft: SessionStorage['saveDraft'] = (_sessionId, key, value) => {
    this.#refuseWhenFull();
    if (this.events.some(({ kind }) => kind === 'session-ended' || kind === 'session-completed')) return false;
    this.#drafts.set(key, value);
    return true;
  };

  #refuseWhenFull(): void {
    if (this.full) throw new StorageFailure('disk-full', 'The disk is full.');
  }
}

/** A live session over a list, with models that answer when the test says so. */
export class HeldSession {
  readonly study: Study;
  readonly storage = new ListStorage();
  readonly asked: AskedCall[] = [];
  session: LiveSession;
  views = 0;
  readonly faults: unknown[] = [];

  constructor(study: Study) {
    this.study = study;
    const models = stagesOf(study).filter(isTrialStage).flatMap((stage) =>
      armsOfStage(study, stage).map((arm) => ({
        stageId: stage.id,
        armId: arm.id,
        model: { ...arm.model, baseURL: 'practice' },
      })),
    );
    const details = {
      study,
      studyDigest: 'digest',
      studyVersion: null,
      participantCode: 'K7',
      sessionNumber: 1,
      moderator: 'MM',
      row: null,
      stratum: null,
      seed: 'held',
      models,
      earlierAnswers: {},
      earlier: [],
    };
    this.session = startSession(details, this.#surroundings());
    this.#listen();
  }

  /** As after a crash: the old session is gone, the calls in flight with it. */
  restart(): void {
    this.session.close();
    this.asked.length = 0;
    const continued = continueSession(this.session.sessionId, this.study, this.#surroundings());
    if (!continued.ok) throw new Error(continued.problem.message);
    this.session = continued.value;
    this.#listen();
  }

  /** Plays to the practice trial's empty conversation. */
  reachPractice(): void {
    this.must({ kind: 'consent/give', stageId: 'consent', statements: ['read', 'agree'] });
    this.must({ kind: 'questionnaire/submit', stageId: 'profile', answers: { age: 'old' }, timings: {}, order: [] });
    this.must({ kind: 'text/confirm', stageId: 'instructions', answer: null });
  }

  must(command: Parameters<LiveSession['participant']>[0]): void {
    const result = this.session.participant(command);
    if (!result.ok) throw new Error(`${command.kind}: ${result.problem.message}`);
  }

  kinds(): string[] {
    return this.storage.events.map((event) => event.kind);
  }

  #listen(): void {
    this.session.onChange(() => {
      this.views += 1;
    });
  }

  #surroundings() {
    const ask: AskArm = (model, messages, { signal, onAttempt }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => {
          resolve({ status: 'cancelled', attempts: [] });
        });
        this.asked.push({
          model,
          messages,
          signal,
          report: (event) => onAttempt?.(event),
          answer: (text) => {
            resolve(answered(text));
          },
          fail: () => {
            resolve({ status: 'failed', category: 'server-error', detail: '', attempts: [] });
          },
          breakOff: reject,
        });
      });
    return { storage: this.storage, ask, now, onFault: (error: unknown) => this.faults.push(error) };
  }
}

/** Follows the timers of the test. */
function now(): Instant {
  return { utcMilliseconds: Date.now(), monotonicMilliseconds: performance.now() };
}

function answered(text: string): CallResult {
  return {
    status: 'ok',
    text,
    finishReason: 'stop',
    reportedModel: 'reported',
    usage: null,
    timing: { startedAt: Date.now(), timeToFirstTokenMilliseconds: 1, totalMilliseconds: 2, callMilliseconds: 2 },
    attempts: [],
  };
}
