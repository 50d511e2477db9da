import type { PreflightCheck } from '../../shared/contract/moderator.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { ResolvedModels } from '../settings/resolve-models.ts';
import { checkModels, type CheckModel } from './check-models.ts';

export interface PreflightSurroundings {
  /** Throws `CallRefusal` when an arm is mapped to a provider that is gone. */
  resolveModels(study: Study): ResolvedModels;
  readonly checkModel: CheckModel;
  dependsOnMemory(models: ResolvedModels): boolean;
  /** Free bytes where the data folder is; null where the system does not say. */
  freeBytes(): number | null;
  databaseIsSound(): boolean;
  /** Whether words of somebody erased may still lie in the file. */
  erasingIsUnfinished(): boolean;
  /** Whether the wall clock shows a sane year and has run evenly since the start. */
  clockIsSane(): boolean;
  displays(): number;
  power(): 'mains' | 'battery' | 'unknown';
  pinIsSet(): boolean;
}

const gigabyte = 1024 ** 3;
/** A session takes a few megabytes; backups and the export take more. */
const lowBytes = 2 * gigabyte;
const fullBytes = 0.2 * gigabyte;

/** Looks at everything that can spoil a session, before it begins. Names no model: counts only. */
export async function runPreflight(study: Study, surroundings: PreflightSurroundings): Promise<PreflightCheck[]> {
  const models = surroundings.resolveModels(study).filter(({ armId }) => !isNeverCommon(study, armId));
  return [
    await checkModels(models, surroundings.checkModel),
    checkKeys(surroundings.dependsOnMemory(models)),
    checkDisk(surroundings.freeBytes()),
    checkDatabase(surroundings),
    surroundings.clockIsSane() ? line('clock', 'ok', 'ok') : line('clock', 'attention', 'odd'),
    surroundings.displays() > 1 ? line('display', 'ok', 'second') : line('display', 'attention', 'same'),
    checkPower(surroundings.power()),
    surroundings.pinIsSet() ? line('pin', 'ok', 'ok') : line('pin', 'attention', 'missing'),
  ];
}

function checkDatabase(surroundings: PreflightSurroundings): PreflightCheck {
  if (!surroundings.databaseIsSound()) return line('database', 'problem', 'damaged');
  return surroundings.erasingIsUnfinished() ? line('database', 'attention', 'erasing') : line('database', 'ok', 'ok');
}

/** The common model of an arm is of no account when everybody must have one of their own. */
function isNeverCommon(study: Study, armId: string): boolean {
  const personalisation = study.arms.find(({ id }) => id === armId)?.personalisation;
  return personalisation?.kind === 'own-model' && (personalisation.withoutOne ?? 'refuse') === 'refuse';
}

function checkKeys(onlyInMemory: boolean): PreflightCheck {
  return onlyInMemory ? line('keys', 'attention', 'memory-only') : line('keys', 'ok', 'ok');
}

function checkDisk(free: number | null): PreflightCheck {
  if (free === null) return line('disk', 'ok', 'ok', { free: -1 });
  if (free < fullBytes) return line('disk', 'problem', 'full', { free });
  return free < lowBytes ? line('disk', 'attention', 'low', { free }) : line('disk', 'ok', 'ok', { free });
}

function checkPower(power: 'mains' | 'battery' | 'unknown'): PreflightCheck {
  return line('power', power === 'battery' ? 'attention' : 'ok', power);
}

function line(
  id: PreflightCheck['id'],
  verdict: PreflightCheck['verdict'],
  reason: string,
  values: PreflightCheck['values'] = {},
): PreflightCheck {
  return { id, verdict, reason, values };
}
