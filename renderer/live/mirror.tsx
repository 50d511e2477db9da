import { memo, useMemo, type ReactNode } from 'react';
import type { Survey } from '../../shared/questionnaire/form.ts';
import { questionsOf } from '../../shared/questionnaire/questions.ts';
import type { ParticipantScreen, ScreenOf } from '../../shared/session/views.ts';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { MirrorConversation, MirrorJudgement } from './mirror-trial.tsx';
import './mirror.css';

/**
 * What is on the participant's screen, small and for reading only. It gets the participant's own view
 * and so can show nothing that the participant could not see.
 */
export const Mirror = memo(function Mirror({ screen }: { readonly screen: ParticipantScreen }) {
  switch (screen.kind) {
    case 'idle':
      return <MirrorLine>{message('live.mirror.idle')}</MirrorLine>;
    case 'covered':
      return <MirrorLine>{message('live.mirror.covered')}</MirrorLine>;
    case 'end':
      return <MirrorLine>{message(screen.outcome === 'complete' ? 'live.mirror.end' : 'live.mirror.ended')}</MirrorLine>;
    case 'consent':
      return (
        <MirrorText title={screen.stage.title}>
          <Markdown text={screen.stage.text} />
          <ul className="mirror-list">
            {screen.stage.statements.map((statement) => (
              <li key={statement.id}>{statement.text}</li>
            ))}
          </ul>
        </MirrorText>
      );
    case 'instructions':
    case 'debrief':
      return (
        <MirrorText title={screen.stage.title}>
          <Markdown text={screen.stage.text} />
        </MirrorText>
      );
    case 'questionnaire':
      return <MirrorQuestionnaire stage={screen.stage} />;
    case 'break':
      return (
        <MirrorText title={screen.stage.title}>
          <p className="quiet">{message('live.mirror.break')}</p>
          <Markdown text={screen.stage.text} />
        </MirrorText>
      );
    case 'message':
      return (
        <MirrorText title={screen.stage.title}>
          <Markdown text={screen.stage.text} />
          {screen.stage.answer !== null && (
            <p className="quiet">
              {screen.stage.answer.label} · {message('live.mirror.free-text')}
            </p>
          )}
        </MirrorText>
      );
    case 'type-choice':
      return (
        <MirrorText title={message('live.mirror.type-choice')}>
          <ul className="mirror-list">
            {screen.types.map((type) => (
              <li key={type.id}>
                <p>{type.title}</p>
                <p className="quiet">{type.prompt}</p>
              </li>
            ))}
          </ul>
        </MirrorText>
      );
    case 'conversation':
      return <MirrorConversation screen={screen} />;
    case 'judgement':
      return <MirrorJudgement screen={screen} />;
    case 'blinding-guess':
      return (
        <MirrorText title={screen.stage.title}>
          <p>{screen.stage.question}</p>
          <p className="quiet">{screen.stage.help}</p>
          <ul className="mirror-list">
            {screen.conversations.map((conversation) => (
              <li key={conversation.conversationId}>{conversation.title}</li>
            ))}
          </ul>
        </MirrorText>
      );
  }
});

function MirrorLine({ children }: { readonly children: ReactNode }) {
  return <p className="mirror-line">{children}</p>;
}

function MirrorText({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <div className="mirror-text" role="group" tabIndex={0} aria-label={title ?? message('live.mirror')}>
      {title !== undefined && <h3>{title}</h3>}
      {children}
    </div>
  );
}

function MirrorQuestionnaire({ stage }: { readonly stage: ScreenOf<'questionnaire'>['stage'] }) {
  // Every view brings the form anew; it is read once.
  const form = JSON.stringify(stage.survey);
  const questions = useMemo(() => questionsOf(JSON.parse(form) as Survey), [form]);
  return (
    <MirrorText title={stage.title}>
      <ol className="mirror-list">
        {questions.map((question) => (
          <li key={question.name}>
            <p>{question.title}</p>
            <p className="quiet">
              {[...question.rows, ...question.choices].map(({ text }) => text).join(' · ') || message('live.mirror.free-text')}
            </p>
          </li>
        ))}
      </ol>
    </MirrorText>
  );
}
