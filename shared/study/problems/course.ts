import { placesOfKind, stagePlacesOf, type StagePlace } from '../places.ts';
import { errorAt, warningAt, type Problem, type ProblemPath } from '../problem.ts';
import type { Sheet } from '../judgements.ts';
import type { Study } from '../protocol.ts';
import type { StageOf } from '../stages.ts';

/** What comes when: sessions and their gaps, consent first, debrief last, repeats and guesses after what they are about. */
export function problemsOfCourse(study: Study): readonly Problem[] {
  return [
    ...problemsOfGaps(study),
    ...problemsOfConsent(study),
    ...problemsOfDebrief(study),
    ...(placesOfKind(study, 'conversations').length === 0 ? [errorAt(['sessions'], 'no-conversations')] : []),
    ...placesOfKind(study, 'repeats').flatMap((place) => problemsOfRepeats(study, place)),
    ...placesOfKind(study, 'blinding-guess').flatMap((place) => problemsOfGuess(study, place)),
    ...placesOfKind(study, 'message').flatMap(problemsOfMessage),
  ];
}

function problemsOfGaps(study: Study): readonly Problem[] {
  return study.sessions.flatMap(({ gap }, index) => {
    const path = ['sessions', index, 'gap'];
    if (index === 0) return gap === null ? [] : [errorAt(path, 'gap-before-first')];
    if (gap === null) return [errorAt(path, 'gap-missing', { session: index + 1 })];
    return gap.minimumDays <= gap.maximumDays ? [] : [errorAt(path, 'gap-reversed', { minimum: gap.minimumDays, maximum: gap.maximumDays })];
  });
}

function problemsOfConsent(study: Study): readonly Problem[] {
  const stages = study.sessions[0]?.stages ?? [];
  const path: ProblemPath = ['sessions', 0, 'stages'];
  const consent = stages.findIndex(({ kind }) => kind === 'consent');
  if (consent === -1) return [warningAt(path, 'no-consent')];
  return stages
    .slice(0, consent)
    .flatMap(({ kind, title }, index) =>
      kind === 'conversations' || kind === 'practice' || kind === 'questionnaire' ? [warningAt([...path, index], 'before-consent', { title })] : [],
    );
}

function problemsOfDebrief(study: Study): readonly Problem[] {
  const debrief = placesOfKind(study, 'debrief')[0];
  if (debrief === undefined) return [warningAt(['sessions', study.sessions.length - 1, 'stages'], 'no-debrief')];
  return stagePlacesOf(study).flatMap(({ stage, path, order }) =>
    order > debrief.order && (stage.kind === 'conversations' || stage.kind === 'repeats' || stage.kind === 'blinding-guess')
      ? [warningAt(path, 'after-debrief', { title: stage.title })]
      : [],
  );
}

function problemsOfRepeats(study: Study, { stage, path, order }: StagePlace<StageOf<'repeats'>>): readonly Problem[] {
  const at = [...path, 'of'];
  const values = { stage: stage.of };
  const of = stagePlacesOf(study).find((place) => place.stage.id === stage.of);
  if (of === undefined) return [errorAt(at, 'repeats-of-unknown', values)];
  if (of.stage.kind !== 'conversations') return [errorAt(at, 'repeats-of-other', values)];
  const conversations = of.stage;
  const problems: Problem[] = [];
  if (of.order > order) problems.push(errorAt(at, 'repeats-too-early', values));
  if (conversations.layout.kind !== 'parallel') problems.push(errorAt(at, 'repeats-need-parallel', values));
  if (stage.count > conversations.conversations.count) {
    problems.push(errorAt([...path, 'count'], 'repeats-too-many', { count: stage.count, available: conversations.conversations.count }));
  }
  return [...problems, ...problemsOfRepeatedSheets(stage, conversations.sheets, path)];
}

function problemsOfRepeatedSheets(stage: StageOf<'repeats'>, sheets: readonly Sheet[], path: ProblemPath): readonly Problem[] {
  let preferredKnown = false;
  return stage.sheets.flatMap((id, index) => {
    const at = [...path, 'sheets', index];
    const values = { sheet: id, stage: stage.of };
    const sheet = sheets.find((each) => each.id === id);
    if (sheet === undefined) return [errorAt(at, 'repeated-sheet-unknown', values)];
    const problems: Problem[] = [];
    if (sheet.judgements.every(({ kind }) => kind === 'text')) problems.push(warningAt(at, 'repeated-sheet-of-texts', values));
    const asksPreferred = sheet.judgements.some((each) => ('of' in each && each.of === 'preferred') || each.question.includes('{assistant}'));
    if (asksPreferred && !preferredKnown) problems.push(errorAt(at, 'repeated-sheet-without-preferred', values));
    preferredKnown ||= sheet.preferredBy !== null;
    return problems;
  });
}

function problemsOfGuess(study: Study, { stage, path, session, order }: StagePlace<StageOf<'blinding-guess'>>): readonly Problem[] {
  const problems: Problem[] = [];
  const held = placesOfKind(study, 'conversations').some((place) => place.session === session && place.order < order);
  if (!held) problems.push(errorAt(path, 'guess-too-early'));
  if (stage.targets.length === 0) problems.push(warningAt([...path, 'targets'], 'guess-unscored'));
  stage.targets.forEach((target, index) => {
    const at = [...path, 'targets', index];
    if (study.arms.every(({ id }) => id !== target)) problems.push(errorAt(at, 'unknown-arm', { arm: target }));
    else if (stage.targets.indexOf(target) !== index) problems.push(errorAt(at, 'duplicate-target', { arm: target }));
  });
  return problems;
}

function problemsOfMessage({ stage, path }: StagePlace<StageOf<'message'>>): readonly Problem[] {
  if (stage.answer === null || stage.answer.minimumCharacters <= stage.answer.maximumCharacters) return [];
  const { minimumCharacters: minimum, maximumCharacters: maximum } = stage.answer;
  return [errorAt([...path, 'answer', 'minimumCharacters'], 'text-limits-reversed', { minimum, maximum })];
}
