import type { OwnModelStanding } from '../session/events.ts';
import type { Arm, OwnModel } from '../study/arms.ts';

/** How a participant is called, as rules for model names may use it. */
export interface NamedParticipant {
  readonly participantCode: string;
  /** What the person is called in imported data; null for nothing. */
  readonly originId: string | null;
}

/** Where the model of a participant stands, before anybody asked whether it answers. */
export interface OwnModelName {
  readonly standing: Extract<OwnModelStanding, 'mapped' | 'rule'>;
  /** Null for the provider of the arm's common model. */
  readonly providerId: string | null;
  readonly model: string;
}

export type OwnModelArm = Arm & { readonly personalisation: OwnModel };

export function isOwnModelArm(arm: Arm): arm is OwnModelArm {
  return arm.personalisation.kind === 'own-model';
}

/**
 * The model that a participant should have: the one named for them, else the one that the rule names.
 * Null when neither says anything; a rule with {source} says nothing of people from nowhere.
 */
export function ownModelNameOf(
  { personalisation }: OwnModelArm,
  named: { readonly providerId: string; readonly model: string } | null,
  { participantCode, originId }: NamedParticipant,
): OwnModelName | null {
  if (named !== null) return { standing: 'mapped', ...named };
  const { model: rule } = personalisation;
  if (rule === null || (rule.includes('{source}') && originId === null)) return null;
  // In one go and by function: names of people in imported data may hold braces and dollar signs.
  const model = rule.replaceAll(/\{(participant|source)\}/gu, (_, which) => (which === 'source' ? (originId ?? '') : participantCode));
  return { standing: 'rule', providerId: null, model };
}
