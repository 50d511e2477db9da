import { createRandom, drawInteger } from '../allocation/random.ts';
import { isRated } from '../study/judgement-rules.ts';
import type { Judgement, JudgementKind, JudgementOf, Sheet } from '../study/judgements.ts';
import { advance } from './advance.ts';
import type { ParticipantCommand } from './commands.ts';
import type { Decision } from './decision.ts';
import type { RankPlaces, RatingValue, SessionEvent, Slot } from './events.ts';
import { missingOn } from './missing-judgements.ts';
import { currentTrialOf, sheetsOf, type CurrentTrial } from './queries.ts';
import { accepted, type Refusal, refused, type Result } from './refusal.ts';
import { openSheet } from './sheet-view.ts';
import type { SessionState } from './state.ts';
import type { SheetView } from './views.ts';

export type JudgementCommand = Extract<ParticipantCommand, { kind: `judgement/${string}` }>;
type CommandOf<Kind extends JudgementCommand['kind']> = Extract<JudgementCommand, { kind: Kind }>;

export function decideJudgement(state: SessionState, command: JudgementCommand): Decision {
  switch (command.kind) {
    case 'judgement/rate':
      return rate(state, command);
    case 'judgement/rank':
      return rank(state, command);
    case 'judgement/choose':
      return choose(state, command);
    case 'judgement/confirm':
      return confirm(state, command);
  }
}

function rate(state: SessionState, command: CommandOf<'judgement/rate'>): Decision {
  const found = judgementAt(state, command, ['slider', 'likert', 'attributes']);
  if (!found.ok) return found;
  const { judgement, slots } = found.value;
  const { conversationId, turn, judgementId, slot, item, value } = command;
  if (judgement.of === 'each-slot' ? slot === null || !slots.includes(slot) : slot !== null) return unknownSlot(slot);
  if (judgement.kind === 'attributes' ? !judgement.items.some((each) => each.id === item) : item !== null) {
    return refused('incomplete', `The judgement "${judgementId}" has no item "${item ?? ''}".`);
  }
  if (!isOnScale(judgement, value)) return refused('incomplete', `${value} is not on the scale of "${judgementId}".`);
  return accepted([{ kind: 'rating-given', payload: { conversationId, turn, judgementId, slot, item, value, moved: true } }]);
}

function isOnScale(judgement: JudgementOf<'slider' | 'likert' | 'attributes'>, value: RatingValue): boolean {
  if (value === 'not-applicable') return judgement.notApplicable !== null;
  return judgement.kind !== 'likert' || value <= judgement.points.length;
}

function rank(state: SessionState, command: CommandOf<'judgement/rank'>): Decision {
  const found = judgementAt(state, command, ['ranking']);
  if (!found.ok) return found;
  const { judgement, slots } = found.value;
  const { conversationId, turn, judgementId, places } = command;
  const placed = places.flat();
  const foreign = placed.find((slot) => !slots.includes(slot));
  if (foreign !== undefined) return unknownSlot(foreign);
  if (places.length !== slots.length || new Set(placed).size !== placed.length) {
    return refused('incomplete', 'A ranking has one place for every slot, and each slot at most once.');
  }
  if (!judgement.ties && places.some((place) => place.length > 1)) {
    return refused('incomplete', 'This ranking knows no ties.');
  }
  return accepted([{ kind: 'ranking-given', payload: { conversationId, turn, judgementId, places } }]);
}

function choose(state: SessionState, command: CommandOf<'judgement/choose'>): Decision {
  const found = judgementAt(state, command, ['choice']);
  if (!found.ok) return found;
  const { judgement, slots } = found.value;
  const { conversationId, turn, judgementId, slot, strength } = command;
  if (slot === null && judgement.tie === null) return refused('incomplete', 'One of them must be chosen.');
  if (slot !== null && !slots.includes(slot)) return unknownSlot(slot);
  const strengthFits =
    slot === null || judgement.strengths.length === 0
      ? strength === null
      : strength !== null && strength <= judgement.strengths.length;
  if (!strengthFits) return refused('incomplete', 'How much better does not fit the choice.');
  return accepted([{ kind: 'choice-given', payload: { conversationId, turn, judgementId, slot, strength } }]);
}

function confirm(state: SessionState, command: CommandOf<'judgement/confirm'>): Decision {
  const open = sheetAt(state, command);
  if (!open.ok) return open;
  const { trial, view } = open.value;
  const { conversationId, turn, sheetId } = command;
  if (view.sheet.id !== sheetId) return refused('not-now', `The sheet is "${view.sheet.id}", not "${sheetId}".`);
  const texts = textsOf(view.sheet, command.texts);
  const [missing] = missingOn(view, texts);
  if (missing) return refused('incomplete', `"${missing.judgementId}" is ${missing.problem}.`);
  const untouched = untouchedSliders(view);
  const { preferred, tied } = preferredOn(
    { ...view, ratings: [...view.ratings, ...untouched] },
    () => `${state.seed}/${conversationId}/${turn ?? 'end'}/${sheetId}`,
  );
  const isLast = turn === null && sheetsOf(trial).at(-1)?.id === sheetId;
  return accepted([
    ...untouched.map(
      (rating): SessionEvent => ({ kind: 'rating-given', payload: { conversationId, turn, ...rating } }),
    ),
    { kind: 'judgements-confirmed', payload: { conversationId, turn, sheetId, preferred, tied, texts } },
    ...(isLast ? advance(state) : []),
  ]);
}

