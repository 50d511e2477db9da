import { lazy, Suspense } from 'react';
import { Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';

/** The form library is large, so it is read when the first questionnaire comes. */
const FilledForm = lazy(async () => ({ default: (await import('./filled-form.tsx')).FilledForm }));

/** A questionnaire, page by page. Each answer is kept as it is given; all are handed in at the end. */
export function QuestionnaireScreen(props: ScreenProps<'questionnaire'>) {
  return (
    <Suspense
      fallback={
        <Page kind="questionnaire" head={<span className="page-head-title">{props.studyTitle}</span>}>
          <PageTitle>{props.screen.stage.title}</PageTitle>
        </Page>
      }
    >
      <FilledForm {...props} />
    </Suspense>
  );
}
