import type { RefObject } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { JudgementOf, Sheet } from '../../shared/study/judgements.ts';
import { JudgementSection, RatedAnswer } from '../sheet/judgement-section.tsx';
import { focusMissing, sentenceForMissing } from '../sheet/missing-words.ts';
import type { JudgedSheet } from '../sheet/use-judged-sheet.ts';
import type { DraftKeeper } from '../ui/draft-keeper.ts';
import { message } from '../ui/messages.ts';
import { ContinueBar } from '../ui/page.tsx';
import { SavedState } from '../ui/saved-state.tsx';

type FootJudgement = JudgementOf<'slider' | 'likert'>;

/** More than two under each pane would leave nothing of it to read. */
const mostFeet = 2;
const mostPoints = 5;

/** Judgements that stand under each pane: sliders, and short scales where the panes are wide. */
export function footJudgementsOf(sheet: Sheet, slotCount: number): readonly FootJudgement[] {
  const fitting = sheet.judgements.filter(
    (judgement): judgement is FootJudgement =>
      (judgement.kind === 'slider' && judgement.of === 'each-slot') ||
      (judgement.kind === 'likert' && judgement.of === 'each-slot' && slotCount <= 2 && judgement.points.length <= mostPoints),
  );
  return fitting.length <= mostFeet ? fitting : [];
}

/** What is asked of one slot, under its pane. */
export function PaneFoot({
  sheet,
  judgements,
  slot,
}: {
  readonly sheet: JudgedSheet;
  readonly judgements: readonly FootJudgement[];
  readonly slot: Slot;
}) {
  return judgements.map((judgement) => (
    <div key={judgement.id} data-judgement={judgement.id} data-rating={slot}>
      {judgements.length > 1 && (
        <p className="judgement-line" aria-hidden="true">
          {sheet.inWords(judgement.question)}
        </p>
      )}
      <RatedAnswer sheet={sheet} judgement={judgement} slot={slot} />
    </div>
  ));
}

/** The sheet of a turn, where the message box was: everything that does not stand under the panes, and Continue. */
export function TurnSheet({
  sheet,
  drafts,
  body,
  feet,
}: {
  readonly sheet: JudgedSheet;
  readonly drafts: DraftKeeper;
  readonly body: RefObject<HTMLElement | null>;
  readonly feet: readonly FootJudgement[];
}) {
  const { judgements } = sheet.view.sheet;
  const isFoot = (id: string) => feet.some((judgement) => judgement.id === id);
  const [first] = sheet.missing;
  return (
    <footer className="turn-sheet">
      <div className="turn-sheet-parts">
        {judgements.map((judgement) =>
          isFoot(judgement.id) ? (
            feet.length === 1 && (
              <div key={judgement.id}>
                <p className="turn-sheet-question">{sheet.inWords(judgement.question)}</p>
                <p className="quiet">{judgement.help === '' ? message('participant.turn-sheet.under-panes') : judgement.help}</p>
              </div>
            )
          ) : (
            <JudgementSection key={judgement.id} sheet={sheet} judgement={judgement} size="line" />
          ),
        )}
        {feet.length > 1 && judgements.length === feet.length && (
          <p className="quiet">{message('participant.turn-sheet.under-panes')}</p>
        )}
      </div>
      <div className="turn-sheet-end">
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
      </div>
    </footer>
  );
}
