import { missingOn } from '../../shared/session/missing-judgements.ts';
import type { Slot } from '../../shared/session/events.ts';
import type { ScreenOf, SheetView } from '../../shared/session/views.ts';
import { isRated } from '../../shared/study/judgement-rules.ts';
import { message } from '../ui/messages.ts';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import { MirrorThreads } from './mirror-threads.tsx';

/** A conversation being held: what was said, and what the participant can do next. */
export function MirrorConversation({ screen }: { readonly screen: ScreenOf<'conversation'> }) {
  const { judging, layout, history, threads, waiting } = screen;
  return (
    <div className="mirror-trial">
      <p className="mirror-prompt" dir="auto">
        {screen.prompt}
      </p>
      <MirrorThreads
        history={history}
        threads={threads}
        nameOf={slotNamesIn(layout)}
        waitingLine={waiting === 'no' ? '' : message(waiting === 'replies' ? 'live.mirror.waiting' : 'live.mirror.one-moment')}
        {...(judging === null ? {} : { captionOf: (slot) => captionOf(judging, slot) })}
      />
      <p className="mirror-foot">{nextIn(screen)}</p>
    </div>
  );
}

function nextIn(screen: ScreenOf<'conversation'>): string {
  const { judging, openings, timeIsUp, canFinish, minimumTurns: minimum, maximumTurns: maximum } = screen;
  if (judging !== null) {
    return `${message('live.mirror.turn-sheet')} ${missingWords(judging)}`;
  }
  if (timeIsUp) return message('live.mirror.time-is-up');
  const limits = message(canFinish ? 'live.mirror.may-finish' : 'live.mirror.may-not-finish', { minimum, maximum });
  return openings === null ? limits : `${message('live.mirror.openings')} ${limits}`;
}

/** A sheet at the end: what is asked and how much of it is answered; how, only the transcript shows. */
export function MirrorJudgement({ screen }: { readonly screen: ScreenOf<'judgement'> }) {
  const { judging, history, threads, layout, repeat, sheetNumber, sheetCount } = screen;
  const nameOf = slotNamesIn(layout);
  const about = judging.preferred !== null && layout === 'parallel' ? message('live.mirror.sheet.about', { slot: nameOf(judging.preferred) }) : null;
  return (
    <div className="mirror-trial">
      <p className="mirror-prompt">
        {[
          repeat ? message('live.mirror.sheet.again') : null,
          message('live.mirror.sheet', { number: sheetNumber, count: sheetCount }),
          about,
        ]
          .filter((part) => part !== null)
          .join(' ')}
      </p>
      <ul className="mirror-list mirror-questions" dir="auto">
        {judging.sheet.judgements.map((judgement) => (
          <li key={judgement.id}>
            {judgement.question.replaceAll('{assistant}', judging.preferred === null ? message('ui.slot.the-assistant') : nameOf(judging.preferred))}
          </li>
        ))}
      </ul>
      <MirrorThreads
        history={history}
        threads={threads}
        nameOf={nameOf}
        {...(captionOf(judging, threads[0]?.slot ?? 'A') === '' ? {} : { captionOf: (slot) => captionOf(judging, slot) })}
      />
      <p className="mirror-foot">{missingWords(judging)}</p>
    </div>
  );
}

/** Whether a slot is rated and where it is ranked; how high, the participant does not see as a number either. */
function captionOf({ sheet, ratings, rankings, choices }: SheetView, slot: Slot): string {
  const parts: string[] = [];
  const rated = sheet.judgements.flatMap((judgement): readonly { readonly id: string; readonly item: string | null }[] => {
    if (!isRated(judgement) || judgement.of !== 'each-slot') return [];
    const { id } = judgement;
    return judgement.kind === 'attributes' ? judgement.items.map((item) => ({ id, item: item.id })) : [{ id, item: null }];
  });
  if (rated.length > 0) {
    const done = rated.filter(({ id, item }) =>
      ratings.some((rating) => rating.judgementId === id && rating.item === item && rating.slot === slot),
    ).length;
    parts.push(message('live.mirror.slot-rated', { done, of: rated.length }));
  }
  for (const { id, kind } of sheet.judgements) {
    if (kind === 'ranking') {
      const place = (rankings[id] ?? []).findIndex((each) => each.includes(slot)) + 1;
      parts.push(message('live.mirror.slot-place', { place }));
    }
    if (kind === 'choice') {
      parts.push(message('live.mirror.chosen', { place: choices[id]?.slot === slot ? 'chosen' : 'other' }));
    }
  }
  return parts.join(' · ');
}

/** What is written lies in drafts until it is handed in, so only what is chosen is counted. */
function missingWords(view: SheetView): string {
  const chosen = { ...view.sheet, judgements: view.sheet.judgements.filter((judgement) => judgement.kind !== 'text') };
  const count = missingOn({ ...view, sheet: chosen }, {}).length;
  return [
    message('live.mirror.sheet.missing', { count }),
    ...(chosen.judgements.length < view.sheet.judgements.length ? [message('live.mirror.sheet.words')] : []),
  ].join(' ');
}
