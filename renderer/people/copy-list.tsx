import type { CopyEntry } from '../../shared/contract/people.ts';
import { message } from '../ui/messages.ts';
import { moment } from './people-words.ts';

/** Where else somebody's words are: what the app wrote or sent, when, and whether it is still there. */
export function CopyList({ copies }: { readonly copies: readonly CopyEntry[] }) {
  return (
    <ul className="people-copies">
      {copies.map((copy) => (
        <li key={`${copy.kind} ${copy.where} ${copy.madeAtUtcMilliseconds}`}>
          <span>
            {message(`people.copy.${copy.kind}`)}
            <span className="quiet"> {message(isSent(copy) ? 'people.copy.sent' : 'people.copy.made', { at: moment(copy.madeAtUtcMilliseconds) })}</span>
            {copy.exists !== true && <span className="table-tag">{message(copy.exists === false ? 'people.copy.gone' : 'people.copy.unseen')}</span>}
          </span>
          <span className="code">{copy.where}</span>
        </li>
      ))}
    </ul>
  );
}

function isSent({ kind }: CopyEntry): boolean {
  return kind === 'conversation' || kind === 'summary';
}
