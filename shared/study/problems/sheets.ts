import { comparesSlots } from '../judgement-rules.ts';
import type { Judgement, Sheet } from '../judgements.ts';
import { responsesPerTurn, trialPlacesOf, type StagePlace } from '../places.ts';
import { errorAt, warningAt, type Problem, type ProblemPath } from '../problem.ts';
import { slotCountOf, type Study } from '../protocol.ts';
import type { TrialStage } from '../stages.ts';

/** Where a sheet is shown, and what is on the screen there. */
interface Screen {
  readonly sheet: Sheet;
  readonly path: ProblemPath;
  /** Responses that can be set against each other; more than one count where it changes from turn to turn. */
  readonly counts: readonly number[];
  readonly atTheEnd: boolean;
  /** Has one slot been preferred when this sheet comes? */
  readonly preferredKnown: boolean;
}

/** Judgements need what they judge on the screen, and a preferred slot needs a judgement that says which. */
export function problemsOfSheets(study: Study): readonly Problem[] {
  return trialPlacesOf(study).flatMap((place) => {
    const screens = screensOf(study, place);
    if (screens.length === 0) return [warningAt([...place.path, 'sheets'], 'nothing-judged')];
    return screens.flatMap((screen) => problemsOfScreen(screen, place.stage));
  });
}

function screensOf(study: Study, { stage, path }: StagePlace<TrialStage>): readonly Screen[] {
  const turn: readonly Screen[] =
    stage.turnSheet === null
      ? []
      : [
          {
            sheet: stage.turnSheet,
            path: [...path, 'turnSheet'],
            counts: responsesPerTurn(study, stage),
            atTheEnd: false,
            preferredKnown: false,
          },
        ];
  let preferredKnown = stage.layout.kind === 'branch';
  const end = stage.sheets.map((sheet, index): Screen => {
    const screen = { sheet, path: [...path, 'sheets', index], counts: [slotCountOf(study, stage)], atTheEnd: true, preferredKnown };
    preferredKnown ||= sheet.preferredBy !== null;
    return screen;
  });
  return [...turn, ...end];
}

function problemsOfScreen(screen: Screen, stage: TrialStage): readonly Problem[] {
  const { sheet, path } = screen;
  return [
    ...problemsOfPreferredBy(sheet, path),
    ...sheet.judgements.flatMap((judgement, index) => {
      const at = [...path, 'judgements', index];
      return [...problemsOfComparison(judgement, at, screen, stage), ...problemsOfPreferred(judgement, at, screen), ...problemsOfText(judgement, at)];
    }),
  ];
}

function problemsOfPreferredBy(sheet: Sheet, path: ProblemPath): readonly Problem[] {
  if (sheet.preferredBy === null) return [];
  const at = [...path, 'preferredBy'];
  const judgement = sheet.judgements.find(({ id }) => id === sheet.preferredBy);
  const values = { judgement: sheet.preferredBy, sheet: sheet.id };
  if (judgement === undefined) return [errorAt(at, 'preferred-by-unknown', values)];
  if (judgement.kind === 'attributes' || !comparesSlots(judgement)) return [errorAt(at, 'preferred-by-undecided', values)];
  if (!judgement.required) return [errorAt(at, 'preferred-by-optional', values)];
  return [];
}

function problemsOfComparison(judgement: Judgement, path: ProblemPath, { counts, atTheEnd }: Screen, stage: TrialStage): readonly Problem[] {
  if (!comparesSlots(judgement)) return [];
  const values = { judgement: judgement.id };
  if (atTheEnd && stage.layout.kind !== 'parallel') return [errorAt(path, 'compared-at-the-end', values)];
  if (Math.max(...counts) < 2) return [errorAt(path, 'nothing-to-compare', values)];
  const oneAtATime = !atTheEnd && stage.layout.kind === 'parallel' && stage.layout.sendTo === 'all-or-one';
  if (judgement.kind === 'choice' || judgement.kind === 'ranking') {
    if (oneAtATime) return [errorAt(path, 'compared-one-at-a-time', values)];
    const wrong = counts.find((count) => (judgement.kind === 'choice' ? count !== 2 : count < 2));
    if (wrong !== undefined) {
      return [errorAt(path, judgement.kind === 'choice' ? 'choice-needs-two' : 'ranking-needs-two', { ...values, count: wrong })];
    }
  }
  return [];
}

function problemsOfPreferred(judgement: Judgement, path: ProblemPath, { atTheEnd, preferredKnown }: Screen): readonly Problem[] {
  const values = { judgement: judgement.id };
  const problems: Problem[] = [];
  if ('of' in judgement && judgement.of === 'preferred') {
    if (!atTheEnd) problems.push(errorAt([...path, 'of'], 'preferred-in-a-turn', values));
    else if (!preferredKnown) problems.push(errorAt([...path, 'of'], 'preferred-unknown', values));
  }
  if (judgement.question.includes('{assistant}') && !preferredKnown) {
    problems.push(errorAt([...path, 'question'], 'assistant-unknown', values));
  }
  if (judgement.help.includes('{assistant}')) problems.push(errorAt([...path, 'help'], 'assistant-outside-question', values));
  return problems;
}

function problemsOfText(judgement: Judgement, path: ProblemPath): readonly Problem[] {
  if (judgement.kind !== 'text') return [];
  const most = judgement.maximumCharacters * judgement.boxes.length;
  if (judgement.minimumCharacters <= most) return [];
  return [errorAt([...path, 'minimumCharacters'], 'text-limits-reversed', { minimum: judgement.minimumCharacters, maximum: most })];
}
