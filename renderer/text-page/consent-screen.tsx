import { useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Checkbox } from '../ui/field.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import './text-page.css';

/** Consent: the text, each statement ticked by itself, and a way to say no that asks once more. */
export function ConsentScreen({ screen, studyTitle, call, drafts }: ScreenProps<'consent'>) {
  const { stage } = screen;
  const draftKey = `consent:${stage.id}`;
  const [ticked, setTicked] = useState<readonly string[]>(() => tickedFrom(drafts.read(draftKey)));
  const [declining, setDeclining] = useState(false);
  const { pending, failure, run } = usePendingCall('participant');
  const statements = useRef<HTMLDivElement>(null);

  const open = stage.statements.filter((statement) => !ticked.includes(statement.id));
  const tick = (id: string, checked: boolean) => {
    const next = stage.statements.map((each) => each.id).filter((each) => (each === id ? checked : ticked.includes(each)));
    setTicked(next);
    drafts.keep(draftKey, next);
  };

  return (
    <Page
      kind="consent"
      head={<span className="page-head-title">{studyTitle}</span>}
      foot={
        <ContinueBar
          label={message('participant.consent.agree')}
          missing={open.length === 0 ? null : message('participant.consent.missing', { count: open.length })}
          failure={failure}
          pending={pending}
          onContinue={() =>
            void run(() =>
              call['consent/give']({ stageId: stage.id, statements: stage.statements.map((each) => each.id) }),
            )
          }
          onShowMissing={() => statements.current?.querySelector<HTMLElement>('input:not(:checked)')?.focus()}
        >
          <Button onClick={() => setDeclining(true)}>{message('participant.consent.decline')}</Button>
        </ContinueBar>
      }
    >
      <PageTitle>{stage.title}</PageTitle>
      <div className="text-page card">
        <Markdown text={stage.text} headings="h2" />
      </div>
      <div className="card consent-statements" role="group" aria-label={message('participant.consent.statements')} ref={statements}>
        {stage.statements.map((statement) => (
          <Checkbox
            key={statement.id}
            label={statement.text}
            checked={ticked.includes(statement.id)}
            onChange={(event) => tick(statement.id, event.target.checked)}
          />
        ))}
      </div>
      {declining && (
        <Dialog
          title={message('participant.consent.decline-title')}
          onClose={() => setDeclining(false)}
          actions={
            <>
              <Button data-first-focus="" onClick={() => setDeclining(false)}>
                {message('participant.consent.decline-back')}
              </Button>
              <Button
                kind="primary"
                unavailable={pending}
                onClick={() =>
                  void run(() => call['consent/decline']({ stageId: stage.id })).then((done) => {
                    if (!done) setDeclining(false);
                  })
                }
              >
                {message('participant.consent.decline-sure')}
              </Button>
            </>
          }
        >
          <p>{message('participant.consent.decline-text')}</p>
        </Dialog>
      )}
    </Page>
  );
}

function tickedFrom(draft: unknown): readonly string[] {
  return Array.isArray(draft) ? draft.filter((each) => typeof each === 'string') : [];
}
