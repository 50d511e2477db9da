import type { FilledPlaceholder, PlaceholderSource, PromptPreview } from '../../shared/contract/personal.ts';
import type { FilledSource } from '../../shared/personal/fields.ts';
import { fillPrompt, placeholderOf, type FilledPart } from '../../shared/personal/fill-prompt.ts';
import { needsOf } from '../../shared/personal/needs.ts';
import { answeredStagesOf, namesOfType } from '../../shared/personal/prompt-context.ts';
import type { ParticipantSummary, RegisteredParticipant } from '../../shared/people/participant.ts';
import { wholePrompt } from '../../shared/session/system-prompt.ts';
import type { Arm, PersonalPrompt } from '../../shared/study/arms.ts';
import { armsOfStage, stagesOf, type Study } from '../../shared/study/protocol.ts';
import { isTrialStage, type TrialStage } from '../../shared/study/stages.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message, type MainMessageKey } from '../messages/message.ts';
import type { Settings } from '../settings/settings.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';
import { answersSoFar, personalContextOf, type ContextStorage } from './person-context.ts';

export interface PreviewRequest {
  readonly studyId: string;
  readonly armId: string;
  readonly personalisation: PersonalPrompt;
  /** Null for somebody of whom nothing is known. */
  readonly participantCode: string | null;
  readonly typeId: string | null;
  readonly message: string;
}

export interface PreviewSurroundings {
  readonly storage: ContextStorage;
  readonly shelf: Pick<StudyShelf, 'version'>;
  readonly settings: Pick<Settings, 'commonModelOf'>;
  /** A study as it is used or being written. */
  readonly studyOf: (studyId: string) => Study | Promise<Study>;
}

/** What is known of the participant of a preview. */
interface Person {
  readonly registered: RegisteredParticipant | null;
  readonly summary: ParticipantSummary | null;
}

/**
 * The system prompt that an arm would be given in a participant's next session, with the source of every
 * placeholder and one sentence for everything that is not as one might expect.
 * @throws CallRefusal 'unknown-arm' for an arm that the study does not have
 */
export async function previewPrompt(request: PreviewRequest, surroundings: PreviewSurroundings): Promise<PromptPreview> {
  const { studyId, armId, personalisation: prompt, participantCode: code } = request;
  const { storage, shelf, settings } = surroundings;
  const study = await surroundings.studyOf(studyId);
  const stages = stagesOf(study).filter(isTrialStage).filter((stage) => armsOfStage(study, stage).some(({ id }) => id === armId));
  const arm = [...study.arms, ...stages.flatMap((stage) => armsOfStage(study, stage))].find(({ id }) => id === armId);
  if (arm === undefined) throw new CallRefusal('unknown-arm', message('settings.unknown-arm'));

  const personal = code === null ? null : personalContextOf(storage, shelf, studyId, code);
  const { answers, lastSession } = code === null ? { answers: {}, lastSession: 0 } : answersSoFar(storage, shelf, studyId, code);
  const stage = stageOf(stages, request.typeId);
  const coming = { sessionNumber: Math.min(lastSession + 1, study.sessions.length), earlierAnswers: answers };
  const filled = fillPrompt(prompt, {
    answers: answeredStagesOf(study, { answers: {}, earlierAnswers: answers }),
    personal,
    types: stage === null ? [] : namesOfType(study, stage.id, request.typeId),
    message: request.message,
  });
  const needs = new Map(needsOf(study, prompt, armId, personal, coming).map((need) => [need.name, need]));
  const refused = [...needs.values()].filter(({ name, askedInSession }) => !askedInSession && placeholderOf(prompt, name).missing === 'refuse');
  const person = {
    registered: code === null ? null : storage.readParticipant(studyId, code),
    summary: code === null ? null : storage.readSummary(studyId, code),
  };
  const placeholders = filled.placeholders.map((part): FilledPlaceholder => {
    const isAsked = part.missing !== null && needs.get(part.name)?.askedInSession === true;
    return { ...withoutOrigin(part), source: sourceOf(part.source, person), missing: isAsked ? 'asked-in-session' : part.missing };
  });
  return {
    prompt: refused.length > 0 ? null : wholePromptOf(study, arm, stage, filled.text, settings),
    tokens: filled.tokens,
    placeholders,
    warnings: [
      ...placeholders.flatMap((placeholder) => warningsOf(placeholder)),
      ...refused
        .filter(({ name }) => placeholders.every((each) => each.name !== name || each.missing === null))
        .map(({ name }) => message('prompt-preview.type-without-example', { name })),
      ...(placeholders.some(({ kind }) => kind === 'summary') && person.summary !== null && person.summary.reviewed === null
        ? [message('prompt-preview.summary-unreviewed')]
        : []),
      ...nearestWarnings(prompt, placeholders, request.message),
      ...(prompt.budget !== undefined && filled.tokens > prompt.budget.tokens
        ? [message('prompt-preview.over-budget', { tokens: filled.tokens, budget: prompt.budget.tokens })]
        : []),
    ],
  };
}

