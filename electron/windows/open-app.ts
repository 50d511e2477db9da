import { join } from 'node:path';
import { app, ipcMain, screen, type BrowserWindow } from 'electron';
import ElectronStore from 'electron-store';
import { moderatorContract } from '../../shared/contract/moderator.ts';
import { participantContract } from '../../shared/contract/participant.ts';
import { LiveView, ParticipantView } from '../../shared/session/views.ts';
import { homeView } from '../home/home-view.ts';
import { moderatorCalls } from '../ipc/moderator-calls.ts';
import { participantCalls } from '../ipc/participant-calls.ts';
import { createViewPusher } from '../ipc/push-view.ts';
import { createMessageRecorder } from '../ipc/record-messages.ts';
import { registerContract, type Border } from '../ipc/register-contract.ts';
import { keepBackups } from '../live/keep-backups.ts';
import { ClockWatch } from '../preflight/clock-watch.ts';
import { databaseIsSound } from '../preflight/database.ts';
import { freeBytesAt } from '../preflight/free-bytes.ts';
import { runPreflight } from '../preflight/preflight.ts';
import { checkModel } from '../settings/check-provider.ts';
import { PinGate } from '../settings/pin.ts';
import { createSystemSecrets } from '../settings/secrets.ts';
import { logFileName, openLog } from '../start-up/log.ts';
import { openServices, type Services } from '../start-up/open-services.ts';
import type { StartOptions } from '../start-up/options.ts';
import { exportWithDialog } from './export-dialog.ts';
import { setMenu } from './menu.ts';
import { openModeratorWindow } from './moderator-window.ts';
import { pageRoot, type PageName, type PageSource } from './page-source.ts';
import { createParticipantWindow, type ParticipantWindow } from './participant-window.ts';
import { powerSource, watchPower } from './power.ts';
import { showFault } from './problem-dialog.ts';
import { createPageSession, refuseEverythingElse } from './secure-window.ts';
import { sayThatSettingsWereSetAside } from './settings-dialog.ts';

export interface AppSurroundings {
  readonly options: StartOptions;
  readonly dataFolder: string;
  /** Folder of the built files. */
  readonly build: string;
}

export interface RunningApp {
  focus(): void;
  readonly firstPageShown: Promise<void>;
}

const preflightMilliseconds = 60_000;

/** Opens services and windows and joins them. Throws when the data folder can't be used. */
export async function openApp({ options, dataFolder, build }: AppSurroundings): Promise<RunningApp> {
  const log = openLog(dataFolder);
  reportFaults(log, join(dataFolder, logFileName));
  refuseEverythingElse(log);
  // The database opens while Electron gets ready.
  const opening = openServices({
    dataFolder,
    studiesFolder: join(app.getAppPath(), 'resources', 'studies'),
    development: options.development,
    environment: process.env,
    secrets: createSystemSecrets(),
    createStore: (folder) => new ElectronStore<Record<string, unknown>>({ cwd: folder, name: 'settings' }),
  });
  const [services] = await Promise.all([opening, app.whenReady()]);
  setMenu();
  return joinWindows(services, { options, dataFolder, build }, log);
}

