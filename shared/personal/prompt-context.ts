import type { Survey } from '../questionnaire/form.ts';
import type { Answers, PersonalContext } from '../session/events.ts';
import type { Study } from '../study/protocol.ts';

/** A questionnaire that was answered. */
export interface AnsweredStage {
  readonly stageId: string;
  /** Planned session that it belongs to, 1 first. */
  readonly sessionNumber: number;
  readonly survey: Survey;
  readonly answers: Answers;
}

/** All that a prompt may be told, at one moment of one conversation. */
export interface PromptContext {
  /** Where answers are looked for, first to last. */
  readonly answers: readonly AnsweredStage[];
  /** Null when no arm of the session asks for it, and for somebody of whom nothing is known. */
  readonly personal: PersonalContext | null;
  /** What the type of the running conversation is called: its id and its label. Empty for none. */
  readonly types: readonly string[];
  /** The opening message of the running conversation; empty before there is one. */
  readonly message: string;
}

/**
 * Answers in the order in which prompts look for them: those of the running session, then those of earlier
 * ones, the latest first; within a session in the order of its stages.
 */
export function answeredStagesOf(
  study: Study,
  now: { readonly answers: Readonly<Record<string, Answers>>; readonly earlierAnswers: Readonly<Record<string, Answers>> },
): readonly AnsweredStage[] {
  const stages = study.sessions.map(({ stages }, index) =>
    stages.flatMap((stage) => (stage.kind === 'questionnaire' ? [{ stageId: stage.id, sessionNumber: index + 1, survey: stage.survey }] : [])),
  );
  const answered = (each: Omit<AnsweredStage, 'answers'>, by: Readonly<Record<string, Answers>>): readonly AnsweredStage[] => {
    const answers = by[each.stageId];
    return answers === undefined ? [] : [{ ...each, answers }];
  };
  return [
    ...stages.flat().flatMap((each) => answered(each, now.answers)),
    ...stages.toReversed().flat().flatMap((each) => (now.answers[each.stageId] === undefined ? answered(each, now.earlierAnswers) : [])),
  ];
}

/** What the type of a conversation is called in a study; empty when it has none. */
export function namesOfType(study: Study, stageId: string, typeId: string | null): readonly string[] {
  const stage = study.sessions.flatMap(({ stages }) => stages).find((each) => each.id === stageId);
  if (typeId === null || stage === undefined || (stage.kind !== 'conversations' && stage.kind !== 'practice')) return [];
  const type = stage.conversations.types.find(({ id }) => id === typeId);
  return type === undefined ? [] : [type.id, type.label];
}
