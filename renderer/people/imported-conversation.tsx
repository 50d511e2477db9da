import type { ImportedConversationView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded } from '../ui/staff-call.ts';

type Response = ImportedConversationView['turns'][number]['responses'][number];

/** A conversation held elsewhere, turn by turn, its replies side by side. Which model wrote what is not said here. */
export function ImportedConversation({
  api,
  studyId,
  participantCode,
  conversationId,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly participantCode: string;
  readonly conversationId: string;
}) {
  const loaded = useLoaded(() => api.call['people/conversation']({ studyId, participantCode, conversationId }));
  const conversation = loaded.value;
  return (
    <section className="stack turns" aria-label={message('people.conversation.label', { id: conversationId })} aria-busy={loaded.busy}>
      {loaded.problem !== null && (
        <Notice tone="danger" actions={<Button onClick={loaded.reload}>{message('people.load-again')}</Button>}>
          {loaded.problem}
        </Notice>
      )}
      {conversation === null && loaded.problem === null && <p role="status">{message('people.conversation.loading')}</p>}
      {conversation !== null && (
        <>
          <div>
            <h2>{message('people.conversation.label', { id: conversationId })}</h2>
            <p className="quiet">{[conversation.type, conversation.generatedAt].filter((part) => part !== null).join(' · ')}</p>
            <p className="quiet">{message('people.conversation.blind')}</p>
          </div>
          {conversation.turns.map((turn) => (
            <article className="card turn" key={turn.turn}>
              <h3>{message('people.conversation.turn', { number: turn.turn + 1 })}</h3>
              <p className="turn-message" dir="auto">
                {turn.message}
              </p>
              <div className="turn-replies">
                {turn.responses.map((response) => (
                  <Reply key={response.number} response={response} />
                ))}
              </div>
            </article>
          ))}
          <Attributes title={message('people.conversation.performance')} values={conversation.performance} />
          <Attributes title={message('people.conversation.choice')} values={conversation.choice} />
          {conversation.feedback !== null && conversation.feedback !== '' && (
            <section className="card stack people-tight" aria-label={message('people.conversation.feedback')}>
              <h3>{message('people.conversation.feedback')}</h3>
              <p className="words-as-typed person-words" dir="auto">
                {conversation.feedback}
              </p>
            </section>
          )}
        </>
      )}
    </section>
  );
}

function Reply({ response }: { readonly response: Response }) {
  const name =
    response.slot === null
      ? message('people.conversation.reply', { number: response.number })
      : message('people.conversation.reply.slot', { slot: response.slot });
  return (
    <div className={classes('turn-reply', response.chosen && 'chosen')} role="group" aria-label={name}>
      <div className="person-reply-head">
        <strong>{name}</strong>
        {response.chosen && <span className="person-chosen">{message('people.conversation.chosen')}</span>}
        <span className="number">
          {response.score === null ? message('people.conversation.no-score') : message('people.conversation.score', { score: response.score })}
        </span>
      </div>
      {response.text === null ? <p className="quiet">{message('people.conversation.empty')}</p> : <Markdown text={response.text} />}
    </div>
  );
}

function Attributes({ title, values }: { readonly title: string; readonly values: Readonly<Record<string, number | null>> }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  return (
    <section className="card stack people-tight" aria-label={title}>
      <h3>{title}</h3>
      <dl className="person-attributes">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{value ?? message('people.conversation.not-applicable')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
