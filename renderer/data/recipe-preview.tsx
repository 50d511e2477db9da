import type { PreferencePreview } from '../../shared/contract/data.ts';
import { percent } from '../ui/figures.ts';
import { message } from '../ui/messages.ts';
import { FindingList } from './finding-list.tsx';
import './recipe-preview.css';

const texts = ['prompt', 'chosen', 'rejected'] as const;

/** What a recipe makes: how much, what is left out and why, how long, what the checks found, and a few pairs to read. */
export function RecipePreview({ preview }: { readonly preview: PreferencePreview }) {
  const { lengths, perParticipant, leftOut, findings, examples } = preview;
  const figures = [
    { label: message('data.preview.pairs'), value: number(preview.pairs), detail: message('data.preview.split', { train: preview.train, test: preview.test }) },
    { label: message('data.preview.participants'), value: number(preview.participants), detail: message('data.preview.each', { ...perParticipant }) },
    { label: message('data.preview.conversations'), value: number(preview.conversations), detail: null },
    {
      label: message('data.preview.longer'),
      value: preview.pairs === 0 ? '–' : percent(lengths.chosenIsLonger),
      detail: message('data.preview.longer.about'),
    },
  ];
  return (
    <>
      <dl className="data-figures">
        {figures.map(({ label, value, detail }) => (
          <div className="card" key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {detail !== null && <small>{detail}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <p>{message('data.preview.from', { ratings: preview.fromRatings, rankings: preview.fromRankings, choices: preview.fromChoices })}</p>
      <FindingList findings={findings} heading />
      <div className="data-tables">
        <section className="data-part">
          <h3 id="data-left-out">{message('data.preview.left-out')}</h3>
          {leftOut.length === 0 ? (
            <p className="quiet">{message('data.preview.left-out.none')}</p>
          ) : (
            <table className="table card" aria-labelledby="data-left-out">
              <tbody>
                {leftOut.map(({ reason, count }) => (
                  <tr key={reason}>
                    <td>{reason}</td>
                    <td className="number table-count">{number(count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <section className="data-part">
          <h3 id="data-lengths">{message('data.preview.lengths')}</h3>
          <table className="table card" aria-labelledby="data-lengths">
            <thead>
              <tr>
                <th scope="col">
                  <span className="hidden-but-read">{message('data.preview.text')}</span>
                </th>
                <th scope="col" className="table-count">
                  {message('data.preview.median')}
                </th>
                <th scope="col" className="table-count">
                  {message('data.preview.longest')}
                </th>
              </tr>
            </thead>
            <tbody>
              {texts.map((text) => (
                <tr key={text}>
                  <td>{message(`data.preview.text.${text}`)}</td>
                  <td className="number table-count">{number(lengths[text].median)}</td>
                  <td className="number table-count">{number(lengths[text].longest)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      {examples.length > 0 && (
        <section className="data-part">
          <h3>{message('data.preview.examples')}</h3>
          {examples.map((example) => (
            <article key={`${example.participantCode} ${example.conversationId} ${example.turn} ${example.chosen}`} className="card data-example">
              <p className="quiet">
                {message('data.preview.example', {
                  code: example.participantCode,
                  conversation: example.conversationId,
                  turn: example.turn + 1,
                  from: message(`data.preview.from.${example.from}`),
                  split: message(`data.preview.in.${example.split}`),
                })}
              </p>
              {example.earlierExchanges > 0 && <p className="quiet">{message('data.preview.earlier', { count: example.earlierExchanges })}</p>}
              <p className="data-words" dir="auto">
                {example.message}
              </p>
              <dl className="data-replies">
                <div>
                  <dt>{message('data.preview.text.chosen')}</dt>
                  <dd>
                    <ReplyText label={message('data.preview.text.chosen')} text={example.chosen} />
                  </dd>
                </div>
                <div>
                  <dt>{message('data.preview.text.rejected')}</dt>
                  <dd>
                    <ReplyText label={message('data.preview.text.rejected')} text={example.rejected} />
                  </dd>
                </div>
              </dl>
            </article>
          ))}
        </section>
      )}
    </>
  );
}

/** A reply, which scrolls when it is long; so the keyboard can go there. */
function ReplyText({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="data-reply" dir="auto" role="group" aria-label={label} tabIndex={0}>
      {text}
    </div>
  );
}

function number(value: number): string {
  return message('data.number', { value });
}
