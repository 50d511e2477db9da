import type { LiveView } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { timeOfDay } from '../ui/durations.ts';
import { Icon } from '../ui/icon.tsx';
import { message, type MessageKey } from '../ui/messages.ts';
import { ScreenTitle } from '../ui/screen-title.tsx';
import type { ReasonedAction } from './reasons.ts';

const interventions: readonly {
  readonly action: ReasonedAction;
  readonly label: MessageKey;
  readonly can: keyof LiveView['can'];
  /** Why it cannot be done now. */
  readonly unavailable: MessageKey;
}[] = [
  { action: 'turn/void', label: 'live.void', can: 'voidTurn', unavailable: 'live.void.unavailable' },
  {
    action: 'conversation/end',
    label: 'live.end-conversation',
    can: 'endConversation',
    unavailable: 'live.end-conversation.unavailable',
  },
  { action: 'conversation/skip', label: 'live.skip', can: 'skipConversation', unavailable: 'live.skip.unavailable' },
];

/** Whose session this is, and what can be done to it. Buttons keep their places; those without use say why. */
export function LiveHeader({
  view,
  resuming,
  onHome,
  onAsk,
  onResume,
}: {
  readonly view: LiveView;
  readonly resuming: boolean;
  readonly onHome: () => void;
  readonly onAsk: (action: ReasonedAction) => void;
  readonly onResume: () => void;
}) {
  const over = view.status !== 'running' || view.halted !== null;
  return (
    <header className="live-header">
      <Button kind="plain" className="live-home" onClick={onHome}>
        <Icon name="previous" size={16} />
        {message('live.home')}
      </Button>
      <div className="live-who">
        <ScreenTitle>{message('live.participant', { code: view.participantCode })}</ScreenTitle>
        <p className="quiet">
          {message('live.study', {
            study: view.studyTitle,
            at: timeOfDay(view.startedAtUtcMilliseconds, document.documentElement.lang),
          })}
        </p>
      </div>
      {!over && (
        <div className="live-actions" role="group" aria-label={message('live.actions')}>
          {view.can.resume ? (
            <Button kind="primary" unavailable={resuming} aria-busy={resuming} onClick={onResume}>
              <Icon name="play" size={16} />
              {message(resuming ? 'live.resuming' : 'live.resume')}
            </Button>
          ) : (
            <Button unavailable={!view.can.pause} onClick={() => onAsk('session/pause')}>
              <Icon name="pause" size={16} />
              {message('live.pause')}
            </Button>
          )}
          {interventions.map(({ action, label, can, unavailable }) => (
            <Button
              key={action}
              unavailable={!view.can[can]}
              title={view.can[can] ? undefined : message(unavailable)}
              onClick={() => onAsk(action)}
            >
              {message(label)}
            </Button>
          ))}
          <Button kind="danger-quiet" unavailable={!view.can.endSession} onClick={() => onAsk('session/end')}>
            {message('live.end-session')}
          </Button>
        </div>
      )}
    </header>
  );
}
