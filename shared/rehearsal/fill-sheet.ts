import type { Random } from '../allocation/random.ts';
import type { ParticipantCommand } from '../session/commands.ts';
import type { JudgementTexts, Slot } from '../session/events.ts';
import { slotLabels } from '../session/events.ts';
import type { SheetView, SlotThread } from '../session/views.ts';
import type { Judgement, JudgementOf } from '../study/judgements.ts';
import { choiceFrom, type JudgedReply, likertFrom, type Person, rankingFrom, ratingFrom, utilitiesOf } from './chooser.ts';
import { writtenCharacters } from './words.ts';

/** What a sheet is filled in from: what is on the screen, and which arm the rehearsal says a slot is. */
export interface SheetOnScreen {
  readonly conversationId: string;
  readonly view: SheetView;
  /** What every slot shows; empty where nothing is side by side any more. */
  readonly threads: readonly SlotThread[];
  /**
   * The one thing that no participant sees. Worths are by arm, so the rehearsal tells the chooser which arm
   * stands in a slot of what is judged, and nobody else.
   */
  readonly armOf: (slot: Slot) => string;
}

/** Something is judged, with how many decisions that took. */
export interface FilledSheet {
  readonly commands: readonly ParticipantCommand[];
  readonly decisions: number;
  readonly words: number;
}

type At = { readonly conversationId: string; readonly turn: number | null; readonly judgementId: string };
type Rated = JudgementOf<'slider' | 'likert' | 'attributes'>;

/** Fills in every judgement of a sheet, optional ones included, and confirms it. */
export function fillSheet(person: Person, screen: SheetOnScreen, random: Random): FilledSheet {
  const { conversationId, view } = screen;
  const { sheet, slots, turn } = view;
  const judged = sheet.judgements.flatMap((judgement): readonly ParticipantCommand[] => {
    const at = { conversationId, turn, judgementId: judgement.id };
    switch (judgement.kind) {
      case 'text':
        return [];
      case 'ranking':
        return [{ kind: 'judgement/rank', ...at, places: placesOf(person, judgement, slots, repliesOf(screen, slots), random) }];
      case 'choice':
        return [{ kind: 'judgement/choose', ...at, ...choiceOf(person, judgement, slots, repliesOf(screen, slots), random) }];
      default:
        return ratingsOf(person, judgement, at, slots, screen, random);
    }
  });
  const texts = textsOf(sheet.judgements, random);
  const decisions = judged.reduce((sum, command) => sum + (command.kind === 'judgement/rank' ? command.places.length : 1), 0);
  const words = Object.values(texts).flatMap((boxes) => Object.values(boxes)).reduce((sum, text) => sum + text.split(' ').length, 0);
  return { commands: [...judged, { kind: 'judgement/confirm', conversationId, turn, sheetId: sheet.id, texts }], decisions, words };
}

/** What stands in the slots: the mean length of a reply, so that threads of different length compare. */
function repliesOf({ threads, armOf }: SheetOnScreen, slots: readonly Slot[]): readonly JudgedReply[] {
  return slots.map((slot) => {
    const replies = threads.find((thread) => thread.slot === slot)?.turns.flatMap(({ reply }) => (reply === null ? [] : [reply.length])) ?? [];
    const characters = replies.reduce((sum, length) => sum + length, 0) / Math.max(1, replies.length);
    return { slot: slotLabels.indexOf(slot), armId: armOf(slot), characters };
  });
}

/** One place for every slot, best first; where several share one, places at the end stay empty. */
function placesOf(
  person: Person,
  { ties }: JudgementOf<'ranking'>,
  slots: readonly Slot[],
  replies: readonly JudgedReply[],
  random: Random,
): Slot[][] {
  const tiers = rankingFrom(person, utilitiesOf(person, replies, random), { ties });
  return slots.map((_, place) => (tiers[place] ?? []).map((index) => slots[index] as Slot));
}

function choiceOf(
  person: Person,
  { tie, strengths }: JudgementOf<'choice'>,
  slots: readonly Slot[],
  replies: readonly JudgedReply[],
  random: Random,
): { readonly slot: Slot | null; readonly strength: number | null } {
  const utilities = utilitiesOf(person, replies, random);
  const { preferred, strength } = choiceFrom(person, utilities, { ties: tie !== null, strengths: strengths.length });
  return { slot: preferred === null ? null : (slots[preferred] as Slot), strength };
}

function ratingsOf(
  person: Person,
  judgement: Rated,
  at: At,
  slots: readonly Slot[],
  screen: SheetOnScreen,
  random: Random,
): readonly ParticipantCommand[] {
  const subjects: readonly (Slot | null)[] = judgement.of === 'each-slot' ? slots : [null];
  const items = judgement.kind === 'attributes' ? judgement.items.map((item) => item.id) : [null];
  return items.flatMap((item) => {
    const utilities = subjectUtilities(person, judgement, slots, screen, random);
    return subjects.map((slot, index): ParticipantCommand => {
      const utility = utilities[index] ?? 0;
      const value = judgement.kind === 'likert' ? likertFrom(person, utility, judgement.points.length) : ratingFrom(person, utility);
      return { kind: 'judgement/rate', ...at, slot, item, value };
    });
  });
}

/** How good what is rated seems: every slot, the preferred one, or all of it taken together. */
function subjectUtilities(
  person: Person,
  judgement: Rated,
  slots: readonly Slot[],
  screen: SheetOnScreen,
  random: Random,
): readonly number[] {
  const { preferred } = screen.view;
  const about = judgement.of === 'preferred' ? (preferred === null ? [] : [preferred]) : slots;
  const replies = repliesOf(screen, about);
  if (replies.length === 0) return [0];
  const utilities = utilitiesOf(person, replies, random);
  if (judgement.of !== 'conversation') return utilities;
  return [utilities.reduce((sum, utility) => sum + utility, 0) / utilities.length];
}

/** The minimum counts all boxes together, so each takes its share of it. */
function textsOf(judgements: readonly Judgement[], random: Random): JudgementTexts {
  return Object.fromEntries(
    judgements
      .filter((judgement) => judgement.kind === 'text')
      .map((judgement) => {
        const share = Math.min(judgement.maximumCharacters, Math.ceil(Math.max(1, judgement.minimumCharacters) / judgement.boxes.length));
        const box = (): string => writtenCharacters(share, judgement.maximumCharacters, random);
        return [judgement.id, Object.fromEntries(judgement.boxes.map(({ id }) => [id, box()]))];
      }),
  );
}
