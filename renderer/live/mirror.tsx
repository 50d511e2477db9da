import { memo, type ReactNode } from 'react';
import type { ParticipantScreen, ScreenOf } from '../../shared/session/views.ts';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { nameOfSlot } from '../ui/slot-mark.tsx';
import { MirrorThreads } from './mirror-threads.tsx';
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
    case 'conversation':
      return (
        <div className="mirror-trial">
          <p className="mirror-prompt" dir="auto">
            {screen.prompt}
          </p>
          <MirrorThreads
            threads={screen.threads}
            waitingLine={
              screen.waiting === 'no'
                ? ''
                : message(screen.waiting === 'replies' ? 'live.mirror.waiting' : 'live.mirror.one-moment')
            }
          />
          <p className="mirror-foot">
            {message(screen.canFinish ? 'live.mirror.may-finish' : 'live.mirror.may-not-finish', {
              minimum: screen.minimumTurns,
              maximum: screen.maximumTurns,
            })}
          </p>
        </div>
      );
    case 'comparison':
      return <MirrorComparison screen={screen} />;
    case 'explanation':
      return <MirrorExplanation screen={screen} />;
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
  return (
    <MirrorText title={stage.title}>
      {stage.introduction !== '' && <Markdown text={stage.introduction} />}
      <ol className="mirror-list">
        {stage.items.map((item) => (
          <li key={item.id}>
            <p>{item.question}</p>
            <p className="quiet">
              {item.kind === 'choice'
                ? item.choices.map((choice) => choice.label).join(' · ')
                : item.kind === 'sliders'
                  ? item.sliders.map((slider) => slider.label).join(' · ')
                  : message('live.mirror.free-text')}
            </p>
          </li>
        ))}
      </ol>
    </MirrorText>
  );
}

/** Which slots are rated and where they are ranked; how high, the participant does not see as a number either. */
function MirrorComparison({ screen }: { readonly screen: ScreenOf<'comparison'> }) {
  return (
    <div className="mirror-trial">
      <MirrorThreads
        threads={screen.threads}
        captionOf={(slot) =>
          message('live.mirror.judged', {
            rated: screen.ratings[slot] === undefined ? 'no' : 'yes',
            place: screen.places.indexOf(slot) + 1,
          })
        }
      />
    </div>
  );
}

function MirrorExplanation({ screen }: { readonly screen: ScreenOf<'explanation'> }) {
  const { items } = screen.attributes;
  return (
    <div className="mirror-trial">
      <p className="mirror-prompt">
        {message('live.mirror.explaining', {
          assistant: nameOfSlot(screen.best),
          done: items.filter((item) => screen.values[item.id] !== undefined).length,
          of: items.length,
        })}
      </p>
      <MirrorThreads threads={screen.threads} />
    </div>
  );
}
