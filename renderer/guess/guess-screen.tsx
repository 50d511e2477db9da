import { useRef, useState } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import { RadioGroup } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import { ReadAgain } from '../ui/read-again.tsx';
import { SavedState } from '../ui/saved-state.tsx';
import { slotNamesIn } from '../ui/slot-mark.tsx';
import { guessDraftsFrom, guessOf, noGuess, type GuessDraft } from './guesses.ts';
import './guess.css';

type Conversation = ScreenProps<'blinding-guess'>['screen']['conversations'][number];

/** Which slot felt personalised in each conversation, and how sure the person is. */
export function GuessScreen({ screen, studyTitle, call, drafts }: ScreenProps<'blinding-guess'>) {
  const { stage, conversations } = screen;
  const draftKey = `guess:${stage.id}`;
  const [given, setGiven] = useState(() =>
    guessDraftsFrom(
      drafts.read(draftKey),
      conversations,
    ),
  );
  const { pending, failure, run } = usePendingCall('participant');
  const page = useRef<HTMLElement>(null);

  const guesses = conversations.map(({ conversationId }) => guessOf(conversationId, given[conversationId] ?? noGuess));
  const open = conversations.filter((_, index) => guesses[index] === null);
  const give = (conversationId: string, guess: GuessDraft) => {
    const next = { ...given, [conversationId]: guess };
    setGiven(next);
    drafts.keep(draftKey, next);
  };
  const showMissing = () => {
    const card = page.current?.querySelector(`[data-conversation="${open[0]?.conversationId}"]`);
    card?.querySelector<HTMLElement>('fieldset:not(:has(:checked)) input')?.focus();
  };

  return (
    <Page
      kind="blinding-guess"
      ref={page}
      head={<span className="page-head-title">{studyTitle}</span>}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={open.length === 0 ? null : message('participant.guess.missing', { count: open.length })}
          failure={failure}
          pending={pending}
          onContinue={() =>
            void run(() =>
              call['guess/submit']({ stageId: stage.id, guesses: guesses.filter((guess) => guess !== null) }),
            )
          }
          onShowMissing={showMissing}
          status={<SavedState drafts={drafts} prefix={draftKey} />}
        />
      }
    >
      <PageTitle>{stage.question}</PageTitle>
      {stage.help !== '' && <p className="quiet">{stage.help}</p>}
      {conversations.map((conversation) => (
        <ConversationGuess
          key={conversation.conversationId}
          conversation={conversation}
          stage={stage}
          guess={given[conversation.conversationId] ?? noGuess}
          onGuess={(guess) => give(conversation.conversationId, guess)}
        />
      ))}
    </Page>
  );
}

function ConversationGuess({
  conversation,
  stage,
  guess,
  onGuess,
}: {
  readonly conversation: Conversation;
  readonly stage: ScreenProps<'blinding-guess'>['screen']['stage'];
  readonly guess: GuessDraft;
  readonly onGuess: (guess: GuessDraft) => void;
}) {
  const { conversationId, title, slots, history, threads } = conversation;
  // Responses on one history are no assistants with threads of their own.
  const nameOf = slotNamesIn(history.length > 0 ? 'common-thread' : 'parallel');
  const turnsOf = (slot: Slot) => threads.find((thread) => thread.slot === slot)?.turns ?? [];
  return (
    <section className="card guess" data-conversation={conversationId} aria-label={title}>
      <div className="guess-slots">
        <RadioGroup
          label={title}
          options={[
            ...slots.map((slot) => ({ value: slot, label: nameOf(slot) })),
            { value: 'none', label: stage.none },
          ]}
          value={guess.slot}
          onChange={(slot) => onGuess({ slot: slot as Slot | 'none', sure: slot === 'none' ? null : guess.sure })}
        />
        <div className="guess-read">
          {slots.map((slot) => (
            <span className="guess-read-line" key={slot}>
              {turnsOf(slot).length > 0 && <ReadAgain title={nameOf(slot)} turns={turnsOf(slot)} />}
            </span>
          ))}
        </div>
        {history.length > 0 && (
          <ReadAgain title={title} turns={history} label={message('participant.history.read')} />
        )}
      </div>
      {guess.slot !== null && guess.slot !== 'none' && (
        <div className="guess-sure">
          <RadioGroup
            label={stage.sureQuestion}
            options={stage.sureChoices}
            value={guess.sure}
            onChange={(sure) => onGuess({ ...guess, sure })}
          />
        </div>
      )}
    </section>
  );
}
