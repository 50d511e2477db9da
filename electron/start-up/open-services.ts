import { join } from 'node:path';
import type { Study } from '../../shared/study/protocol.ts';
import { isTrialStage } from '../../shared/study/stages.ts';
import { readDesignResources } from '../design/design-resources.ts';
import { Designs } from '../design/designs.ts';
import { CurrentSession } from '../live/current-session.ts';
import { naturalPace, startPracticeServer, type PracticeServer } from '../models/practice/practice-server.ts';
import { Review } from '../review/review.ts';
import { Schedule } from '../schedule/schedule.ts';
import type { AskArm } from '../session/ask-arm.ts';
import { KeyRing, type Secrets } from '../settings/key-ring.ts';
import { openSettingsFile, type ContentStore, type SettingsFile } from '../settings/settings-file.ts';
import { Settings } from '../settings/settings.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { readStudyFiles } from '../studies/study-files.ts';
import { StudyShelf } from '../studies/study-shelf.ts';
import type { DevelopmentOptions, Environment } from './options.ts';

export interface ServiceOptions {
  readonly dataFolder: string;
  /** Studies, templates and instruments that come with the app. */
  readonly resourcesFolder: string;
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
  readonly designs: Designs;
  readonly review: Review;
  close(): Promise<void>;
}

/** The practice models say the same to the same words at every start. */
const practiceSeed = 'visavis';

/** Opens the data folder and starts what a session needs. Throws when the folder can't be used. */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const { dataFolder, development, resourcesFolder: resources } = options;
  const files = readStudyFiles(join(resources, 'studies')).map((study) => withRevealDelay(study, development.revealDelay));
  const storage = await openStorage(dataFolder);
  try {
    const shelf = new StudyShelf(files, storage);
    const practice = await startPracticeServer({
      seed: practiceSeed,
      pace: paceAt(development.practiceSpeed),
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
    const designs = new Designs(storage, shelf, () => readDesignResources(resources), Date.now);
    const schedule = new Schedule(storage, shelf, Date.now);
    const current = new CurrentSession({ storage, shelf, ask, schedule, resolveModels: (study, code) => settings.resolveModels(study, code) });
    const review = new Review({ storage, shelf, current });
    return {
      storage,
      shelf,
      settings,
      settingsFile,
      practice,
      current,
      schedule,
      designs,
      review,
      async close() {
        current.close();
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
  let loading: Promise<AskArm> | null = null;
  const load = async (): Promise<AskArm> => {
    const { createAskArm } = await import('../session/ask-arm.ts');
    return createAskArm((model) => Promise.resolve().then(() => settings.endpointOf(model)), {
      ...(modelTimeout === null ? {} : { timeoutMilliseconds: modelTimeout }),
      ...(retryWait === null ? {} : { retryPolicy: { baseMilliseconds: retryWait } }),
    });
  };
  return async (...call) => {
    loading ??= load();
    return (await loading)(...call);
  };
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
