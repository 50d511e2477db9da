import type { PreflightCheck } from '../../shared/contract/moderator.ts';
import { isOwnModelArm } from '../../shared/personal/own-model.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { ComingSession } from '../schedule/schedule.ts';
import type { OwnModels } from './own-models.ts';

type Planned = Pick<ComingSession, 'study' | 'participantCode' | 'sessionNumber'>;

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
  { study, participantCode, sessionNumber }: Planned,
  ownModels: Pick<OwnModels, 'forSession'>,
  wanting: Wanting | null,
): Promise<PreflightCheck[]> {
  const lines: PreflightCheck[] = [];
  const total = study.arms.filter(isOwnModelArm).length;
  const own = total === 0 ? null : await checkOwnModels({ study, participantCode, sessionNumber }, ownModels, total);
  if (own !== null) lines.push(own);
  if (wanting !== null) lines.push(checkWanting(wanting));
  return lines;
}

/** Null for a session that needs none. */
async function checkOwnModels({ study, participantCode, sessionNumber }: Planned, ownModels: Pick<OwnModels, 'forSession'>, total: number): Promise<PreflightCheck | null> {
  const line = (verdict: PreflightCheck['verdict'], reason: string): PreflightCheck => ({ id: 'own-models', verdict, reason, values: { total } });
  try {
    const found = await ownModels.forSession(study, participantCode, sessionNumber);
    if (found.size === 0) return null;
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
