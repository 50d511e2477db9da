import type { PreflightCheck } from '../../shared/contract/moderator.ts';
import { isOwnModelArm } from '../../shared/personal/own-model.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { OwnModels } from './own-models.ts';

/** What prompts would want to know of a participant, and what is done where that is not known. */
export interface Wanting {
  /** Fields without which the session is not begun. */
  readonly refused: readonly string[];
  /** Fields that are left out, or replaced by a text. */
  readonly dropped: readonly string[];
}

/**
 * Says before a session whether a participant has what personal arms need. Counts and fields only: neither
 * arm nor model is named.
 * @param wanting null when no arm is told anything about the participant
 */
export async function checkParticipant(
  study: Study,
  participantCode: string,
  ownModels: Pick<OwnModels, 'forSession'>,
  wanting: Wanting | null,
): Promise<PreflightCheck[]> {
  const lines: PreflightCheck[] = [];
  const total = study.arms.filter(isOwnModelArm).length;
  if (total > 0) lines.push(await checkOwnModels(study, participantCode, ownModels, total));
  if (wanting !== null) lines.push(checkWanting(wanting));
  return lines;
}

async function checkOwnModels(study: Study, participantCode: string, ownModels: Pick<OwnModels, 'forSession'>, total: number): Promise<PreflightCheck> {
  const line = (verdict: PreflightCheck['verdict'], reason: string): PreflightCheck => ({ id: 'own-models', verdict, reason, values: { total } });
  try {
    const found = await ownModels.forSession(study, participantCode);
    return [...found.values()].some(({ standing }) => standing === 'common') ? line('attention', 'common') : line('ok', 'ok');
  } catch (error) {
    if (!(error instanceof CallRefusal)) throw error;
    return line('problem', error.code === 'no-own-model' ? 'none' : 'unreachable');
  }
}

function checkWanting({ refused, dropped }: Wanting): PreflightCheck {
  const line = (verdict: PreflightCheck['verdict'], reason: string, fields: readonly string[]): PreflightCheck => ({
    id: 'about-participant',
    verdict,
    reason,
    values: { fields: fields.join(', ') },
  });
  if (refused.length > 0) return line('problem', 'refused', refused);
  return dropped.length > 0 ? line('attention', 'dropped', dropped) : line('ok', 'ok', []);
}
