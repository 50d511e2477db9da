import { useRef, useState } from 'react';
import { comparesSlots } from '../../shared/study/judgement-rules.ts';
import { HistoryPane } from '../panes/history-pane.tsx';
import { ScrollTogether, SlotPanes } from '../panes/slot-panes.tsx';
import { JudgementSection } from '../sheet/judgement-section.tsx';
import { focusMissing, sentenceForMissing } from '../sheet/missing-words.ts';
import { useJudgedSheet } from '../sheet/use-judged-sheet.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, TrialHead } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { ReadAgain } from '../ui/read-again.tsx';
import { SavedState } from '../ui/saved-state.tsx';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import './judgement.css';

/** A sheet at the end of a conversation, whatever is asked on it. What was said can be put beside it. */
export function JudgementScreen({ screen, call, drafts }: ScreenProps<'judgement'>) {
  const { conversationId, threads, history, layout, judging, repeat } = screen;
  const sheet = useJudgedSheet({ conversationId, view: judging, threads, layout, call, drafts });
  // What is judged once more was read long ago, so it is opened from the start.
  const [reading, setReading] = useState(repeat);
  const [together, setTogether] = useState(false);
  const body = useRef<HTMLElement>(null);

  const { judgements } = judging.sheet;
  const compares = judgements.some(comparesSlots);
  const shown = compares || judging.preferred === null ? threads : threads.filter(({ slot }) => slot === judging.preferred);
  // A sheet about one thread alone has it beside its question.
  const readable = (compares || repeat) && (history.length > 0 || shown.length > 0);
  const [first] = sheet.missing;

  return (
    <Page
      kind="judgement"
      fills
      ref={body}
      head={
        <>
          <TrialHead {...screen} />
          <div className="page-head-end">
            {reading && shown.length > 1 && <ScrollTogether together={together} onChange={setTogether} />}
            {readable && (
              <Button kind="plain" aria-expanded={reading} aria-controls="what-was-said" onClick={() => setReading(!reading)}>
                {message(reading ? 'participant.judgement.hide' : 'participant.judgement.show')}
              </Button>
            )}
          </div>
        </>
      }
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={sentenceForMissing(sheet.missing, sheet)}
          failure={sheet.confirming.failure ?? sheet.judging.failure}
          pending={sheet.confirming.pending}
          onContinue={sheet.confirm}
          onShowMissing={() => first !== undefined && focusMissing(body.current, first)}
          {...(judgements.some((judgement) => judgement.kind === 'text')
            ? { status: <SavedState drafts={drafts} prefix={sheet.draftPrefix} /> }
            : {})}
        />
      }
    >
      <div className="judgement-split">
        <div className="judgement-said" id="what-was-said" hidden={!reading}>
          {reading && (
            <div className="panes-with-history">
              {history.length > 0 && <HistoryPane turns={history} current={null} />}
              {shown.length > 0 && <SlotPanes threads={shown} nameOf={slotNamesIn(layout)} together={together} />}
            </div>
          )}
        </div>
        <div className="page-body judgement-body">
          <div className="page-column">
            {repeat && (
              <p className="judgement-again" dir="auto">
                {screen.prompt}
              </p>
            )}
            {judgements.map((judgement, index) => (
              <JudgementSection
                key={judgement.id}
                sheet={sheet}
                judgement={judgement}
                size={index === 0 ? 'title' : 'heading'}
                aside={index === 0 && !compares ? <ReadPreferred screen={screen} /> : undefined}
              />
            ))}
          </div>
        </div>
      </div>
    </Page>
  );
}

/** What was said to the slot that the sheet is about. */
function ReadPreferred({ screen: { threads, history, judging, layout } }: Pick<ScreenProps<'judgement'>, 'screen'>) {
  const thread = threads.find((each) => each.slot === judging.preferred);
  if (thread === undefined && history.length > 0) {
    return <ReadAgain title={message('participant.history')} turns={history} label={message('participant.history.read')} />;
  }
  if (thread === undefined) return null;
  const title = slotNamesIn(layout)(thread.slot);
  return <ReadAgain title={title} turns={thread.turns} label={message('ui.read-again.of', { assistant: title })} />;
}
