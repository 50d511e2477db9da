import { questionsOf } from '../questionnaire/questions.ts';
import type { Answers, PersonalContext } from '../session/events.ts';
import type { Arm, PersonalPrompt } from '../study/arms.ts';
import { sessionPlanOf, type Study } from '../study/protocol.ts';
import type { Stage } from '../study/stages.ts';
import { isOfType } from './examples.ts';
import { partsOf } from './fields.ts';
import { fillPrompt, placeholderOf } from './fill-prompt.ts';
import { answeredStagesOf } from './prompt-context.ts';
import { placeholdersOf } from './template.ts';
import { statedPreferences } from './top-preferences.ts';

/** The session that is about to begin. */
export interface ComingSession {
  readonly sessionNumber: number;
  /** What the participant answered in earlier sessions, by stage. */
  readonly earlierAnswers: Readonly<Record<string, Answers>>;
}

/** Whether a prompt's placeholder with nothing behind it will be asked for in time. */
interface Need {
  /** Name of the placeholder. */
  readonly name: string;
  /** Field that is missing; null for examples and the summary. */
  readonly field: string | null;
  /** Whether a questionnaire of the coming session asks for it before the arm first answers. */
  readonly askedInSession: boolean;
}

/**
 * What has nothing to say in a prompt as the session begins, in the order of the template. For examples of the
 * same type that is so when any type that the session may hold has none.
 */
export function needsOf(study: Study, prompt: PersonalPrompt, armId: string, personal: PersonalContext | null, coming: ComingSession): readonly Need[] {
  const { stages } = sessionPlanOf(study, coming.sessionNumber);
  const first = stages.findIndex((stage) => hasArm(study, stage, armId));
  const asked = new Set(
    stages.slice(0, Math.max(0, first)).flatMap((stage) => (stage.kind === 'questionnaire' ? questionsOf(stage.survey).map(({ name }) => name) : [])),
  );
  const answers = answeredStagesOf(study, { answers: {}, earlierAnswers: coming.earlierAnswers });
  const filled = fillPrompt({ ...prompt, budget: undefined }, { answers, personal, types: [], message: '' });
  return filled.placeholders.flatMap(({ name, kind, missing }): Need[] => {
    const placeholder = placeholderOf(prompt, name);
    const field = fieldOf(placeholder);
    const isMissing =
      placeholder.kind === 'examples' && placeholder.rule === 'same-type' ? !everyTypeHasOne(study, stages, armId, personal) : missing !== null;
    if (!isMissing) return [];
    return [{ name, field, askedInSession: kind !== 'examples' && field !== null && (asked.has(field) || asked.has(partsOf(field)[0])) }];
  });
}

/**
 * What keeps a session from being begun: placeholders of an arm that say `refuse`, have neither answer nor
 * profile, and are not asked for before the arm first answers. Empty when nothing does, and for an arm that
 * the coming session does without.
 */
export function unmetNeeds(study: Study, arm: Arm, personal: PersonalContext | null, coming: ComingSession): readonly Need[] {
  const { personalisation } = arm;
  if (personalisation.kind !== 'prompt') return [];
  if (!sessionPlanOf(study, coming.sessionNumber).stages.some((stage) => hasArm(study, stage, arm.id))) return [];
  return needsOf(study, personalisation, arm.id, personal, coming).filter(
    ({ name, askedInSession }) => !askedInSession && placeholderOf(personalisation, name).missing === 'refuse',
  );
}

/**
 * The part of what is known about a participant that the prompts of a study ask for; null when none does. No
 * more than that is written into a session.
 */
export function neededContext(study: Study, personal: PersonalContext): PersonalContext | null {
  const prompts = [...study.arms, ...study.sessions.flatMap(({ stages }) => stages.flatMap((stage) => (stage.kind === 'practice' ? stage.arms : [])))].flatMap(
    ({ personalisation }) => (personalisation.kind === 'prompt' ? [personalisation] : []),
  );
  const asked = prompts.flatMap((prompt) => placeholdersOf(prompt.template).map((name) => placeholderOf(prompt, name)));
  if (asked.length === 0) return null;
  const fields = new Set(asked.flatMap((placeholder) => fieldOf(placeholder) ?? []).flatMap((field) => [field, partsOf(field)[0]]));
  return {
    profile: Object.fromEntries(Object.entries(personal.profile).filter(([field]) => fields.has(field))),
    summary: asked.some(({ kind }) => kind === 'summary') ? personal.summary : null,
    exchanges: asked.some(({ kind }) => kind === 'examples') ? personal.exchanges : [],
  };
}

function fieldOf(placeholder: ReturnType<typeof placeholderOf>): string | null {
  if (placeholder.kind === 'field') return placeholder.field;
  return placeholder.kind === 'top-preferences' ? (placeholder.field ?? statedPreferences) : null;
}

function hasArm(study: Study, stage: Stage, armId: string): boolean {
  if (stage.kind === 'practice') return stage.arms.some(({ id }) => id === armId);
  return stage.kind === 'conversations' && study.arms.some(({ id }) => id === armId);
}

function everyTypeHasOne(study: Study, stages: readonly Stage[], armId: string, personal: PersonalContext | null): boolean {
  const types = stages.flatMap((stage) =>
    (stage.kind === 'practice' || stage.kind === 'conversations') && hasArm(study, stage, armId) ? stage.conversations.types : [],
  );
  const exchanges = personal?.exchanges ?? [];
  return types.every(({ id, label }) => exchanges.some((exchange) => isOfType(exchange, [id, label])));
}
