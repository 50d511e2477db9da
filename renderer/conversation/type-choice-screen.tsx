import { useId, useRef, useState } from 'react';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle, TrialHead } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import './conversation.css';

/** What the next conversation is about, where participants choose it themselves. */
export function TypeChoiceScreen({ screen, call }: ScreenProps<'type-choice'>) {
  const { conversationId, types } = screen;
  const [chosen, setChosen] = useState<string | null>(null);
  const { pending, failure, run } = usePendingCall('participant');
  const group = useRef<HTMLFieldSetElement>(null);
  const name = useId();
  return (
    <Page
      kind="type-choice"
      head={<TrialHead {...screen} />}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={chosen === null ? message('participant.type-choice.missing') : null}
          failure={failure}
          pending={pending}
          onContinue={() => {
            if (chosen !== null) void run(() => call['conversation/pick-type']({ conversationId, typeId: chosen }));
          }}
          onShowMissing={() => group.current?.querySelector('input')?.focus()}
        />
      }
    >
      <PageTitle>{message('participant.type-choice.title')}</PageTitle>
      <fieldset className="type-choice" ref={group}>
        <legend className="hidden-but-read">{message('participant.type-choice.title')}</legend>
        {types.map((type) => (
          <label className="type-card" key={type.id} data-type={type.id}>
            <input type="radio" name={name} checked={chosen === type.id} onChange={() => setChosen(type.id)} />
            <span className="type-card-words">
              <span className="type-card-title" dir="auto">
                {type.title}
              </span>
              <span className="quiet" dir="auto">
                {type.prompt}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </Page>
  );
}
