import { use, useEffect, useMemo, useRef, useState } from 'react';
import { Survey } from 'survey-react-ui';
import { checkAnswers } from '../../shared/questionnaire/problems-of-answers.ts';
import { presentationOrder } from '../../shared/questionnaire/presentation.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import { SavedState } from '../ui/saved-state.tsx';
import { languageLoaded } from './form-languages.ts';
import { KeptForm } from './kept-form.ts';
import { sentenceForOpen } from './missing.ts';
import { useKeptForm } from './use-kept-form.ts';
import './form-look.ts';
import './questionnaire.css';

/** The form of a questionnaire, with the app's own buttons. */
export function FilledForm({ screen, studyTitle, call, drafts }: ScreenProps<'questionnaire'>) {
  // Every new view is a new object; the stage is the same for as long as its questionnaire is on the screen.
  const [stage] = useState(screen.stage);
  const ownLanguage = typeof stage.survey['locale'] === 'string' ? stage.survey['locale'] : '';
  use(languageLoaded(stage.language ?? ownLanguage));

  const [kept] = useState(() => new KeptForm(stage, drafts, () => performance.now()));
  const { form } = kept;
  const state = useKeptForm(kept);
  const { pending, failure, run } = usePendingCall('participant');
  const page = useRef<HTMLElement>(null);
  useEffect(() => {
    page.current?.querySelector('.page-body')?.scrollTo(0, 0);
  }, [state.place]);

  const checked = useMemo(() => checkAnswers(stage.survey, state.answers, stage.language), [stage, state.answers]);
  const open = checked.problems.filter((problem) => state.questionsInView.includes(problem.question));

  const showProblems = () => {
    form.validateCurrentPage();
    const [first] = open;
    // The errors are live regions of the library's own; the focus leads to the first.
    if (first !== undefined) focusQuestion(page.current, first.question);
  };
  const handIn = () => {
    if (checked.problems.length > 0) {
      // On another page: an answer given since has made a question there necessary.
      form.validate(true, true, undefined, true);
      return;
    }
    void run(() =>
      call['questionnaire/submit']({
        stageId: stage.id,
        answers: checked.answers as Parameters<typeof call['questionnaire/submit']>[0]['answers'],
        timings: kept.timingsOf(Object.keys(checked.answers)),
        order: presentationOrder(form),
      }),
    );
  };
  const goOn = () => {
    if (form.isLastPage) handIn();
    else form.performNext();
  };

  return (
    <Page
      kind="questionnaire"
      ref={page}
      head={<span className="page-head-title">{studyTitle}</span>}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={sentenceForOpen(form, open)}
          failure={failure}
          pending={pending}
          onContinue={goOn}
          onShowMissing={showProblems}
          status={<SavedState drafts={drafts} prefix={`item:${stage.id}:`} />}
        >
          {!form.isFirstPage && (
            <Button unavailable={pending} onClick={() => form.performPrevious()}>
              {message('participant.questionnaire.back')}
            </Button>
          )}
        </ContinueBar>
      }
    >
      <PageTitle key={state.place}>
        {stage.title}
        {state.pages > 1 && (
          <span className="questionnaire-page"> {message('participant.questionnaire.page', { page: state.page + 1, pages: state.pages })}</span>
        )}
      </PageTitle>
      <div className="questionnaire-form" dir={form.localeDir || undefined}>
        <Survey model={form} />
      </div>
    </Page>
  );
}

/** Leads to the control of a question, to its first open line where it has several. */
function focusQuestion(page: HTMLElement | null, name: string): void {
  const question = page?.querySelector(`[data-name="${CSS.escape(name)}"]`);
  const control =
    question?.querySelector<HTMLElement>('.unset input') ??
    question?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea, [tabindex="0"], button');
  control?.focus();
}