function joinWindows(services: Services, surroundings: AppSurroundings, log: (line: string) => void): RunningApp {
  const { current, settings, storage } = services;
  const source: PageSource = {
    folder: join(surroundings.build, 'renderer'),
    developmentServer: surroundings.options.development.server,
  };
  const pages = createPageSession(source);
  const preloadOf = (page: PageName): string => join(surroundings.build, `preload-${page}.cjs`);
  let moderator: BrowserWindow | null = null;

  const participant = createParticipantWindow({
    source,
    pages,
    preload: preloadOf('participant'),
    moderatorWindow: () => moderator,
    onLeaveWanted: () => leaveOrAsk(),
    onIncident(text) {
      log(text);
      current.recordIncident(text);
    },
  });
  const leaveOrAsk = (): void => {
    if (settings.pin() === null) participant.leave();
    else participant.contents()?.send('participant:ask-pin');
  };

  const recordMessages = surroundings.options.development.recordMessages;
  const record = recordMessages === null ? undefined : createMessageRecorder(recordMessages);
  const recording = record === undefined ? {} : { record };
  const borderOf = (window: PageName, contentsId: () => number | null): Border => ({
    window,
    registry: ipcMain,
    page: { root: pageRoot(source, window), contentsId },
    log,
    ...recording,
  });

  const clock = new ClockWatch({ utcMilliseconds: Date.now, monotonicMilliseconds: () => performance.now() });
  let homeAsked = (): void => undefined;
  const firstHome = new Promise<void>((resolve) => {
    homeAsked = resolve;
  });
  registerContract(
    moderatorContract,
    moderatorCalls({
      current,
      settings,
      storage,
      review: services.review,
      participantWindow: participant,
      home() {
        homeAsked();
        return homeView({
          appVersion: app.getVersion(),
          storage,
          shelf: services.shelf,
          liveSessionId: () => current.get()?.sessionId ?? null,
          pinIsSet: () => settings.pin() !== null,
          displays: countDisplays,
        });
      },
      preflight: (studyId) =>
        runPreflight(services.shelf.current(studyId).study, {
          resolveModels: (study) => settings.resolveModels(study),
          checkModel: (model) =>
            checkModel(() => settings.endpointOf(model), model.model, model.parameters, AbortSignal.timeout(preflightMilliseconds)),
          dependsOnMemory: (models) => settings.dependsOnMemory(models),
          freeBytes: () => freeBytesAt(surroundings.dataFolder),
          databaseIsSound: () => databaseIsSound(storage),
          clockIsSane: () => clock.isSane(),
          displays: countDisplays,
          power: powerSource,
          pinIsSet: () => settings.pin() !== null,
        }),
      freeBytes: () => freeBytesAt(surroundings.dataFolder),
      exportStudy: (studyId) => exportWithDialog(moderator, storage, services.shelf.current(studyId).study),
    }),
    borderOf('moderator', () => contentsIdOf(moderator)),
  );
  registerContract(
    participantContract,
    participantCalls({
      current,
      settings,
      pinGate: new PinGate(() => settings.pin(), () => performance.now()),
      leaveWindow: () => participant.leave(),
    }),
    borderOf('participant', () => participant.contents()?.id ?? null),
  );

  pushViews(services, participant, () => moderator, log, recording);
  watchPower(current, clock, log);
  keepBackups(storage, current, Date.now, log);
  moderator = openModeratorWindow({
    source,
    pages,
    preload: preloadOf('moderator'),
    isSessionRunning: () => current.isRunning(),
    onClosed: () => app.quit(),
    onCrash(what) {
      log(`The moderator's window stopped: ${what}`);
      current.recordIncident(`The moderator's window stopped (${what}) and was reloaded.`);
    },
  });
  const opened = moderator;
  const firstPaint = new Promise<void>((resolve) => opened.once('ready-to-show', () => resolve()));
  closeServicesOnQuit(services, log);
  sayThatSettingsWereSetAside(services.settingsFile, log);
  return {
    firstPageShown: Promise.all([firstPaint, firstHome]).then(() => undefined),
    focus() {
      if (participant.place() !== 'closed' && current.isRunning()) participant.bringBack();
      else {
        if (opened.isMinimized()) opened.restore();
        opened.show();
        opened.focus();
      }
    },
  };
}

function pushViews(
  { current }: Services,
  participant: ParticipantWindow,
  moderator: () => BrowserWindow | null,
  log: (line: string) => void,
  recording: Pick<Border, 'record'>,
): void {
  const pushParticipant = createViewPusher({
    window: 'participant',
    schema: ParticipantView,
    receiver: () => participant.contents(),
    log,
    ...recording,
  });
  const pushModerator = createViewPusher({
    window: 'moderator',
    schema: LiveView.nullable(),
    receiver: () => {
      const window = moderator();
      return window === null || window.isDestroyed() ? null : window.webContents;
    },
    log,
    ...recording,
  });
  current.onChange(() => {
    pushParticipant(current.participantView());
    pushModerator(current.liveView());
  });
}

function closeServicesOnQuit(services: Services, log: (line: string) => void): void {
  app.on('will-quit', () => {
    // Nothing waits to be saved; what is still under way is marked as interrupted at the next start.
    void services.close().catch((error: unknown) => log(`Closing: ${String(error)}`));
  });
}

function reportFaults(log: (line: string) => void, logFile: string): void {
  const report = (error: unknown): void => {
    log(`Fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (app.isReady()) showFault(logFile);
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}

function contentsIdOf(window: BrowserWindow | null): number | null {
  return window === null || window.isDestroyed() ? null : window.webContents.id;
}

function countDisplays(): number {
  return screen.getAllDisplays().length;
}
