import type { HomeView, moderatorContract, PreflightCheck } from '../../shared/contract/moderator.ts';
import { moderatorCommands, type ModeratorCommand } from '../../shared/session/commands.ts';
import type { LiveView } from '../../shared/session/views.ts';
import type { StudyExport } from '../exchange/export-study.ts';
import type { CurrentSession } from '../live/current-session.ts';
import type { Review } from '../review/review.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import { requireNoSession } from './closed-in-session.ts';
import { designHandlers, type DesignServices } from './design-calls.ts';
import { ownModelHandlers, type OwnModelServices } from './own-model-calls.ts';
import { valueOf } from './participant-calls.ts';
import { peopleHandlers, type PeopleServices } from './people-calls.ts';
import { personalHandlers, type PersonalServices } from './personal-calls.ts';
import { preferenceHandlers, type PreferenceServices } from './preference-calls.ts';
import { prismHandlers, type PrismServices } from './prism-calls.ts';
import type { Handlers } from './register-contract.ts';
import { rehearsalHandlers, type RehearsalServices } from './rehearsal-calls.ts';
import { tuningHandlers, type TuningServices } from './tuning-calls.ts';

/** The participant's window, as far as the moderator steers it. */
interface SteeredWindow {
  show(display: 'second' | 'same'): void;
  bringBack(): void;
  close(): void;
  place(): 'second' | 'same' | 'closed';
}

export interface ModeratorServices
  extends DesignServices,
    RehearsalServices,
    PeopleServices,
    PrismServices,
    PersonalServices,
    OwnModelServices,
    PreferenceServices,
    TuningServices {
  readonly current: CurrentSession;
  readonly settings: Settings;
  readonly review: () => Promise<Review>;
  readonly schedule: Schedule;
  readonly storage: Pick<Storage, 'verify'>;
  readonly participantWindow: SteeredWindow;
  home(): HomeView;
  preflight(studyId: string): Promise<PreflightCheck[]>;
  checkParticipant(studyId: string, participantCode: string): Promise<PreflightCheck[]>;
  freeBytes(): number | null;
  /** Asks where to; null when that was cancelled. */
  exportStudy(studyId: string): Promise<StudyExport | null>;
}

type CommandHandlers = Pick<Handlers<typeof moderatorContract>, keyof typeof moderatorCommands>;

const connectionMilliseconds = 60_000;

/** What answers to each call of the moderator's window. */
export function moderatorCalls(services: ModeratorServices): Handlers<typeof moderatorContract> {
  const { current, participantWindow, schedule, storage } = services;
  const commands = Object.fromEntries(
    Object.keys(moderatorCommands).map((kind) => [
      kind,
      (input: object): LiveView => valueOf(current.require().moderator({ kind, ...input } as ModeratorCommand)),
    ]),
  ) as unknown as CommandHandlers;
  return {
    ...commands,
    'home/get': () => services.home(),
    'preflight/run': ({ studyId }) => services.preflight(studyId),
    'session/start': async ({ display, ...request }) => {
      const view = await current.start(request);
      participantWindow.show(display);
      return view;
    },
    'session/continue': async ({ sessionId, display }) => {
      const view = await current.continue(sessionId);
      participantWindow.show(display);
      return view;
    },
    'participant/next': ({ studyId, participantCode }) => ({ ...schedule.next(studyId, participantCode) }),
    'participant/check': ({ studyId, participantCode }) => services.checkParticipant(studyId, participantCode),
    'progress/get': ({ studyId }) => schedule.progress(studyId),
    'live/get': () => current.liveView(),
    'participant-window/show': () => {
      current.require();
      participantWindow.bringBack();
      return {};
    },
    'laptop/get': () => ({ freeBytes: services.freeBytes(), participantWindow: participantWindow.place() }),
    'session/close': () => {
      current.leave();
      participantWindow.close();
      return {};
    },
    'transcript/get': async ({ sessionId }) => (await services.review()).transcript(sessionId),
    'transcript/unblind': async ({ sessionId, reason }) => (await services.review()).unblind(sessionId, reason),
    'transcript/void': async ({ sessionId, reason }) => (await services.review()).voidSession(sessionId, reason),
    'study/export': ({ studyId }) => {
      // The archive names the arm of every response, those of the running session included.
      requireNoSession(current);
      return services.exportStudy(studyId);
    },
    'storage/verify': () => {
      const { sound, findings } = storage.verify();
      return { sound, findings: [...findings] };
    },
    ...settingsCalls(services),
    ...designHandlers(services),
    ...rehearsalHandlers(services),
    ...peopleHandlers(services),
    ...prismHandlers(services),
    ...personalHandlers(services),
    ...ownModelHandlers(services),
    ...preferenceHandlers(services),
    ...tuningHandlers(services),
  };
}

type SettingsCalls = Pick<
  Handlers<typeof moderatorContract>,
  Extract<keyof typeof moderatorContract, `settings/${string}`>
>;

function settingsCalls({ settings, current }: ModeratorServices): SettingsCalls {
  const view = (): ReturnType<Settings['view']> => settings.view(current.isRunning());
  /** Names of models must not come up while somebody judges them. */
  const requireOpen = (): void => requireNoSession(current, 'session.settings-locked');
  const changing = (change: () => void): ReturnType<Settings['view']> => {
    requireOpen();
    change();
    return view();
  };
  const endpointOf = (providerId: string) => () =>
    settings.endpointOf({ providerId, baseURL: settings.addressOf(providerId) });
  return {
    'settings/get': view,
    'settings/set-appearance': (appearance) => {
      settings.setAppearance(appearance);
      return view();
    },
    'settings/set-pin': async ({ pin }) => {
      await settings.setPin(pin);
      return view();
    },
    'settings/save-provider': (provider) => changing(() => settings.saveProvider(provider)),
    'settings/remove-provider': ({ providerId }) => changing(() => settings.removeProvider(providerId)),
    'settings/list-models': async ({ providerId }) => {
      requireOpen();
      const { fetchModels } = await import('../settings/check-provider.ts');
      return fetchModels(endpointOf(providerId), AbortSignal.timeout(connectionMilliseconds));
    },
    'settings/test-connection': async ({ providerId, model, parameters }) => {
      requireOpen();
      const { checkModel } = await import('../settings/check-provider.ts');
      return checkModel(endpointOf(providerId), model, parameters, AbortSignal.timeout(connectionMilliseconds));
    },
    'settings/map-arm': ({ studyId, mapping }) => changing(() => settings.mapArm(studyId, mapping)),
    'settings/reset-arm': ({ studyId, armId }) => changing(() => settings.resetArm(studyId, armId)),
  };
}
