import { needsOf, neededContext, unmetNeeds } from '../../shared/personal/needs.ts';
import type { NewSession } from '../../shared/session/create-session.ts';
import type { PersonalContext } from '../../shared/session/events.ts';
import type { Arm } from '../../shared/study/arms.ts';
import { stagesOf, type Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { ComingSession } from '../schedule/schedule.ts';
import type { Settings } from '../settings/settings.ts';
import type { OwnModels } from './own-models.ts';
import type { Wanting } from './participant-check.ts';

export interface PersonaliseSurroundings {
  readonly settings: Pick<Settings, 'resolveModels'>;
  readonly ownModels: Pick<OwnModels, 'forSession'>;
  /** Everything that prompts may be told of a participant. */
  readonly contextOf: (studyId: string, participantCode: string) => PersonalContext;
}

/**
 * The models of a session, and the part of what is known about its participant that its prompts ask for.
 * @throws CallRefusal when the study's terms are not met; the sentence names fields, never arms or models
 */
export async function personalise(planned: ComingSession, { settings, ownModels, contextOf }: PersonaliseSurroundings): Promise<Pick<NewSession, 'models' | 'personal'>> {
  const { study, participantCode, sessionNumber } = planned;
  const personal = neededContext(study, contextOf(study.id, participantCode));
  const { refused } = wantingOf(planned, personal);
  if (refused.length > 0) throw new CallRefusal('about-participant-missing', message('personal.missing', { fields: refused.join(', ') }));
  const models = settings.resolveModels(study, await ownModels.forSession(study, participantCode, sessionNumber));
  return personal === null ? { models } : { models, personal };
}

/** What prompts want to know and do not; null when no prompt is told anything. */
export function wantingFor(planned: ComingSession, contextOf: PersonaliseSurroundings['contextOf']): Wanting | null {
  const personal = neededContext(planned.study, contextOf(planned.study.id, planned.participantCode));
  return personal === null ? null : wantingOf(planned, personal);
}

function wantingOf(planned: ComingSession, personal: PersonalContext | null): Wanting {
  const { study } = planned;
  const arms = armsOf(study);
  const refused = arms.flatMap((arm) => unmetNeeds(study, arm, personal, planned).map(({ name, field }) => field ?? name));
  const missing = arms.flatMap((arm) =>
    arm.personalisation.kind === 'prompt'
      ? needsOf(study, arm.personalisation, arm.id, personal, planned).filter(({ askedInSession }) => !askedInSession).map(({ name, field }) => field ?? name)
      : [],
  );
  return { refused: [...new Set(refused)], dropped: [...new Set(missing)].filter((field) => !refused.includes(field)) };
}

/** Whether a study tells a model anything about its participants, or has models of their own. */
export function isPersonal(study: Study): boolean {
  return armsOf(study).some(({ personalisation }) => personalisation.kind !== 'none');
}

/** The arms, and what stands in for them in practice. */
function armsOf(study: Study): readonly Arm[] {
  return [...study.arms, ...stagesOf(study).flatMap((stage) => (stage.kind === 'practice' ? stage.arms : []))];
}
