import { useRef, useState } from 'react';
import { TextArea } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import { SavedState } from '../ui/saved-state.tsx';
import { problemOfLength } from './answer-length.ts';
import './text-page.css';

/** A text of the study, with a box to answer it in, where it asks for something. */
export function MessageScreen({ screen, studyTitle, call, drafts }: ScreenProps<'message'>) {
  const { stage } = screen;
  const { answer } = stage;
  const draftKey = `answer:${stage.id}`;
  const [text, setText] = useState(() => {
    const kept = drafts.read(draftKey);
    return typeof kept === 'string' ? kept : '';
  });
  const { pending, failure, run } = usePendingCall('participant');
  const box = useRef<HTMLTextAreaElement>(null);
  const problem = answer === null ? null : problemOfLength(text, answer);

  return (
    <Page
      kind="message"
      head={<span className="page-head-title">{studyTitle}</span>}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={problem === null ? null : message(`participant.${problem.kind}`, { count: problem.count })}
          failure={failure}
          pending={pending}
          onContinue={() => void run(() => call['text/confirm']({ stageId: stage.id, answer: answer === null ? null : text }))}
          onShowMissing={() => box.current?.focus()}
          {...(answer === null ? {} : { status: <SavedState drafts={drafts} prefix={draftKey} /> })}
        />
      }
    >
      <PageTitle>{stage.title}</PageTitle>
      <div className="text-page card">
        <Markdown text={stage.text} headings="h2" />
      </div>
      {answer !== null && (
        <div className="text-answer">
          <TextArea
            ref={box}
            label={answer.label}
            rows={6}
            value={text}
            problem={problem?.kind === 'too-long' ? message('participant.too-long', { count: problem.count }) : null}
            onChange={(event) => {
              setText(event.target.value);
              drafts.keep(draftKey, event.target.value);
            }}
          />
          {answer.minimumCharacters > 0 && problem?.kind !== 'too-long' && (
            <p className="text-answer-line">
              {problem === null && <Icon name="check" size={18} />}
              {problem === null ? message('participant.enough') : message('participant.at-least', { count: answer.minimumCharacters })}
            </p>
          )}
        </div>
      )}
    </Page>
  );
}