/** The stage in which the arm first meets a type; the first at all where no type is named. */
function stageOf(stages: readonly TrialStage[], typeId: string | null): TrialStage | null {
  return stages.find((stage) => stage.conversations.types.some(({ id }) => id === typeId)) ?? stages[0] ?? null;
}

function wholePromptOf(study: Study, arm: Arm, stage: TrialStage | null, personal: string, settings: PreviewSurroundings['settings']): string {
  const { systemPrompt } = stage?.kind === 'practice' ? arm.model : settings.commonModelOf(study, arm);
  return stage === null ? [systemPrompt, personal].filter((part) => part.trim() !== '').join('\n\n') : wholePrompt(study, stage.id, systemPrompt, personal);
}

function withoutOrigin({ name, kind, text, cut }: FilledPart): Pick<FilledPlaceholder, 'name' | 'kind' | 'text' | 'cut'> {
  return { name, kind, text, cut };
}

function sourceOf(source: FilledSource | null, { registered, summary }: Person): PlaceholderSource | null {
  switch (source?.kind) {
    case undefined:
      return null;
    case 'profile':
      return { kind: 'profile', origin: registered?.origin ?? 'app' };
    case 'summary':
      return { kind: 'summary', reviewedBy: summary?.reviewed?.by ?? '' };
    case 'exchanges':
      return { kind: 'exchanges', conversationIds: [...source.conversationIds] };
    case 'answer':
      return source;
  }
}

const missingSentences: Readonly<Record<NonNullable<FilledPlaceholder['missing']>, MainMessageKey>> = {
  dropped: 'prompt-preview.dropped',
  fallback: 'prompt-preview.fallback',
  refused: 'prompt-preview.refused',
  'asked-in-session': 'prompt-preview.asked-in-session',
};

function warningsOf({ name, kind, text, missing, cut, source }: FilledPlaceholder): readonly string[] {
  const isList = kind === 'examples' || kind === 'top-preferences';
  return [
    ...(missing === null ? [] : [message(missingSentences[missing], { name })]),
    ...(cut === 0 ? [] : [isList ? message('prompt-preview.cut-items', { name, count: cut }) : message('prompt-preview.cut', { name })]),
    ...(source !== null && text === null && cut === 0 ? [message('prompt-preview.left-out-beside', { name })] : []),
  ];
}

/** Without a message nothing is near, and the latest exchanges stand in. */
function nearestWarnings(prompt: PersonalPrompt, placeholders: readonly FilledPlaceholder[], opening: string): readonly string[] {
  if (opening.trim() !== '') return [];
  return placeholders.flatMap(({ name, text }) => {
    const placeholder = placeholderOf(prompt, name);
    return text !== null && placeholder.kind === 'examples' && placeholder.rule === 'nearest-topic' ? [message('prompt-preview.no-message', { name })] : [];
  });
}
