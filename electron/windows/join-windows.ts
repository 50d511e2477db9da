import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, screen, type BrowserWindow } from 'electron';
import ElectronStore from 'electron-store';
import { moderatorContract } from '../../shared/contract/moderator.ts';
import { participantContract } from '../../shared/contract/participant.ts';
import { LiveView, ParticipantView } from '../../shared/session/views.ts';
import { homeView } from '../home/home-view.ts';
import type { DesignServices } from '../ipc/design-calls.ts';
import { moderatorCalls } from '../ipc/moderator-calls.ts';
import { participantCalls } from '../ipc/participant-calls.ts';
import { createViewPusher } from '../ipc/push-view.ts';
import { createMessageRecorder } from '../ipc/record-messages.ts';
import { registerContract, type Border } from '../ipc/register-contract.ts';
import { keepBackups } from '../live/keep-backups.ts';
import { ClockWatch } from '../preflight/clock-watch.ts';
import { databaseIsSound } from '../preflight/database.ts';
import { freeBytesAt } from '../preflight/free-bytes.ts';
import { runPreflight, type PreflightSurroundings } from '../preflight/preflight.ts';
import { PinGate } from '../settings/pin.ts';
import { createSystemSecrets } from '../settings/secrets.ts';
import type { Log } from '../start-up/log.ts';
import { openServices, type Services } from '../start-up/open-services.ts';
import { exportStudyWithDialog, importWithDialog, summaryWithDialog } from './design-dialogs.ts';
import { exportWithDialog } from './export-dialog.ts';
import { chooseFolder } from './file-dialogs.ts';
import type { OpenWindows } from './app-surroundings.ts';
import { chooseKeyFile, chooseTable, makeKeyFile, openModelTable, saveModelTable, saveTable } from './people-dialogs.ts';
import { pageRoot, type PageName } from './page-source.ts';
import { createParticipantWindow, type ParticipantWindow } from './participant-window.ts';
import { powerSource, watchPower } from './power.ts';
import { sayThatSettingsWereSetAside } from './settings-dialog.ts';

export interface JoinedWindows {
  /** The moderator's page has asked for what it shows first. */
  readonly firstHome: Promise<void>;
  isSessionRunning(): boolean;
  recordIncident(text: string): void;
  /** False when no session needs it. */
  readonly bringParticipantBack: () => boolean;
}

const preflightMilliseconds = 60_000;
/** After the first page: by then it is painted. */
const restMilliseconds = 1_000;

/** Opens the services and answers the calls of both windows with them. */
export async function joinWindows(windows: OpenWindows): Promise<JoinedWindows> {
  const { options, dataFolder, log, moderator } = windows;
  const services = await openServices({
    dataFolder,
    resourcesFolder: join(app.getAppPath(), 'resources'),
    rehearsalWorker: pathToFileURL(join(windows.build, 'rehearsal-worker.js')),
    development: options.development,
    environment: process.env,
    secrets: createSystemSecrets(),
    createStore: (folder) => new ElectronStore<Record<string, unknown>>({ cwd: folder, name: 'settings' }),
  });
  app.on('will-quit', () => {
    // Nothing waits to be saved; what is still under way is marked as interrupted at the next start.
    void services.close().catch((error: unknown) => log(`Closing: ${String(error)}`));
  });
  const { current, settings, storage } = services;
  const participant = openableParticipantWindow(windows, services);
  const clock = new ClockWatch({ utcMilliseconds: Date.now, monotonicMilliseconds: () => performance.now() });
  const borderOf = bordersOf(windows);
  const freeBytes = (): number | null => freeBytesAt(dataFolder);

  let homeAsked = (): void => undefined;
  const firstHome = new Promise<void>((resolve) => {
    homeAsked = resolve;
  });
  const moderatorBorder = borderOf('moderator', () => (moderator.isDestroyed() ? null : moderator.webContents));
  const participantBorder = borderOf('participant', () => participant.contents());
  registerContract(
    moderatorContract,
    moderatorCalls({
      current,
      settings,
      storage,
      review: services.review,
      schedule: services.schedule,
      participantWindow: participant,
      freeBytes,
      home() {
        homeAsked();
        return homeView({
          appVersion: app.getVersion(),
          storage,
          shelf: services.shelf,
          schedule: services.schedule,
          liveSessionId: () => current.get()?.sessionId ?? null,
          pinIsSet: () => settings.pin() !== null,
          displays: countDisplays,
        });
      },
      preflight: (studyId) =>
        runPreflight(services.shelf.current(studyId).study, preflightSurroundings(services, clock, freeBytes)),
      designs: services.designs,
      rehearsals: services.rehearsals,
      // Loaded when it is asked for: the statistics are no part of a session.
      blindingReport: async (studyId) => {
        const { blindingReportOf } = await import('../blinding/report.ts');
        return JSON.parse(JSON.stringify(blindingReportOf(storage, services.shelf, studyId))) as Awaited<ReturnType<DesignServices['blindingReport']>>;
      },
      designDialogs: {
        importStudy: async () => importWithDialog(moderator, await services.designs()),
        exportStudy: async (studyId, digest) =>
          exportStudyWithDialog(moderator, (await services.designs()).studyOf(studyId, digest), digest === null ? '-draft' : ''),
        summary: async (studyId, digest, format) =>
          summaryWithDialog(moderator, (await services.designs()).summaryFacts(studyId, digest), format, windows.pages),
      },
      ...roomsOf(services, moderator),
      exportStudy: (studyId) => exportWithDialog(moderator, storage, services.shelf.current(studyId).study),
    }),
    moderatorBorder,
  );
  registerContract(
    participantContract,
    participantCalls({
      current,
      settings,
      pinGate: new PinGate(() => settings.pin(), () => performance.now()),
      leaveWindow: () => participant.leave(),
    }),
    participantBorder,
  );
  const pushToParticipant = createViewPusher({ ...participantBorder, schema: ParticipantView });
  const pushToModerator = createViewPusher({ ...moderatorBorder, schema: LiveView.nullable() });
  current.onChange(() => {
    pushToParticipant(current.participantView());
    pushToModerator(current.liveView());
  });
  watchPower(current, clock, log);
  keepBackups(storage, current, Date.now, log);
  sayThatSettingsWereSetAside(services.settingsFile, log);
  void firstHome.then(() => setTimeout(() => prepareRooms(services, log), restMilliseconds).unref());
  return {
    firstHome,
    isSessionRunning: () => current.isRunning(),
    recordIncident: (text) => current.recordIncident(text),
    bringParticipantBack() {
      const wanted = current.isRunning() && participant.place() !== 'closed';
      if (wanted) participant.bringBack();
      return wanted;
    },
  };
}

