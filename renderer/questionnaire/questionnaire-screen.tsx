import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../shared/study/answers.ts';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import { SavedState } from '../ui/saved-state.tsx';
import { draftKeyOf, itemDraftFrom, type ItemDraft } from './item-draft.ts';
import { clockStart, timingAfterChange } from './item-timing.ts';
import { openItems, sentenceForOpen } from './missing.ts';
import { QuestionnaireItemCard } from './questionnaire-item.tsx';
import './questionnaire.css';

type Given = Readonly<Record<string, ItemDraft>>;

/** A questionnaire on one page. Each answer is kept as it is given; all are handed in at the end. */
export function QuestionnaireScreen({ screen, studyTitle, call, drafts }: ScreenProps<'questionnaire'>) {
  const { stage } = screen;
  const [given, setGiven] = useState<Given>(() => {
    const entries = stage.items.flatMap((item) => {
      const draft = itemDraftFrom(drafts.read(draftKeyOf(stage.id, item.id)));
      return draft === null ? [] : [[item.id, draft] as const];
    });
    return Object.fromEntries(entries);
  });
  const { pending, failure, run } = usePendingCall('participant');
  const page = useRef<HTMLElement>(null);
  const now = useQuestionnaireClock(given);

  const answers = Object.fromEntries(Object.entries(given).map(([id, draft]) => [id, draft.answer]));
  const give = (itemId: string, answer: Answer) => {
    const draft = { answer, timing: timingAfterChange(given[itemId]?.timing ?? null, now()) };
    setGiven((before) => ({ ...before, [itemId]: draft }));
    drafts.keep(draftKeyOf(stage.id, itemId), draft);
  };

  const showMissing = () => {
    const [first] = openItems(stage.items, answers);
    const card = page.current?.querySelector(`[data-item="${first?.id}"]`);
    card?.querySelector<HTMLElement>('.unset input, input[type="radio"], select, textarea')?.focus();
  };
  const submit = () =>
    void run(() =>
      call['questionnaire/submit']({
        stageId: stage.id,
        answers: Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, typeof answer === 'string' ? answer : { ...answer }])),
        timings: Object.fromEntries(Object.entries(given).map(([id, draft]) => [id, draft.timing])),
      }),
    );

  return (
    <Page
      kind="questionnaire"
      ref={page}
      head={<span className="page-head-title">{studyTitle}</span>}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={sentenceForOpen(stage.items, answers)}
          failure={failure}
          pending={pending}
          onContinue={submit}
          onShowMissing={showMissing}
          status={<SavedState drafts={drafts} prefix={`item:${stage.id}:`} />}
        />
      }
    >
      <PageTitle>{stage.title}</PageTitle>
      {stage.introduction !== '' && <Markdown text={stage.introduction} />}
      {stage.items.map((item) => (
        <QuestionnaireItemCard
          key={item.id}
          item={item}
          answer={answers[item.id] ?? null}
          onAnswer={(answer) => give(item.id, answer)}
        />
      ))}
    </Page>
  );
}

/** Milliseconds since the items were shown; the clock of the window, which never jumps. */
function useQuestionnaireClock(given: Given): () => number {
  const start = useRef<number | null>(null);
  const [offset] = useState(() => clockStart(Object.values(given).map((draft) => draft.timing)));
  useEffect(() => {
    start.current ??= performance.now();
  }, []);
  return useCallback(() => offset + performance.now() - (start.current ?? performance.now()), [offset]);
}
