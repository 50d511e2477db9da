import { join } from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import type { PreflightCheck } from '../../shared/contract/moderator.ts';
import type { PromptPreview, ReadyPrompt } from '../../shared/contract/personal.ts';
import type { NewSession } from '../../shared/session/create-session.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { People } from '../ipc/people-calls.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { systemClock } from '../models/clock.ts';
import type { OwnModels } from '../personal/own-models.ts';
import type { PreviewRequest } from '../personal/prompt-preview.ts';
import type { Summaries } from '../personal/summaries.ts';
import type { PreferenceData } from '../preferences/preferences.ts';
import type { PrismReader } from '../prism/prism-imports.ts';
import type { ComingSession, Schedule } from '../schedule/schedule.ts';
import type { AskArm } from '../session/ask-arm.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';
import type { TuningJobs } from '../tuning/tuning-jobs.ts';
import { once } from './once.ts';

export interface PeopleNeeds {
  readonly storage: Storage;
  readonly shelf: StudyShelf;
  readonly settings: Settings;
  readonly schedule: Schedule;
  readonly ask: AskArm;
  readonly resourcesFolder: string;
  /** A study as it is being written, or else as it is used. */
  readonly draftOf: (studyId: string) => Promise<Study>;
  /** There is none before the rooms are open, because its sessions are personalised by them. */
  readonly current: () => Pick<CurrentSession, 'isRunning'>;
}

/** What is done for people, before a session and after it. All of it is loaded when it is first asked for. */
export interface PeopleRooms {
  readonly people: () => Promise<People>;
  readonly prism: (chooseFolder: (title: string) => Promise<string | null>) => Promise<PrismReader>;
  readonly ownModels: () => Promise<OwnModels>;
  readonly readyPrompts: () => Promise<ReadyPrompt[]>;
  readonly previewPrompt: (request: PreviewRequest) => Promise<PromptPreview>;
  readonly summaries: () => Promise<Summaries>;
  readonly preferences: () => Promise<PreferenceData>;
  readonly tuning: () => Promise<TuningJobs>;
  readonly personalise: (planned: ComingSession) => Promise<Pick<NewSession, 'models' | 'personal'>>;
  readonly checkParticipant: (planned: ComingSession) => Promise<PreflightCheck[]>;
  /** Whether a folder of PRISM files is being read or taken in. */
  readonly isImporting: () => boolean;
  /** Whether a training job was under way when the app was closed. */
  hasOpenJobs(): boolean;
  /** Closes what must not be open, and stops what must not run, while somebody is in a session. */
  makeWayForSession(): void;
  close(): Promise<void>;
}

export function openPeople({ storage, shelf, settings, schedule, ask, resourcesFolder, draftOf, current }: PeopleNeeds): PeopleRooms {
  let opened: { people?: People; prism?: PrismReader; preferences?: PreferenceData; tuning?: TuningJobs } = {};

  const isImporting = (): boolean => opened.prism?.isBusy() === true;

  const people = once(async (): Promise<People> => {
    const [{ Register }, { studyOfRegister }, { Tables }, { KeyFile }] = await Promise.all([
      import('../people/register.ts'),
      import('../people/study-of-register.ts'),
      import('../people/tables.ts'),
      import('../people/key-file.ts'),
    ]);
    const register = new Register({
      storage,
      studyFor: studyOfRegister(schedule, storage),
      current: current(),
      now: Date.now,
      isImporting,
      forget: (studyId, code) => opened.tuning?.forget(studyId, code),
    });
    const rooms = { register, tables: new Tables(storage, register), keyFile: new KeyFile() };
    opened = { ...opened, people: rooms };
    return rooms;
  });

  let chooseFolderOf: (title: string) => Promise<string | null> = () => Promise.resolve(null);
  const prism = once(async () => {
    const { PrismReader } = await import('../prism/prism-imports.ts');
    const reader = new PrismReader({ storage, chooseFolder: (title) => chooseFolderOf(title) });
    opened = { ...opened, prism: reader };
    return reader;
  });

  const ownModels = once(async () => {
    const [{ OwnModels }, { createHasModel }] = await Promise.all([import('../personal/own-models.ts'), import('../personal/has-model.ts')]);
    return new OwnModels({
      storage,
      settings,
      studyOf: draftOf,
      hasModel: createHasModel((providerId) => settings.endpointOf({ providerId, baseURL: settings.addressOf(providerId) })),
      monotonic: () => performance.now(),
    });
  });

  const context = once(async () => {
    const { personalContextOf } = await import('../personal/person-context.ts');
    return (studyId: string, code: string) => personalContextOf(storage, shelf, studyId, code);
  });

  const summaries = once(async () => {
    const [{ Summaries }, contextOf] = await Promise.all([import('../personal/summaries.ts'), context()]);
    return new Summaries({ storage, settings, ask, contextOf, now: Date.now });
  });

  const preferences = once(async () => {
    const { PreferenceData } = await import('../preferences/preferences.ts');
    const made = new PreferenceData({ storage, recordCopy: (copy) => storage.recordCopy(copy), appVersion: packageFile.version });
    opened = { ...opened, preferences: made };
    return made;
  });

  const tuning = once(async () => {
    const { TuningJobs } = await import('../tuning/tuning-jobs.ts');
    const jobs = new TuningJobs({
      storage,
      settings,
      studies: () => shelf.all().map(({ study }) => study),
      trainingFiles: async (recipe, scope) => (await preferences()).trainingFiles(recipe, scope),
      clock: systemClock,
    });
    jobs.resume();
    opened = { ...opened, tuning: jobs };
    return jobs;
  });

  return {
    people,
    prism: (chooseFolder) => {
      chooseFolderOf = chooseFolder;
      return prism();
    },
    ownModels,
    readyPrompts: async () => (await import('../personal/ready-prompts.ts')).readReadyPrompts(join(resourcesFolder, 'prompts')),
    async previewPrompt(request) {
      const { previewPrompt } = await import('../personal/prompt-preview.ts');
      return previewPrompt(request, { storage, shelf, settings, studyOf: draftOf });
    },
    summaries,
    preferences,
    tuning,
    async personalise(planned) {
      const { isPersonal, personalise } = await import('../personal/personalise.ts');
      if (!isPersonal(planned.study)) return { models: settings.resolveModels(planned.study, null) };
      return personalise(planned, { settings, ownModels: await ownModels(), contextOf: await context() });
    },
    async checkParticipant(planned) {
      const [{ isPersonal, wantingFor }, { checkParticipant }] = await Promise.all([
        import('../personal/personalise.ts'),
        import('../personal/participant-check.ts'),
      ]);
      if (!isPersonal(planned.study)) return [];
      return checkParticipant(planned, await ownModels(), wantingFor(planned, await context()));
    },
    isImporting,
    hasOpenJobs: () => storage.listTuningRows().length > 0,
    makeWayForSession() {
      opened.people?.keyFile.close();
      opened.prism?.makeWayForSession();
      opened.preferences?.stopPreview();
    },
    async close() {
      opened.people?.keyFile.close();
      opened.preferences?.stopPreview();
      await Promise.all([opened.prism?.close(), opened.tuning?.close()]);
    },
  };
}
