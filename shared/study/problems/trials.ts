import type { Opening } from '../conversations.ts';
import { placesOfKind, trialPlacesOf, type StagePlace } from '../places.ts';
import { errorAt, warningAt, type Problem, type ProblemPath } from '../problem.ts';
import { slotCountOf, type Study } from '../protocol.ts';
import type { TrialStage } from '../stages.ts';

/** A turn takes at least so long: write, wait for the replies, read them. */
const shortestTurnSeconds = 20;
/** Ids of conversations are the stage's with a number behind it, and no id is longer than 64 characters. */
const longestStageId = 60;

/** Layout, turns, openings and limits of every stage that holds conversations. */
export function problemsOfTrials(study: Study): readonly Problem[] {
  return [
    ...trialPlacesOf(study).flatMap((place) => [
      ...problemsOfLayout(study, place),
      ...problemsOfTypes(place),
      ...problemsOfOpenings(place),
      ...problemsOfLimits(study, place),
    ]),
    ...placesOfKind(study, 'practice').flatMap((place) => problemsOfPractice(study, place)),
  ];
}

function problemsOfLayout(study: Study, { stage, path }: StagePlace<TrialStage>): readonly Problem[] {
  const { layout, turnSheet } = stage;
  if (layout.kind === 'parallel') return [];
  const problems: Problem[] = [];
  if (layout.kind === 'branch' && slotCountOf(study, stage) < 2) problems.push(errorAt([...path, 'layout'], 'branch-needs-arms'));
  if (turnSheet === null) problems.push(errorAt([...path, 'turnSheet'], 'turn-sheet-missing', { layout: layout.kind }));
  else if (turnSheet.preferredBy === null) problems.push(errorAt([...path, 'turnSheet', 'preferredBy'], 'turn-sheet-undecided', { layout: layout.kind }));
  return problems;
}

function problemsOfTypes({ stage, path }: StagePlace<TrialStage>): readonly Problem[] {
  const { count, order, types } = stage.conversations;
  const at = [...path, 'conversations'];
  const values = { count, types: types.length };
  const problems: Problem[] = [];
  if (stage.id.length > longestStageId) problems.push(errorAt([...path, 'id'], 'stage-id-too-long', { maximum: longestStageId }));
  if (order === 'listed' && count < types.length) problems.push(warningAt([...at, 'count'], 'types-unused', values));
  if (order === 'balanced' && count % types.length !== 0) problems.push(warningAt([...at, 'count'], 'types-uneven', values));
  if (order === 'participant' && types.length === 1) problems.push(warningAt([...at, 'order'], 'nothing-to-pick'));
  return problems;
}

function problemsOfOpenings({ stage, path }: StagePlace<TrialStage>): readonly Problem[] {
  return stage.conversations.types.flatMap((type, index) =>
    messagesOf(type.opening, [...path, 'conversations', 'types', index, 'opening']).flatMap((opening) => {
      const { maximumCharacters, maximumWords } = stage.messages;
      const words = opening.message.split(/\s+/).filter((word) => word !== '').length;
      if (opening.message.length > maximumCharacters) {
        return [errorAt(opening.path, 'opening-too-long', { maximum: maximumCharacters, unit: 'characters' })];
      }
      if (maximumWords !== null && words > maximumWords) {
        return [errorAt(opening.path, 'opening-too-long', { maximum: maximumWords, unit: 'words' })];
      }
      return [];
    }),
  );
}

function messagesOf(opening: Opening, path: ProblemPath): readonly { readonly message: string; readonly path: ProblemPath }[] {
  switch (opening.kind) {
    case 'free':
      return [];
    case 'fixed':
      return [{ message: opening.message, path: [...path, 'message'] }];
    case 'list':
      return opening.messages.map((message, index) => ({ message, path: [...path, 'messages', index] }));
  }
}

function problemsOfLimits(study: Study, { stage, path }: StagePlace<TrialStage>): readonly Problem[] {
  const { turns, timeLimitSeconds, replies } = stage;
  const problems: Problem[] = [];
  const needed = turns.minimum * shortestTurnSeconds;
  if (timeLimitSeconds !== null && timeLimitSeconds < needed) {
    problems.push(warningAt([...path, 'timeLimitSeconds'], 'time-too-short', { seconds: timeLimitSeconds, turns: turns.minimum, needed }));
  }
  const { words } = replies;
  if (words === null) return problems;
  const at: ProblemPath = stage.kind === 'practice' ? [...path, 'arms'] : ['arms'];
  const arms = stage.kind === 'practice' ? stage.arms : study.arms;
  arms.forEach(({ id, model }, index) => {
    const tokens = model.parameters.maximumOutputTokens;
    // A word takes at least one token, in most languages more.
    if (tokens !== undefined && tokens <= words) {
      problems.push(warningAt([...at, index, 'model', 'parameters', 'maximumOutputTokens'], 'replies-cut-off', { arm: id, tokens, words, stage: stage.id }));
    }
  });
  return problems;
}

/** The practice round teaches the very task, without showing anything of the arms under study. */
function problemsOfPractice(study: Study, { stage, path }: StagePlace<Extract<TrialStage, { kind: 'practice' }>>): readonly Problem[] {
  const studied = placesOfKind(study, 'conversations').map((place) => place.stage);
  const [first] = studied;
  const problems: Problem[] = [];
  if (first !== undefined) {
    const slots = slotCountOf(study, first);
    if (stage.arms.length !== slots) problems.push(errorAt([...path, 'arms'], 'practice-arms', { found: stage.arms.length, needed: slots }));
    if (studied.every(({ layout }) => layout.kind !== stage.layout.kind)) {
      problems.push(warningAt([...path, 'layout', 'kind'], 'practice-layout', { found: stage.layout.kind, needed: first.layout.kind }));
    }
  }
  stage.arms.forEach((arm, index) => {
    const same = study.arms.find(({ model }) => model.providerId === arm.model.providerId && model.model === arm.model.model);
    if (same !== undefined) problems.push(warningAt([...path, 'arms', index, 'model', 'model'], 'practice-shows-arm', { arm: same.id }));
  });
  return problems;
}
