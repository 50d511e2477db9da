import { join } from 'node:path';
import type { Study } from '../../shared/study/protocol.ts';
import { isTrialStage } from '../../shared/study/stages.ts';
import type { Designs } from '../design/designs.ts';
import { CurrentSession } from '../live/current-session.ts';
import { naturalPace, startPracticeServer, type PracticeServer } from '../models/practice/practice-server.ts';
import type { Rehearsals } from '../rehearsal/rehearsals.ts';
import type { Review } from '../review/review.ts';
import { Schedule } from '../schedule/schedule.ts';
import type { AskArm } from '../session/ask-arm.ts';
import { KeyRing, type Secrets } from '../settings/key-ring.ts';
import { openSettingsFile, type ContentStore, type SettingsFile } from '../settings/settings-file.ts';
import { Settings } from '../settings/settings.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { StudyShelf } from '../studies/study-shelf.ts';
import { readStudyFilesWith } from '../studies/study-text.ts';
import { once } from './once.ts';
import { openPeople, type PeopleRooms } from './open-people.ts';
import type { DevelopmentOptions, Environment } from './options.ts';

export interface ServiceOptions {
  readonly dataFolder: string;
  /** Studies, templates and instruments that come with the app. */
  readonly resourcesFolder: string;
  /** File of a thread that plays rehearsals. */
  readonly rehearsalWorker: URL;
  readonly development: DevelopmentOptions;
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly createStore: (folder: string) => ContentStore;
}

/** Everything behind the windows. Plain Node: tests open the same. */
export interface Services {
  readonly storage: Storage;
  readonly shelf: StudyShelf;
  readonly settings: Settings;
  readonly settingsFile: SettingsFile;
  readonly practice: PracticeServer;
  readonly current: CurrentSession;
  readonly schedule: Schedule;
  readonly rooms: PeopleRooms;
  /** These take the form library, which is large: they are loaded when they are first asked for. */
  readonly designs: () => Promise<Designs>;
  readonly rehearsals: () => Promise<Rehearsals>;
  readonly review: () => Promise<Review>;
  close(): Promise<void>;
}

/** The practice models say the same to the same words at every start. */
const practiceSeed = 'visavis';

/** The studies that come with the app make sense; its tests see to that. */
const madeWithTheApp = () => [];

/** Opens the data folder and starts what a session needs. Throws when the folder can't be used. */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const { dataFolder, development, resourcesFolder: resources } = options;
  const files = readStudyFilesWith(madeWithTheApp, join(resources, 'studies'));
  const storage = await openStorage(dataFolder);
  try {
    const shelf = new StudyShelf(files, storage);
    const practice = await startPracticeServer({
      seed: practiceSeed,
      pace: paceAt(development.practiceSpeed),
      stateFolder: join(dataFolder, 'practice'),
      ...(development.practiceSpeed === null ? {} : { trainingSpeed: development.practiceSpeed }),
      ...(development.practiceFaults === null ? {} : { faults: development.practiceFaults }),
    });
    const settingsFile = openSettingsFile(dataFolder, options.createStore, () => new Date());
    const settings = new Settings({
      file: settingsFile,
      keys: new KeyRing(options.secrets, options.environment),
      studies: () => shelf.all().map(({ study }) => study),
      practiceEndpoint: () => practice,
    });
    const ask = askWhenNeeded(settings, development);
    const schedule = new Schedule(storage, shelf, Date.now);
    const rooms = openPeople({
      storage,
      shelf,
      settings,
      schedule,
      ask,
      resourcesFolder: resources,
      draftOf: async (studyId) => (await designs()).studyOf(studyId, null),
      current: () => current,
    });
    const current = new CurrentSession({ storage, shelf, ask, schedule, personalise: rooms.personalise, paced: (study) => withRevealDelay(study, development.revealDelay) });
    const designs = once(async () => {
      const [{ Designs }, { readDesignResources }] = await Promise.all([import('../design/designs.ts'), import('../design/design-resources.ts')]);
      return new Designs(storage, shelf, () => readDesignResources(resources), Date.now, rooms.isImporting);
    });
    const review = once(async () => {
      const { Review } = await import('../review/review.ts');
      return new Review({ storage, shelf, current });
    });
    let openedRehearsals: Rehearsals | null = null;
    const rehearsals = once(async () => {
      const [{ Rehearsals }, opened] = await Promise.all([import('../rehearsal/rehearsals.ts'), designs()]);
      openedRehearsals = new Rehearsals({
        storage,
        studyOf: (studyId) => opened.studyOf(studyId, null),
        folder: join(dataFolder, 'rehearsals'),
        worker: options.rehearsalWorker,
      });
      return openedRehearsals;
    });
    current.onChange(() => {
      if (!current.isRunning()) return;
      openedRehearsals?.makeWayForSession();
      rooms.makeWayForSession();
    });
    return {
      storage,
      shelf,
      settings,
      settingsFile,
      practice,
      current,
      schedule,
      rooms,
      designs,
      rehearsals,
      review,
      async close() {
        current.close();
        await Promise.all([openedRehearsals?.close(), rooms.close()]);
        storage.close();
        await practice.close();
      },
    };
  } catch (error) {
    storage.close();
    throw error;
  }
}

/** The client library for models is large: it is loaded with the first call, not while a window opens. */
function askWhenNeeded(settings: Settings, { modelTimeout, retryWait }: DevelopmentOptions): AskArm {
  const load = once(async () => {
    const { createAskArm } = await import('../session/ask-arm.ts');
    return createAskArm((model) => Promise.resolve().then(() => settings.endpointOf(model)), {
      ...(modelTimeout === null ? {} : { timeoutMilliseconds: modelTimeout }),
      ...(retryWait === null ? {} : { retryPolicy: { baseMilliseconds: retryWait } }),
    });
  });
  return async (...call) => (await load())(...call);
}

function withRevealDelay(study: Study, delay: number | null): Study {
  if (delay === null) return study;
  const sessions = study.sessions.map((session) => ({
    ...session,
    stages: session.stages.map((stage) =>
      isTrialStage(stage) ? { ...stage, replies: { ...stage.replies, revealDelayMilliseconds: delay } } : stage,
    ),
  }));
  return { ...study, sessions };
}

function paceAt(speed: number | null): typeof naturalPace {
  if (speed === null) return naturalPace;
  const factor = speed === 0 ? 0 : 1 / speed;
  return {
    minimumMilliseconds: naturalPace.minimumMilliseconds * factor,
    maximumMilliseconds: naturalPace.maximumMilliseconds * factor,
  };
}