/** What the moderator's window asks about people, with the dialogs that need it. */
function roomsOf({ rooms, schedule }: Services, moderator: BrowserWindow) {
  const choose = (title: string): Promise<string | null> => chooseFolder(moderator, title);
  return {
    people: rooms.people,
    prism: () => rooms.prism(choose),
    ownModels: rooms.ownModels,
    readyPrompts: rooms.readyPrompts,
    previewPrompt: rooms.previewPrompt,
    summaries: rooms.summaries,
    preferences: rooms.preferences,
    tuning: rooms.tuning,
    checkParticipant: async (studyId: string, participantCode: string) => {
      const coming = schedule.coming(studyId, participantCode);
      return coming === null ? [] : rooms.checkParticipant(coming);
    },
    chooseFolder: choose,
    peopleDialogs: {
      chooseTable: () => chooseTable(moderator),
      saveTable: (studyId: string) => saveTable(moderator, studyId),
      chooseKeyFile: () => chooseKeyFile(moderator),
      makeKeyFile: () => makeKeyFile(moderator),
    },
    ownModelDialogs: {
      openTable: () => openModelTable(moderator),
      saveTable: (name: string, text: string) => saveModelTable(moderator, name, text),
    },
  };
}

/** Reads what the first window did not wait for. */
function prepareRooms({ current, rehearsals, rooms }: Services, log: Log): void {
  Promise.all([current.prepare(), rehearsals(), ...(rooms.hasOpenJobs() ? [rooms.tuning()] : [])]).catch((error: unknown) => log(`Preparing: ${String(error)}`));
}

function openableParticipantWindow(windows: OpenWindows, { current, settings }: Services): ParticipantWindow {
  const participant = createParticipantWindow({
    source: windows.source,
    pages: windows.pages,
    preload: join(windows.build, 'preload-participant.cjs'),
    moderatorWindow: () => (windows.moderator.isDestroyed() ? null : windows.moderator),
    onLeaveWanted() {
      if (settings.pin() === null) participant.leave();
      else participant.contents()?.send('participant:ask-pin');
    },
    onIncident(text) {
      windows.log(text);
      current.recordIncident(text);
    },
  });
  return participant;
}

/** The border of each window: who may call, and where its views go. */
function bordersOf({ options, registry, source, log }: OpenWindows) {
  const file = options.development.recordMessages;
  const recording = file === null ? {} : { record: createMessageRecorder(file) };
  return (window: PageName, contents: () => Electron.WebContents | null) => {
    const border: Border = {
      window,
      registry,
      page: { root: pageRoot(source, window), contentsId: () => contents()?.id ?? null },
      log,
      ...recording,
    };
    return { ...border, receiver: contents };
  };
}

function preflightSurroundings(
  { settings, storage }: Services,
  clock: ClockWatch,
  freeBytes: () => number | null,
): PreflightSurroundings {
  return {
    resolveModels: (study) => settings.resolveModels(study, null),
    checkModel: async (model) => {
      const { checkModel } = await import('../settings/check-provider.ts');
      const signal = AbortSignal.timeout(preflightMilliseconds);
      return checkModel(() => settings.endpointOf(model), model.model, model.parameters, signal);
    },
    dependsOnMemory: (models) => settings.dependsOnMemory(models),
    freeBytes,
    databaseIsSound: () => databaseIsSound(storage),
    erasingIsUnfinished: () => storage.erasingIsUnfinished(),
    clockIsSane: () => clock.isSane(),
    displays: countDisplays,
    power: powerSource,
    pinIsSet: () => settings.pin() !== null,
  };
}

function countDisplays(): number {
  return screen.getAllDisplays().length;
}
