import { useEffect, useRef, useState } from 'react';
import { HistoryPane } from '../panes/history-pane.tsx';
import { ScrollTogether, SlotPanes } from '../panes/slot-panes.tsx';
import { useJudgedSheet } from '../sheet/use-judged-sheet.ts';
import { announce } from '../ui/announcer.tsx';
import { message } from '../ui/messages.ts';
import { Page, TrialHead } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import { Composer } from './composer.tsx';
import { TimeLeft } from './time-left.tsx';
import { footJudgementsOf, PaneFoot, TurnSheet } from './turn-sheet.tsx';
import './conversation.css';

type Screen = ScreenProps<'conversation'>['screen'];

/**
 * A conversation with all slots at once: threads or responses side by side, and below them the message box, or
 * the sheet on which the last responses are judged. One screen for all layouts.
 */
export function ConversationScreen(props: ScreenProps<'conversation'>) {
  const { screen, call, drafts } = props;
  const { conversationId, threads, history, layout, waiting, turnCount, minimumTurns, maximumTurns, judging } = screen;
  const [together, setTogether] = useState(false);
  const sheet = useJudgedSheet({ conversationId, view: judging, threads, layout, call, drafts });
  const nameOf = slotNamesIn(layout);
  const shared = layout !== 'parallel';
  const feet = judging === null ? [] : footJudgementsOf(judging.sheet, threads.length);
  const body = useRef<HTMLElement>(null);
  // Limits count for each slot, and a message may have gone to one of them alone.
  const said = shared ? turnCount : Math.max(0, ...threads.map((thread) => thread.turns.length));
  useAnnouncedReveal(screen);

  const panes = threads.length > 0 && (
    <SlotPanes
      threads={threads}
      nameOf={nameOf}
      waiting={waiting}
      together={together}
      repliesOnly={shared}
      {...(sheet === null || feet.length === 0
        ? {}
        : { footOf: (slot) => <PaneFoot sheet={sheet} judgements={feet} slot={slot} /> })}
    />
  );

  return (
    <Page
      kind="conversation"
      fills
      ref={body}
      head={
        <>
          <h1 className="hidden-but-read">{screen.title}</h1>
          <TrialHead {...screen} />
          <div className="page-head-end">
            <TimeLeft untilUtcMilliseconds={screen.talkUntilUtcMilliseconds} isUp={screen.timeIsUp} />
            <span>
              {message('participant.turns', {
                // The message being written counts, unless none can be written any more.
                number: Math.min(waiting === 'no' && judging === null ? said + 1 : said, maximumTurns),
                minimum: minimumTurns,
                maximum: maximumTurns,
              })}
            </span>
            {threads.length > 1 && <ScrollTogether together={together} onChange={setTogether} />}
          </div>
        </>
      }
    >
      {sheet !== null && <SheetBegins question={sheet.view.sheet.judgements.map((each) => sheet.inWords(each.question)).join(' ')} />}
      {shared ? (
        <div className="panes-with-history">
          <HistoryPane turns={history} current={threads[0]?.turns.at(-1)?.message ?? null} />
          {panes}
        </div>
      ) : (
        panes
      )}
      {sheet === null ? <Composer {...props} /> : <TurnSheet sheet={sheet} drafts={drafts} body={body} feet={feet} />}
    </Page>
  );
}

/** Takes the focus when responses are to be judged, above what is judged, so that tabbing goes on from here. */
function SheetBegins({ question }: { readonly question: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 className="hidden-but-read" tabIndex={-1} ref={heading}>
      {message('participant.turn-sheet', { question })}
    </h2>
  );
}

/** Says once that the replies are there. Which slot was slow is nobody's business, so nothing is said before. */
function useAnnouncedReveal({ waiting, threads, layout }: Screen): void {
  const before = useRef(waiting);
  const count = threads.length;
  const revealed = layout === 'parallel' ? ('participant.revealed' as const) : ('participant.revealed-responses' as const);
  useEffect(() => {
    if (before.current !== 'no' && waiting === 'no') announce(message(revealed, { count }));
    else if (before.current === 'no' && waiting === 'replies') announce(message('participant.waiting.replies'));
    before.current = waiting;
  }, [waiting, count, revealed]);
}