/** The middle of a slider that stands there from the start; left alone it is an answer all the same. */
const untouchedValue = 50;

function untouchedSliders({ sheet, slots, ratings }: SheetView): SheetView['ratings'] {
  return sheet.judgements.flatMap((judgement) => {
    if (judgement.kind !== 'slider' || judgement.mustMove) return [];
    const subjects = judgement.of === 'each-slot' ? slots : [null];
    return subjects
      .filter((slot) => !ratings.some((rating) => rating.judgementId === judgement.id && rating.slot === slot))
      .map((slot) => ({ judgementId: judgement.id, slot, item: null, value: untouchedValue, moved: false }));
  });
}

/** Only what the sheet has boxes for, without surrounding space. */
function textsOf(sheet: Sheet, given: CommandOf<'judgement/confirm'>['texts']): CommandOf<'judgement/confirm'>['texts'] {
  return Object.fromEntries(
    sheet.judgements.flatMap((judgement) =>
      judgement.kind === 'text'
        ? [[judgement.id, Object.fromEntries(judgement.boxes.map(({ id }) => [id, (given[judgement.id]?.[id] ?? '').trim()]))]]
        : [],
    ),
  );
}

/**
 * The slot that a sheet prefers. Where several are level, one is drawn, as in PRISM; where nothing
 * was said at all, one is drawn of all.
 */
function preferredOn(
  { sheet, slots, ratings, rankings, choices }: SheetView,
  seed: () => string,
): { readonly preferred: Slot | null; readonly tied: Slot[] } {
  const judgement = sheet.judgements.find((each) => each.id === sheet.preferredBy);
  if (!judgement) return { preferred: null, tied: [] };
  const level = levelBest(judgement, ratings, rankings[judgement.id], choices[judgement.id], slots);
  if (level.length === 1) return { preferred: level[0] ?? null, tied: [] };
  return { preferred: level[drawInteger(createRandom(seed()), level.length)] ?? null, tied: [...level] };
}

function levelBest(
  judgement: Judgement,
  ratings: SheetView['ratings'],
  places: RankPlaces | undefined,
  choice: SheetView['choices'][string] | undefined,
  slots: readonly Slot[],
): readonly Slot[] {
  if (judgement.kind === 'ranking') return places?.find((place) => place.length > 0) ?? slots;
  if (judgement.kind === 'choice') return choice?.slot ? [choice.slot] : slots;
  if (!isRated(judgement)) return slots;
  const values = slots.map((slot) => {
    const rating = ratings.find((each) => each.judgementId === judgement.id && each.slot === slot);
    return typeof rating?.value === 'number' ? rating.value : 0;
  });
  const best = Math.max(...values);
  return slots.filter((_, index) => values[index] === best);
}

/** The sheet that is open, when the command speaks of it. */
function sheetAt(
  state: SessionState,
  { conversationId, turn }: Pick<JudgementCommand, 'conversationId' | 'turn'>,
): Result<{ readonly trial: CurrentTrial; readonly view: SheetView }, Refusal> {
  const trial = currentTrialOf(state);
  if (!trial) return refused('not-now', 'There is no conversation at this step.');
  if (trial.conversation.conversationId !== conversationId) {
    return refused('unknown-conversation', `The conversation "${conversationId}" is not the current one.`);
  }
  const open = openSheet(trial);
  if (open?.turn !== turn) return refused('not-now', 'Nothing is judged at this point.');
  return accepted({ trial, view: open });
}

/** A judgement of the open sheet, when it is of a fitting kind. */
function judgementAt<Kind extends JudgementKind>(
  state: SessionState,
  command: Exclude<JudgementCommand, { kind: 'judgement/confirm' }>,
  kinds: readonly Kind[],
): Result<{ readonly judgement: JudgementOf<Kind>; readonly slots: readonly Slot[] }, Refusal> {
  const open = sheetAt(state, command);
  if (!open.ok) return open;
  const judgement = open.value.view.sheet.judgements.find((each) => each.id === command.judgementId);
  if (!judgement || !kinds.some((kind) => kind === judgement.kind)) {
    return refused('incomplete', `The sheet has no such judgement "${command.judgementId}".`);
  }
  return accepted({ judgement: judgement as JudgementOf<Kind>, slots: open.value.view.slots });
}

function unknownSlot(slot: string | null) {
  return refused('unknown-slot', slot === null ? 'A slot is missing.' : `Slot ${slot} is not judged here.`);
}
