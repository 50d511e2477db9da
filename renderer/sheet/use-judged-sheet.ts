import { useState } from 'react';
import { missingOn, type MissingJudgement } from '../../shared/session/missing-judgements.ts';
import type { JudgementTexts, RatingValue, Slot } from '../../shared/session/events.ts';
import type { ScreenOf, SheetView, SlotThread } from '../../shared/session/views.ts';
import type { DraftKeeper } from '../ui/draft-keeper.ts';
import { message } from '../ui/messages.ts';
import type { ParticipantCalls } from '../ui/participant-screen.ts';
import { usePendingCall, type PendingCall } from '../ui/pending-call.ts';
import { slotNamesIn, type NameOfSlot } from '../ui/slot-mark.tsx';
import type { Places } from './ranking.ts';

type Layout = ScreenOf<'judgement'>['layout'];
type Sent = ReturnType<ParticipantCalls['judgement/rate']>;

/** A sheet while it is filled in: what stands on it, what is missing, and the ways to change it. */
export interface JudgedSheet {
  readonly view: SheetView;
  /** What is compared, in the order of the screen. */
  readonly threads: readonly SlotThread[];
  readonly layout: Layout;
  readonly nameOf: NameOfSlot;
  /** A question with the name of the preferred slot in it. */
  readonly inWords: (question: string) => string;
  readonly ratingOf: (judgementId: string, slot: Slot | null, item: string | null) => RatingValue | null;
  readonly rate: (judgementId: string, slot: Slot | null, item: string | null, value: RatingValue) => Sent;
  readonly rank: (judgementId: string, places: Places) => Sent;
  readonly choose: (judgementId: string, slot: Slot | null, strength: number | null) => Sent;
  readonly wordsIn: (judgementId: string, boxId: string) => string;
  readonly write: (judgementId: string, boxId: string, text: string) => void;
  /** Start of the keys of all drafts of the sheet. */
  readonly draftPrefix: string;
  /** What is missing on disk before the sheet can be confirmed, in its order. */
  readonly missing: readonly MissingJudgement[];
  readonly judging: PendingCall;
  readonly confirming: PendingCall;
  readonly confirm: () => void;
}

export interface JudgedSheetProps {
  readonly conversationId: string;
  readonly view: SheetView;
  readonly threads: readonly SlotThread[];
  readonly layout: Layout;
  readonly call: ParticipantCalls;
  readonly drafts: DraftKeeper;
}

/** What is written on a sheet, and on which: the next sheet begins with its own words. */
interface Written {
  readonly sheet: string;
  readonly texts: JudgementTexts;
}

/** The sheet of a view; null while nothing is judged. Words come from the drafts, all else from the view. */
export function useJudgedSheet(props: JudgedSheetProps): JudgedSheet;
export function useJudgedSheet(props: Omit<JudgedSheetProps, 'view'> & { readonly view: SheetView | null }): JudgedSheet | null;
export function useJudgedSheet({
  conversationId,
  view,
  threads,
  layout,
  call,
  drafts,
}: Omit<JudgedSheetProps, 'view'> & { readonly view: SheetView | null }): JudgedSheet | null {
  const judging = usePendingCall('participant');
  const confirming = usePendingCall('participant');
  const draftPrefix = `text:${conversationId}:${view?.turn ?? 'end'}:`;
  const current = `${draftPrefix}${view?.sheet.id}`;
  const begin = (): Written => ({ sheet: current, texts: view === null ? {} : textsFrom(view, drafts, draftPrefix) });
  const [written, setWritten] = useState(begin);
  const { sheet, texts } = written.sheet === current ? written : begin();
  if (sheet !== written.sheet) setWritten({ sheet, texts });
  if (view === null) return null;

  const { turn, preferred } = view;
  const nameOf = slotNamesIn(layout);
  const judged = { conversationId, turn };
  return {
    view,
    threads: threads.filter(({ slot }) => view.slots.includes(slot)),
    layout,
    nameOf,
    // Where responses change their places from turn to turn, a letter would say nothing at the end.
    inWords: (question) =>
      question.replaceAll(
        '{assistant}',
        preferred === null || layout !== 'parallel' ? message('ui.slot.the-assistant') : nameOf(preferred),
      ),
    ratingOf: (judgementId, slot, item) =>
      view.ratings.find((each) => each.judgementId === judgementId && each.slot === slot && each.item === item)?.value ?? null,
    rate: (judgementId, slot, item, value) => call['judgement/rate']({ ...judged, judgementId, slot, item, value }),
    rank: (judgementId, places) =>
      call['judgement/rank']({ ...judged, judgementId, places: places.map((place) => [...place]) }),
    choose: (judgementId, slot, strength) => call['judgement/choose']({ ...judged, judgementId, slot, strength }),
    wordsIn: (judgementId, boxId) => texts[judgementId]?.[boxId] ?? '',
    write: (judgementId, boxId, text) => {
      setWritten((before) => ({
        sheet: current,
        texts: { ...before.texts, [judgementId]: { ...before.texts[judgementId], [boxId]: text } },
      }));
      drafts.keep(`${draftPrefix}${judgementId}:${boxId}`, text);
    },
    draftPrefix,
    missing: missingOn(view, texts),
    judging,
    confirming,
    confirm: () => void confirming.run(() => call['judgement/confirm']({ ...judged, sheetId: view.sheet.id, texts })),
  };
}

function textsFrom({ sheet }: SheetView, drafts: DraftKeeper, prefix: string): JudgementTexts {
  const textFrom = (draft: unknown) => (typeof draft === 'string' ? draft : '');
  return Object.fromEntries(
    sheet.judgements.flatMap((judgement) =>
      judgement.kind === 'text'
        ? [[judgement.id, Object.fromEntries(judgement.boxes.map(({ id }) => [id, textFrom(drafts.read(`${prefix}${judgement.id}:${id}`))]))]]
        : [],
    ),
  );
}
