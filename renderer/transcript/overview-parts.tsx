import type { OutputOf } from '../../shared/contract/call.ts';
import type { ModeratorContract } from '../../shared/contract/moderator.ts';
import { clockDuration, timeOfDay } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';

type Transcript = OutputOf<ModeratorContract, 'transcript/get'>;

/** Every step of the plan: when it began and how long it took. */
export function StepsPart({ transcript }: { readonly transcript: Transcript }) {
  const language = document.documentElement.lang;
  const { startedAtUtcMilliseconds: from, endedAtUtcMilliseconds: to } = transcript;
  return (
    <section className="stack transcript-measure">
      <h2>{message('transcript.steps')}</h2>
      <div className="card table-card">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{message('transcript.steps.step')}</th>
              <th scope="col">{message('transcript.steps.began')}</th>
              <th scope="col">{message('transcript.steps.took')}</th>
            </tr>
          </thead>
          <tbody>
            {transcript.steps.map((step, index) => (
              <tr key={index}>
                <td>{step.title}</td>
                <td className="number">
                  {step.enteredAtUtcMilliseconds === null
                    ? message('transcript.steps.not-reached')
                    : timeOfDay(step.enteredAtUtcMilliseconds, language, true)}
                </td>
                <td className="number">
                  {step.enteredAtUtcMilliseconds === null ? '' : clockDuration(step.elapsedMilliseconds)}
                  {step.skipped && ` ${message('transcript.steps.skipped')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        {to === null
          ? message('transcript.steps.open')
          : message('transcript.steps.whole', { time: clockDuration(to - from) })}
      </p>
    </section>
  );
}

/** What was answered in the questionnaires, in words, under the title of its page. */
export function AnswersPart({ transcript }: { readonly transcript: Transcript }) {
  const stages = [...new Set(transcript.answers.map((answer) => answer.stageTitle))];
  return (
    <section className="stack transcript-measure">
      <h2>{message('transcript.answers')}</h2>
      {stages.length === 0 && <p className="quiet">{message('transcript.answers.none')}</p>}
      {stages.map((stage) => (
        <div key={stage} className="card stack">
          <h3>{stage}</h3>
          <dl className="transcript-answers">
            {transcript.answers
              .filter((answer) => answer.stageTitle === stage)
              .map((answer, index) => (
                <div key={index}>
                  <dt>{answer.question}</dt>
                  <dd dir="auto">{answer.readable === '' ? message('transcript.answers.empty') : answer.readable}</dd>
                </div>
              ))}
          </dl>
        </div>
      ))}
    </section>
  );
}

/** What the moderator and the app noted, in the order of time. */
export function NotesPart({ transcript }: { readonly transcript: Transcript }) {
  return (
    <section className="stack transcript-measure">
      <h2>{message('transcript.notes')}</h2>
      {transcript.notes.length === 0 && <p className="quiet">{message('transcript.notes.none')}</p>}
      {transcript.notes.map((note, index) => (
        <article key={index} className="card">
          <p className="quiet number">
            {message('transcript.notes.head', {
              at: timeOfDay(note.atUtcMilliseconds, document.documentElement.lang, true),
              kind: note.kind,
            })}
          </p>
          <p className="words-as-typed" dir="auto">
            {note.text}
          </p>
        </article>
      ))}
    </section>
  );
}
